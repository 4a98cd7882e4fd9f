package org.bitauth.keystone.payment;

/** Why a claim was refused, in the order of the steps of {@link ClaimVerifier#verify}. */
public enum ClaimRejection {
    /** Steps 1 and 2: statement, key, signature or refund address have no valid form. A client error (400). */
    MALFORMED,
    /** Step 1: written for another cloud. */
    CLOUD,
    /** Steps 1 and 2: issued in the future, expired, or living for more than a day. */
    STALE,
    /** Step 1: the statement is not signed by its identity. */
    SIGNATURE,
    /** Step 3: not exactly one wallet signature for each distinct address of the inputs, or there is no such address. */
    INPUTS,
    /** Step 4: an input, or a wallet's signature, is of a form that cannot be proven. */
    UNSUPPORTED,
    /** Step 4: a wallet's signature does not verify. */
    WALLET;

    /**
     * Tells a request that could never succeed (400) from one that is not believed (401).
     *
     * @return true for {@link #MALFORMED} and {@link #UNSUPPORTED}
     */
    public boolean isMalformed() {
        return this == MALFORMED || this == UNSUPPORTED;
    }
}
