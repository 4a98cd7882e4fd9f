/** Answers Nova, which asks for what new instances are to know. Needs jackson-databind, an optional dependency. */
@NullMarked
package org.bitauth.ssh.nova;

import org.jspecify.annotations.NullMarked;
