/** Which code computes on the curve: a choice of the application, for the whole process. */
@NullMarked
package org.bitauth.curve;

import org.jspecify.annotations.NullMarked;
