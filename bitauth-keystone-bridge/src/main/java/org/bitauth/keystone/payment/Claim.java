package org.bitauth.keystone.payment;

import java.time.Instant;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.statement.StatementKind.Field;
import org.bitauth.statement.StatementKind.Slot;
import org.bitauth.wallet.BitcoinAddress;
import org.bitauth.wallet.BitcoinNetwork;

/**
 * What the payer of an output says about it to one cloud: it is for the identity that claims it, or it is to be sent back.
 * A claim names one output by its transaction and its index. A value of this type is well formed and nothing more; that
 * those who paid stand by it is told by a {@link ClaimVerifier}. Immutable.
 *
 * <p>A client writes it with {@link Statement#builder}, of the kind of its {@link Purpose}; the identity signs the
 * statement, and each wallet that paid signs {@link Statement#text}.
 */
public final class Claim {
    /** The field of the transaction's id: 64 hexadecimal digits in the order in which block explorers show them. */
    public static final String TRANSACTION = "Transaction";

    /** The field of the output's index in its transaction, from 0. */
    public static final String OUTPUT = "Output";

    /** The field of the address that a refund is to go to. */
    public static final String REFUND_ADDRESS = "Refund-Address";

    private static final StatementKind OWN_KIND =
            StatementKind.of("claim", new Field(TRANSACTION, Slot.DIGEST), new Field(OUTPUT, Slot.NUMBER));
    private static final StatementKind REFUND_KIND = StatementKind.of(
            "refund-claim",
            new Field(TRANSACTION, Slot.DIGEST),
            new Field(OUTPUT, Slot.NUMBER),
            new Field(REFUND_ADDRESS, Slot.ID));
    private static final long MAX_OUTPUT = 0xffff_ffffL;

    private final Purpose purpose;
    private final Statement statement;
    private final Optional<BitcoinAddress> refundAddress;

    private Claim(Purpose purpose, Statement statement, Optional<BitcoinAddress> refundAddress) {
        this.purpose = purpose;
        this.statement = statement;
        this.refundAddress = refundAddress;
        if (output() > MAX_OUTPUT) {
            throw new MalformedException("claim must name an output of at most 2^32 - 1");
        }
    }

    /** What is claimed. Each purpose is a kind of statement, so that no line is there that means nothing. */
    public enum Purpose {
        /** The payment is attached to the identity that claims it. */
        OWN,
        /** The payment is to be sent back to an address. */
        REFUND;

        /**
         * The kind of statement.
         *
         * @return {@code claim} or {@code refund-claim}
         */
        public StatementKind kind() {
            return this == OWN ? OWN_KIND : REFUND_KIND;
        }

        /** The purpose that a text's first line tells, {@link #OWN} if it tells none. */
        static Purpose of(String text) {
            return text.startsWith("Bitauth " + REFUND_KIND.name() + " ") ? REFUND : OWN;
        }
    }

    /**
     * Reads a claim, for example to look for its transaction.
     *
     * @param text the whole text, of either purpose
     * @param network the network of the refund's address
     * @return the claim
     * @throws MalformedException if the text is no claim, or the address is none of this network
     */
    public static Claim parse(String text, BitcoinNetwork network) {
        return of(Statement.parse(text, Purpose.of(text).kind()), network);
    }

    /**
     * Reads a statement as a claim.
     *
     * @param statement a statement of either purpose
     * @param network the network of the refund's address
     * @return the claim
     * @throws MalformedException if the statement is no claim, or the address is none of this network
     */
    public static Claim of(Statement statement, BitcoinNetwork network) {
        if (statement.kind().equals(Purpose.OWN.kind())) {
            return new Claim(Purpose.OWN, statement, Optional.empty());
        }
        if (statement.kind().equals(Purpose.REFUND.kind())) {
            BitcoinAddress address = BitcoinAddress.parse(statement.value(REFUND_ADDRESS), network);
            return new Claim(Purpose.REFUND, statement, Optional.of(address));
        }
        throw new MalformedException("claim must be a statement of its kinds, was " + statement.kind());
    }

    /**
     * What is claimed.
     *
     * @return the purpose
     */
    public Purpose purpose() {
        return purpose;
    }

    /**
     * Who claims.
     *
     * @return the SIN of the {@code Identity:} line; proven only in a {@link ProvenClaim}
     */
    public Sin identity() {
        return statement.identity();
    }

    /**
     * The transaction that paid.
     *
     * @return 64 lower-case hexadecimal digits, in the order in which block explorers show them
     */
    public String transaction() {
        return statement.value(TRANSACTION);
    }

    /**
     * Which of the transaction's outputs paid.
     *
     * @return 0 to 2^32 - 1
     */
    public long output() {
        return Long.parseLong(statement.value(OUTPUT));
    }

    /**
     * Where a refund is to go.
     *
     * @return an address of the network; empty if the purpose is another
     */
    public Optional<BitcoinAddress> refundAddress() {
        return refundAddress;
    }

    /**
     * When it was issued.
     *
     * @return whole seconds
     */
    public Instant issued() {
        return statement.issued().orElseThrow();
    }

    /**
     * What tells it from every other one. Whoever acts on a claim keeps this for good, unique together with the identity,
     * in the transaction that writes what the claim made.
     *
     * @return 22 base64url characters
     */
    public String nonce() {
        return statement.nonce().orElseThrow();
    }

    /**
     * The statement, for signing.
     *
     * @return the statement
     */
    public Statement statement() {
        return statement;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Claim that && statement.equals(that.statement);
    }

    @Override
    public int hashCode() {
        return statement.hashCode();
    }

    @Override
    public String toString() {
        return statement.text();
    }
}
