/** The SSH authorities over HTTP. */
@NullMarked
package org.bitauth.ssh.http;

import org.jspecify.annotations.NullMarked;
