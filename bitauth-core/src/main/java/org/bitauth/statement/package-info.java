/** Statements: texts that the holder of a key writes and signs, and that anyone may verify at any later time. */
@NullMarked
package org.bitauth.statement;

import org.jspecify.annotations.NullMarked;
