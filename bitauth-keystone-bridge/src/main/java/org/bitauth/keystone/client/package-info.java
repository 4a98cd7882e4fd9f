/** Logs a Java program in. */
@NullMarked
package org.bitauth.keystone.client;

import org.jspecify.annotations.NullMarked;
