package org.bitauth.keystone.payment;

import java.util.Comparator;
import org.bitauth.Sin;

/**
 * What a lease is for: one offer, for one instance of one identity. Orders that say the same pay for the same lease.
 *
 * @param owner the identity that ordered, whoever paid
 * @param instance the instance's name, which is the owner's own: {@code [A-Za-z0-9._-]{1,64}}
 * @param offer the offer's id
 */
public record LeaseId(Sin owner, String instance, String offer) implements Comparable<LeaseId> {
    private static final Comparator<LeaseId> ORDER = Comparator.<LeaseId, String>comparing(
                    id -> id.owner().value())
            .thenComparing(LeaseId::instance)
            .thenComparing(LeaseId::offer);

    /** By owner, instance and offer, each by its ASCII characters. */
    @Override
    public int compareTo(LeaseId other) {
        return ORDER.compare(this, other);
    }
}
