/** The whole chain on embedded defaults: one key, one token, one shell. */
@NullMarked
package org.bitauth.quickstart;

import org.jspecify.annotations.NullMarked;
