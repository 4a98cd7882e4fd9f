/** The spelling of values in signed texts. Not part of the public API. */
@NullMarked
package org.bitauth.internal.text;

import org.jspecify.annotations.NullMarked;
