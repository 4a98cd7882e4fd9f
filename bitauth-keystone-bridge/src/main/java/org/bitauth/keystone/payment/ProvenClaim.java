package org.bitauth.keystone.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.wallet.ProvenAddress;

/**
 * A claim that its identity signed, and the key of every input of the transaction that it names. What it is good for is
 * narrow, and whoever acts on it asks {@link #covers} first and keeps {@link Claim#nonce} for good.
 *
 * @param claim what was claimed
 * @param claimant the identity that signed the statement, who will own the payment or wants it back
 * @param inputs the addresses that paid, with the keys that signed for them
 */
public record ProvenClaim(Claim claim, ProvenIdentity claimant, List<ProvenAddress> inputs) {
    /** Copies the list. */
    public ProvenClaim {
        inputs = List.copyOf(inputs);
    }

    /**
     * Who will own the payment.
     *
     * @return the SIN of the key that signed the statement, never of a wallet that paid
     */
    public Sin owner() {
        return claimant.sin();
    }

    /**
     * When the claim was issued.
     *
     * @return whole seconds, by the claimant's clock
     */
    public Instant issued() {
        return claim.issued();
    }

    /**
     * Tells whether the claim may be acted on for a payment: one that was seen no later than the claim was issued, and
     * that belongs to nobody else. So a claim gives its claimant nothing that comes later, and never moves what an order has
     * given to its owner; for the owner's own order it moves nothing, and may name where a refund goes.
     *
     * @param seenAt when the output was first seen, by the clock of whoever acts on the claim
     * @param ownerOfOrder who made the order that the output pays for, or owns the payment by an earlier claim; empty for an
     *     orphan
     * @return true if it covers the payment
     */
    public boolean covers(Instant seenAt, Optional<Sin> ownerOfOrder) {
        return !seenAt.isAfter(issued()) && ownerOfOrder.map(owner()::equals).orElse(true);
    }
}
