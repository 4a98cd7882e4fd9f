/** What goes on an instance so that its sshd takes the certificates. */
@NullMarked
package org.bitauth.ssh.host;

import org.jspecify.annotations.NullMarked;
