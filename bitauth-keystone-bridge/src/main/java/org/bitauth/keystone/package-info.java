/** Swaps a proven identity for a scoped OpenStack token. */
@NullMarked
package org.bitauth.keystone;

import org.jspecify.annotations.NullMarked;
