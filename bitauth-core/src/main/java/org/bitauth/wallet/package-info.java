/** The same key as Bitcoin wallets write it: addresses and WIF. */
@NullMarked
package org.bitauth.wallet;

import org.jspecify.annotations.NullMarked;
