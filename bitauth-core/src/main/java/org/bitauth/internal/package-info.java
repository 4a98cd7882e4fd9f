/** Encodings and curve arithmetic. Not part of the public API. */
@NullMarked
package org.bitauth.internal;

import org.jspecify.annotations.NullMarked;
