package org.bitauth.keystone.payment.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.LeaseState;
import org.bitauth.keystone.payment.OrderFlag;
import org.bitauth.keystone.payment.OrderState;

/**
 * What became of an order, as its vendor says.
 *
 * @param orderId the order
 * @param state how far it is
 * @param flags what else is to be known
 * @param satoshiDue what the invoice asks for
 * @param satoshiSeen what was seen and has not vanished
 * @param satoshiSettled what has its confirmations and counts
 * @param payBy until when it is to be paid
 * @param confirmationsNeeded how many blocks the payment needs
 * @param confirmations how many it has, up to the number that it needs
 * @param payerIsOwner true if the owner's own key signed every payment
 * @param leaseState how the lease is
 * @param paidThrough until when it is paid
 * @param instance what the lease is for
 * @param lag why nothing settles at present; empty if the vendor reads the chain
 */
public record OrderStatus(
        String orderId,
        OrderState state,
        List<OrderFlag> flags,
        long satoshiDue,
        long satoshiSeen,
        long satoshiSettled,
        Instant payBy,
        int confirmationsNeeded,
        int confirmations,
        boolean payerIsOwner,
        LeaseState leaseState,
        Optional<Instant> paidThrough,
        String instance,
        Optional<ChainException.Reason> lag) {
    /** Copies the list. */
    public OrderStatus {
        flags = List.copyOf(flags);
    }
}
