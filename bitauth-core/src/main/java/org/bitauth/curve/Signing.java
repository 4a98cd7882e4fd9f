package org.bitauth.curve;

/** The code that sees private keys. All give the same signatures (RFC 6979). */
public enum Signing {
    /** libsecp256k1 in C, where its binding is on the class path; {@link #BOUNCYCASTLE} otherwise. */
    NATIVE,
    /** BouncyCastle. */
    BOUNCYCASTLE
}
