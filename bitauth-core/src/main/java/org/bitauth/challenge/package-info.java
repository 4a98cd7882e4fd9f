/** Challenges: texts that a server issues and the holder of a key signs. */
@NullMarked
package org.bitauth.challenge;

import org.jspecify.annotations.NullMarked;
