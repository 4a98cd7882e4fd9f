package org.bitauth.keystone.payment;

import java.util.Optional;

/** Told of leases that changed, after the change is kept; perhaps twice, or by no one if the process is killed then. */
@FunctionalInterface
public interface LeaseListener {
    /**
     * Takes note.
     *
     * @param before the lease as it was
     * @param after the lease as it is
     */
    void changed(Optional<Lease> before, Lease after);
}
