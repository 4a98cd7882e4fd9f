package org.bitauth.statement;

import java.util.List;
import org.bitauth.ProvenIdentity;

/**
 * A statement whose signatures verified: everyone whose signature its kind demands agreed to every byte of it.
 *
 * @param statement what was said
 * @param signers the keys that verified: first the one of {@code Identity:}, then the second signer if the kind has one
 */
public record ProvenStatement(Statement statement, List<ProvenIdentity> signers) {
    /** Copies the list. */
    public ProvenStatement {
        signers = List.copyOf(signers);
    }
}
