package org.bitauth.keystone.payment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;

/**
 * What a {@link LeaseStore} holds, within one change. Sees what the same change wrote before. Decides nothing: which order is
 * worth what is for others to say. Times are whole milliseconds, which those who write them see to; durations are whole
 * seconds. Methods throw {@link org.bitauth.StoreException} when they cannot answer.
 */
public interface LeaseBook {
    /**
     * The chain, within the same change.
     *
     * @return blocks and outputs
     */
    ChainBook chain();

    /**
     * Takes an index, which is never given again. Another change that takes one of the same source waits for this one.
     *
     * @param source {@link AddressSource#id}
     * @return the lowest index that is free, from 0
     */
    long takeIndex(String source);

    /**
     * Makes all indexes up to one taken, if they are not.
     *
     * @param source {@link AddressSource#id}
     * @param index the index
     */
    void skipIndex(String source, long index);

    /**
     * The lowest free index, which is not taken by asking.
     *
     * @param source {@link AddressSource#id}
     * @return from 0
     */
    long nextIndex(String source);

    /**
     * Adds an order.
     *
     * @param order the order
     * @return false if there is an order with its id, with its owner and nonce, or with its invoice's address
     */
    boolean addOrder(PlacedOrder order);

    /**
     * One order.
     *
     * @param id its id
     * @return the order
     */
    Optional<PlacedOrder> order(String id);

    /**
     * The order that an address was made for.
     *
     * @param address the address
     * @return the order's id
     */
    Optional<String> orderAt(String address);

    /**
     * All orders of a lease.
     *
     * @param lease which
     * @return the orders
     */
    List<PlacedOrder> orders(LeaseId lease);

    /**
     * What the settled orders of a lease add to it.
     *
     * @param lease which
     * @return one term for each, with the order's id
     */
    List<LeaseTerm> settledTerms(LeaseId lease);

    /**
     * The latest orders of an owner.
     *
     * @param owner the identity
     * @param most how many at most
     * @return the orders, the latest first
     */
    List<PlacedOrder> latestOrders(Sin owner, int most);

    /**
     * Orders that height or time alone may change.
     *
     * @param height the height of the best chain: those with a due height up to it
     * @param now the time: those that are due by then
     * @param most how many at most
     * @return their ids
     */
    List<String> dueOrders(long height, Instant now, int most);

    /**
     * All orders, in pages.
     *
     * @param after the id after which the page begins; empty for the first
     * @param most how many at most
     * @return the orders by id
     */
    List<PlacedOrder> ordersAfter(String after, int most);

    /**
     * Sets what an order is worth.
     *
     * @param id the order's id
     * @param evaluation what it is worth now
     */
    void setEvaluation(String id, Evaluation evaluation);

    /**
     * One lease.
     *
     * @param id which
     * @return the lease, as it was made last
     */
    Optional<Lease> lease(LeaseId id);

    /**
     * The leases of an owner.
     *
     * @param owner the identity
     * @return the leases
     */
    List<Lease> leases(Sin owner);

    /**
     * All leases, in pages.
     *
     * @param after the lease after which the page begins; empty for the first
     * @param most how many at most
     * @return the leases by owner, instance and offer
     */
    List<Lease> leasesAfter(Optional<LeaseId> after, int most);

    /**
     * Writes a lease, new or in place of what it was.
     *
     * @param lease the lease
     */
    void putLease(Lease lease);

    /**
     * Adds an extension.
     *
     * @param extension the extension
     * @return false if its order has one with the same reference
     */
    boolean addExtension(Extension extension);

    /**
     * All extensions of a lease.
     *
     * @param lease which
     * @return the extensions
     */
    List<Extension> extensions(LeaseId lease);

    /**
     * Writes a line into the journal, where it stays.
     *
     * @param entry the line
     */
    void write(JournalEntry entry);

    /**
     * What the journal says of an order.
     *
     * @param orderId the order
     * @return the lines, the oldest first
     */
    List<JournalEntry> journal(String orderId);
}
