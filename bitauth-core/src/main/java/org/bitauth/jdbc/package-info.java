/** Short transactions on a database, for the stores that this library keeps there. */
@NullMarked
package org.bitauth.jdbc;

import org.jspecify.annotations.NullMarked;
