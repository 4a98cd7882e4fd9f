/** A Java service checks tokens: offline by keys and revocations of a bridge, or online at any identity service. */
@NullMarked
package org.bitauth.keystone.middleware;

import org.jspecify.annotations.NullMarked;
