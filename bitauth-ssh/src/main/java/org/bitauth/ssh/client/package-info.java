/** Fetches certificates for a user. */
@NullMarked
package org.bitauth.ssh.client;

import org.jspecify.annotations.NullMarked;
