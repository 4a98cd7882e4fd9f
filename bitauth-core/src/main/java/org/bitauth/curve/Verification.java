package org.bitauth.curve;

/** The code that verifies signatures. What is accepted never depends on it. */
public enum Verification {
    /** This library's own, in Java: the fastest for keys that return. */
    FAST,
    /** BouncyCastle. */
    BOUNCYCASTLE,
    /** libsecp256k1 in C, where its binding is on the class path; {@link #FAST} otherwise. */
    NATIVE,
    /** Both {@link #FAST} and {@link #BOUNCYCASTLE}: the latter decides, and a difference goes to the {@link CurveListener}. */
    SHADOW
}
