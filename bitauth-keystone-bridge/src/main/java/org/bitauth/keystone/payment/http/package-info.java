/** Offers, orders and their state over HTTP. */
@NullMarked
package org.bitauth.keystone.payment.http;

import org.jspecify.annotations.NullMarked;
