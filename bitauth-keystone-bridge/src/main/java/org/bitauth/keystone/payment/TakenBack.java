package org.bitauth.keystone.payment;

import java.time.Instant;
import java.util.Optional;
import org.bitauth.keystone.DirectoryAdmin;

/**
 * Ends the tokens of whoever loses time that he had: by a chain that took a payment back, or by the vendor. Bridges see that
 * by themselves; this is for services that check tokens offline. A lease that ends by the clock needs none of it, since no
 * token lives longer. Immutable and thread-safe.
 */
public final class TakenBack implements LeaseListener {
    private final DirectoryAdmin admin;

    /**
     * A listener.
     *
     * @param admin revokes, for the users of a {@link LeaseDirectory}
     */
    public TakenBack(DirectoryAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void changed(Optional<Lease> before, Lease after) {
        Optional<Instant> had = before.flatMap(TakenBack::end);
        Optional<Instant> has = end(after);
        if (had.isPresent() && has.filter(end -> !end.isBefore(had.get())).isEmpty()) {
            admin.revokeTokens(after.id().owner().value());
        }
    }

    private static Optional<Instant> end(Lease lease) {
        return lease.revoked() ? Optional.empty() : lease.paidThrough().map(end -> end.plus(lease.grace()));
    }
}
