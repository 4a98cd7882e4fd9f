package org.bitauth.keystone.payment;

import java.util.List;
import org.bitauth.statement.SignedStatement;
import org.bitauth.wallet.WalletSignature;

/**
 * A signed claim as it travels: everything is as its author wrote it and may be anything. Only a {@link ClaimVerifier}
 * tells what it is worth.
 *
 * @param statement the text, and the signature by the key of its {@code Identity:}
 * @param wallets one signature over the same text for each distinct address of the transaction's inputs, in any order
 */
public record SignedClaim(SignedStatement statement, List<WalletSignature> wallets) {
    /** Copies the list. */
    public SignedClaim {
        wallets = List.copyOf(wallets);
    }
}
