package org.bitauth.statement;

/** Why a statement was refused, one constant for each step of {@link StatementVerifier#verify}. */
public enum StatementRejection {
    /** Steps 1 and 3: text, keys or signatures have no valid form. A client error (400). */
    MALFORMED,
    /** Step 2: a statement of another kind. A client error (400). */
    KIND,
    /** Step 4: written for another cloud. */
    CLOUD,
    /** Step 5: issued in the future, or expired. */
    STALE,
    /** Step 6: the key is not the one of {@code Identity:}. */
    IDENTITY,
    /** Step 7: the signature does not verify, or has the high S. */
    SIGNATURE,
    /** Step 8: the second key is not the one of the second signer's line. */
    SECOND_IDENTITY,
    /** Step 9: the second signature does not verify, or has the high S. */
    SECOND_SIGNATURE;

    /**
     * Tells a request that could never succeed (400) from one that is not believed (401).
     *
     * @return true for {@link #MALFORMED} and {@link #KIND}
     */
    public boolean isMalformed() {
        return this == MALFORMED || this == KIND;
    }
}
