/** Broken Keystones. */
@NullMarked
package org.bitauth.cli.check;

import org.jspecify.annotations.NullMarked;
