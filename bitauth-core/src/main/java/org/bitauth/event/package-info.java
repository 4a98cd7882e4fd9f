/** Decisions, for audit and metrics. */
@NullMarked
package org.bitauth.event;

import org.jspecify.annotations.NullMarked;
