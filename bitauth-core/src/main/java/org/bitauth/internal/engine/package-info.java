/** The code that may compute on the curve, and the choice among it. */
@NullMarked
package org.bitauth.internal.engine;

import org.jspecify.annotations.NullMarked;
