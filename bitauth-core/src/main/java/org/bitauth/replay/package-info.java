/** Remembers what was used once. */
@NullMarked
package org.bitauth.replay;

import org.jspecify.annotations.NullMarked;
