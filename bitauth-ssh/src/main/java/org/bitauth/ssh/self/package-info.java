/**
 * Certificates that owners write by themselves: no bridge and no certificate authority, on either side of the login. What
 * lets them in on the instance is a small program in C, whose source lies beside these classes.
 */
@NullMarked
package org.bitauth.ssh.self;

import org.jspecify.annotations.NullMarked;
