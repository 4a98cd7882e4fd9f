package org.bitauth.statement;

import java.util.List;

/**
 * A signed statement as it travels: everything is as its author wrote it and may be anything. Only a
 * {@link StatementVerifier} tells what it is worth.
 *
 * @param text the text that was signed
 * @param signatures first the one by the key of {@code Identity:}, then the one by the second signer if the kind has one
 */
public record SignedStatement(String text, List<StatementSignature> signatures) {
    /** Copies the list. */
    public SignedStatement {
        signatures = List.copyOf(signatures);
    }
}
