/** Buys from a vendor: what he answers is checked before it is shown. */
@NullMarked
package org.bitauth.keystone.payment.client;

import org.jspecify.annotations.NullMarked;
