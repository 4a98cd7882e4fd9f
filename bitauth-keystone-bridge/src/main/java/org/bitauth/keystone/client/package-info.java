/** Logs a Java program in, keeps its token good, and finds the services. */
@NullMarked
package org.bitauth.keystone.client;

import org.jspecify.annotations.NullMarked;
