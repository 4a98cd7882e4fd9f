/** A private, unmodified OpenSSH server, for tests and for the quickstart. Not part of the public API. */
@NullMarked
package org.bitauth.ssh.lab;

import org.jspecify.annotations.NullMarked;
