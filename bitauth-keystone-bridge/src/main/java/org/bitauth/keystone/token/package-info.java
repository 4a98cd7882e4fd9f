/** Tokens as signed text: keys, claims, revocations. */
@NullMarked
package org.bitauth.keystone.token;

import org.jspecify.annotations.NullMarked;
