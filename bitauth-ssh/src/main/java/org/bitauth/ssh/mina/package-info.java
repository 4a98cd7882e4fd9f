/**
 * For Apache MINA SSHD, which is an optional dependency: Bitcoin keys log in by themselves where both ends are MINA, and
 * key files with a pass phrase.
 */
@NullMarked
package org.bitauth.ssh.mina;

import org.jspecify.annotations.NullMarked;
