/** The Identity API v3 over any HTTP server. */
@NullMarked
package org.bitauth.keystone.http;

import org.jspecify.annotations.NullMarked;
