/** Other Java libraries must agree with this one. */
@NullMarked
package org.bitauth.javapeers;

import org.jspecify.annotations.NullMarked;
