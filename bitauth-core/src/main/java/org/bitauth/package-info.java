/** Identities, keys and signatures on secp256k1. */
@NullMarked
package org.bitauth;

import org.jspecify.annotations.NullMarked;
