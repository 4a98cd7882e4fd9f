/** What stores on a database have in common. */
@NullMarked
package org.bitauth.jdbc;

import org.jspecify.annotations.NullMarked;
