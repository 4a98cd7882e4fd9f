package org.bitauth.keystone.store;

import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.BlockId;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Evaluation;
import org.bitauth.keystone.payment.Invoice;
import org.bitauth.keystone.payment.Lease;
import org.bitauth.keystone.payment.LeaseId;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Order;
import org.bitauth.keystone.payment.OrderFlag;
import org.bitauth.keystone.payment.OrderState;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.keystone.payment.SeenOutput;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementSignature;

/** Orders, leases, blocks and outputs that the contracts put into stores. Nobody signed the orders: stores do not ask. */
public final class LeaseSample {
    /** When the sample's orders are placed, in the finest time that stores keep. */
    public static final Instant START = Instant.parse("2026-11-27T10:00:00.123Z");

    /** What is ordered. */
    public static final Offer OFFER = new Offer(
            "small",
            "A small instance",
            10_000,
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofDays(365),
            List.of("member", "reader"),
            1,
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            "to the sender");

    /** The cloud that orders are for. */
    public static final URI CLOUD = URI.create("https://cloud.example");

    /** Who signs invoices. */
    public static final BitauthKey VENDOR = key(1_000_000);

    private static final StatementSignature LONGEST_SIGNATURE =
            new StatementSignature("02" + "c".repeat(64), "30" + "e".repeat(142));

    private LeaseSample() {}

    /**
     * A key, whose identity is {@link CloudSample#sin}.
     *
     * @param number from 1
     * @return the key of this number
     */
    public static BitauthKey key(int number) {
        return BitauthKey.ofHex(String.format(Locale.ROOT, "%064x", number));
    }

    /**
     * An order that is unpaid.
     *
     * @param number of its nonce and address, and of its instance
     * @param owner who ordered
     * @return the order, due when the time to pay is over
     */
    public static PlacedOrder placed(int number, Sin owner) {
        return placed(order(owner, "instance-" + number, number), address(number), START);
    }

    /**
     * An order that is unpaid.
     *
     * @param order what was ordered
     * @param address where it is to be paid
     * @param at when it was placed
     * @return the order, due when the time to pay is over
     */
    public static PlacedOrder placed(Order order, String address, Instant at) {
        Invoice invoice = Invoice.of(
                Statement.builder(Invoice.KIND, CLOUD, VENDOR.publicKey().sin())
                        .with("Order", order.id())
                        .with("Owner", order.lease().owner().value())
                        .with("Network", "regtest")
                        .with("Address", address)
                        .with("Satoshi", "10000")
                        .with("Confirmations", "1")
                        .with("Refund", OFFER.refund())
                        .valid(START, START.plus(OFFER.payBy()))
                        .build());
        return new PlacedOrder(
                order,
                invoice,
                new SignedStatement(order.statement().text(), List.of(LONGEST_SIGNATURE)),
                new SignedStatement(invoice.statement().text(), List.of(LONGEST_SIGNATURE)),
                OFFER.grace(),
                OFFER.roles(),
                at,
                unpaid(OptionalLong.empty(), Optional.of(invoice.payBy().plusSeconds(1))));
    }

    /**
     * An order for a day.
     *
     * @param owner who orders
     * @param instance the instance's name
     * @param nonce the number of its nonce
     * @return the order, the same for the same arguments
     */
    public static Order order(Sin owner, String instance, int nonce) {
        return order(OFFER, owner, instance, nonce, START);
    }

    /**
     * An order for a day.
     *
     * @param offer what was offered
     * @param owner who orders
     * @param instance the instance's name
     * @param nonce the number of its nonce
     * @param now when it is written
     * @return the order, the same for the same arguments
     */
    public static Order order(Offer offer, Sin owner, String instance, int nonce, Instant now) {
        Sin vendor = VENDOR.publicKey().sin();
        Statement random = Order.write(CLOUD, vendor, offer, owner, instance, Duration.ofDays(1), now)
                .statement();
        String numbered = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(16).putInt(nonce).array());
        return Order.of(Statement.parse(random.text().replace(random.nonce().orElseThrow(), numbered), Order.KIND));
    }

    /**
     * An address that only stores believe in.
     *
     * @param number any number
     * @return the address of this number
     */
    public static String address(int number) {
        return "address-" + number;
    }

    /**
     * What an order is worth while nothing was paid.
     *
     * @param height the height at which it is due
     * @param at when it is due
     * @return the evaluation
     */
    public static Evaluation unpaid(OptionalLong height, Optional<Instant> at) {
        return new Evaluation(OrderState.NEW, Set.of(), 0, 0, Optional.empty(), false, height, at);
    }

    /**
     * What an order is worth that was paid with too much.
     *
     * @param at when it settled
     * @return the evaluation, never due
     */
    public static Evaluation settled(Instant at) {
        return new Evaluation(
                OrderState.SETTLED,
                Set.of(OrderFlag.OVER, OrderFlag.LATE),
                ChainOutput.MAX_MONEY,
                ChainOutput.MAX_MONEY,
                Optional.of(at),
                true,
                OptionalLong.empty(),
                Optional.empty());
    }

    /**
     * A lease.
     *
     * @param id what it is for
     * @param paidThrough until when it is paid
     * @return the lease, not revoked
     */
    public static Lease lease(LeaseId id, Optional<Instant> paidThrough) {
        return new Lease(id, paidThrough, OFFER.grace(), OFFER.roles(), false);
    }

    /**
     * A block.
     *
     * @param height its height
     * @param fork which of the chains that differ above some height
     * @return the block
     */
    public static BlockId block(long height, int fork) {
        return new BlockId(height, String.format(Locale.ROOT, "%032x%032x", fork, height));
    }

    /**
     * The end of a chain.
     *
     * @param height the height of its last block
     * @param fork which chain
     * @return the block, and as much work as the widest number that a chain can have
     */
    public static ChainTip tip(long height, int fork) {
        return new ChainTip(
                block(height, fork), BigInteger.ONE.shiftLeft(256).subtract(BigInteger.valueOf(1_000_000 - height)));
    }

    /**
     * An output that waits for a block.
     *
     * @param number the number of its transaction
     * @param index its number in the transaction
     * @param address where it pays to
     * @param orderId the order that it pays
     * @return the output, seen at {@link #START}
     */
    public static SeenOutput waiting(int number, int index, String address, Optional<String> orderId) {
        ChainOutput output = new ChainOutput(
                new Outpoint(String.format(Locale.ROOT, "%064x", number), index), address, 10_000, Optional.empty());
        return new SeenOutput(output, orderId, START, Optional.empty(), false, false);
    }

    /**
     * The same output in a block.
     *
     * @param seen the output
     * @param block where it is
     * @return the output
     */
    public static SeenOutput in(SeenOutput seen, BlockId block) {
        return new SeenOutput(seen.output(), seen.orderId(), seen.seenAt(), Optional.of(block), false, seen.reorged());
    }

    /**
     * The same output, vanished from a block and from among those that wait.
     *
     * @param seen the output
     * @return the output
     */
    public static SeenOutput gone(SeenOutput seen) {
        return new SeenOutput(seen.output(), seen.orderId(), seen.seenAt(), Optional.empty(), true, true);
    }
}
