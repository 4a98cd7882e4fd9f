/** What an operator of a Keystone is told is missing: each finding asks one thing, and prints nothing. */
@NullMarked
package org.bitauth.cli.check;

import org.jspecify.annotations.NullMarked;
