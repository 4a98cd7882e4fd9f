/** Mounts handlers in a servlet container. */
@NullMarked
package org.bitauth.servlet;

import org.jspecify.annotations.NullMarked;
