package org.bitauth.keystone.payment;

/** How a lease is at a moment. */
public enum LeaseState {
    /** Something was ordered, and nothing has settled. No access. */
    PENDING,
    /** Paid for. */
    ACTIVE,
    /** No longer paid for, within the grace that the offer gives. Still access. */
    GRACE,
    /** Over. No access; what the owner has is kept for {@link Lease#KEPT}. Paying again resumes. */
    SUSPENDED,
    /** Over, and what the owner had may be deleted. No access. Paying again begins anew. */
    ENDED,
    /** Closed by the vendor. No access, whatever is paid. */
    REVOKED;

    /**
     * Tells whether roles and logins hold.
     *
     * @return true for {@link #ACTIVE} and {@link #GRACE}
     */
    public boolean isOpen() {
        return this == ACTIVE || this == GRACE;
    }
}
