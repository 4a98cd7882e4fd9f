/** What Bitcoin wallets write: addresses and WIF of the same key, and signatures of texts. */
@NullMarked
package org.bitauth.wallet;

import org.jspecify.annotations.NullMarked;
