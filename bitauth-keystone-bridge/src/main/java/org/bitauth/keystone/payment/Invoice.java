package org.bitauth.keystone.payment;

import java.net.URI;
import java.time.Instant;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.statement.StatementKind.Field;
import org.bitauth.statement.StatementKind.Slot;
import org.bitauth.wallet.BitcoinNetwork;

/**
 * A vendor's answer to an order: the statement {@code invoice}, read. {@code Expires:} is the time to pay by.
 *
 * @param statement the statement, whose {@code Identity:} is the vendor
 * @param orderId {@link Order#id} of the order that it answers
 * @param owner who ordered
 * @param network the network to pay on
 * @param address the address to pay to, which no other invoice has
 * @param satoshi the amount
 * @param confirmations how many blocks the payment must be in or below
 */
public record Invoice(
        Statement statement,
        String orderId,
        Sin owner,
        BitcoinNetwork network,
        String address,
        long satoshi,
        int confirmations) {
    /** The statement. */
    public static final StatementKind KIND = StatementKind.of(
            "invoice",
            new Field("Order", Slot.DIGEST),
            new Field("Owner", Slot.SIN),
            new Field("Network", Slot.ID),
            new Field("Address", Slot.ID),
            new Field("Satoshi", Slot.NUMBER),
            new Field("Confirmations", Slot.NUMBER),
            new Field("Refund", Slot.NAME));

    /**
     * Reads an invoice.
     *
     * @param statement a statement of {@link #KIND}
     * @return the invoice
     * @throws MalformedException if it is of another kind, or has a value that no invoice has
     */
    public static Invoice of(Statement statement) {
        if (!statement.kind().name().equals(KIND.name())) {
            throw new MalformedException("statement must be an invoice");
        }
        long satoshi = Long.parseLong(statement.value("Satoshi"));
        long confirmations = Long.parseLong(statement.value("Confirmations"));
        if (satoshi < 1 || satoshi > ChainOutput.MAX_MONEY || confirmations < 1 || confirmations > 100) {
            throw new MalformedException("invoice must be for a satoshi at least, and 1 to 100 confirmations");
        }
        return new Invoice(
                statement,
                statement.value("Order"),
                new Sin(statement.value("Owner")),
                network(statement.value("Network")),
                statement.value("Address"),
                satoshi,
                (int) confirmations);
    }

    /**
     * Writes an invoice.
     *
     * @param cloud the base URL of the cloud
     * @param vendor who signs it
     * @param order what it answers
     * @param offer what was ordered
     * @param network the network to pay on
     * @param address an address that no other invoice has
     * @param now from when it holds
     * @return the invoice, not signed yet
     */
    static Invoice write(
            URI cloud, Sin vendor, Order order, Offer offer, BitcoinNetwork network, String address, Instant now) {
        return of(Statement.builder(KIND, cloud, vendor)
                .with("Order", order.id())
                .with("Owner", order.lease().owner().value())
                .with("Network", name(network))
                .with("Address", address)
                .with("Satoshi", Long.toString(offer.price(order.duration())))
                .with("Confirmations", Integer.toString(offer.confirmations()))
                .with("Refund", offer.refund())
                .valid(now, now.plus(offer.payBy()))
                .build());
    }

    /**
     * Until when it is to be paid.
     *
     * @return whole seconds
     */
    public Instant payBy() {
        return statement.expires();
    }

    private static String name(BitcoinNetwork network) {
        return switch (network) {
            case MAINNET -> "mainnet";
            case TESTNET -> "testnet";
            case REGTEST -> "regtest";
        };
    }

    private static BitcoinNetwork network(String name) {
        for (BitcoinNetwork network : BitcoinNetwork.values()) {
            if (name(network).equals(name)) {
                return network;
            }
        }
        throw new MalformedException("network must be mainnet, testnet or regtest");
    }
}
