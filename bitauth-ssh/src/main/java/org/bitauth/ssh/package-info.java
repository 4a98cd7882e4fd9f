/** Swaps a proven identity for a short-lived SSH certificate. */
@NullMarked
package org.bitauth.ssh;

import org.jspecify.annotations.NullMarked;
