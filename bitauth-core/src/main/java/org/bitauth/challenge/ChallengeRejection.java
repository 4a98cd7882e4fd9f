package org.bitauth.challenge;

/** Why an answer was refused, one constant for each step of {@link Challenges#verify}. */
public enum ChallengeRejection {
    /** Steps 1 and 2: the text, key or signature has no valid form. A client error (400). */
    MALFORMED,
    /** Step 3: the MAC is not ours. */
    MAC,
    /** Step 4: issued by another cloud. */
    CLOUD,
    /** Step 5: issued in the future, expired, too long, or older than the replay guard's memory. */
    STALE,
    /** Step 6: the answer is for another ask. */
    ASK,
    /** Steps 7 and 10: answered before. */
    REPLAY,
    /** Step 8: the key is not the identity. */
    IDENTITY,
    /** Step 9: the signature does not verify, or has the high S. */
    SIGNATURE;

    /**
     * Tells a request that could never succeed (400) from one that is not believed (401).
     *
     * @return true for {@link #MALFORMED}
     */
    public boolean isMalformed() {
        return this == MALFORMED;
    }
}
