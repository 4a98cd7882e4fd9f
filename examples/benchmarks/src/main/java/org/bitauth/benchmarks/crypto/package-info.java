/** Signatures and identities beside libsecp256k1, BouncyCastle and npm's bitauth, all in one run. */
package org.bitauth.benchmarks.crypto;
