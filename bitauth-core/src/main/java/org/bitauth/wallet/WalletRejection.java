package org.bitauth.wallet;

/** Why a wallet's signature was refused, in the order of the steps of {@link WalletSignature#verify}. */
public enum WalletRejection {
    /** Step 1: text, address or signature has no valid form, or the address is of another network. A client error (400). */
    MALFORMED,
    /**
     * Steps 2 and 3: a form that is not taken: an address that is not of one key's hash, an uncompressed key, another hash
     * type than SIGHASH_ALL, a proof with a time lock or further inputs. A client error (400).
     */
    UNSUPPORTED,
    /** Step 4: the key that signed has another address. With a recovered key, also what is said of another text. */
    ADDRESS,
    /** Step 5: the signature does not verify, or is not over this text and address. */
    SIGNATURE;

    /**
     * Tells a request that could never succeed (400) from one that is not believed (401).
     *
     * @return true for {@link #MALFORMED} and {@link #UNSUPPORTED}
     */
    public boolean isMalformed() {
        return this == MALFORMED || this == UNSUPPORTED;
    }
}
