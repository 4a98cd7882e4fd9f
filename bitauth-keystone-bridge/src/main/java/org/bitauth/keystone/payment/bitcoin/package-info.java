/**
 * What is asked of Bitcoin itself: addresses of an account, the vendor's own node, and the key that paid. Needs
 * bitcoinj-core 0.17.1 or newer on the class path, which the rest of the bridge does not.
 */
@NullMarked
package org.bitauth.keystone.payment.bitcoin;

import org.jspecify.annotations.NullMarked;
