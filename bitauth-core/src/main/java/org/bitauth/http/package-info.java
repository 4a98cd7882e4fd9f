/** HTTP messages as they are on the wire, free of any server framework. */
@NullMarked
package org.bitauth.http;

import org.jspecify.annotations.NullMarked;
