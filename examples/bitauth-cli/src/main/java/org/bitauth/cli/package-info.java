/** The {@code bitauth} command. */
@NullMarked
package org.bitauth.cli;

import org.jspecify.annotations.NullMarked;
