package org.bitauth.keystone.payment;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.statement.StatementKind.Field;
import org.bitauth.statement.StatementKind.Slot;

/**
 * What an identity wants to buy: the statement {@code order}, read. It is worth something once a
 * {@link org.bitauth.statement.StatementVerifier} has accepted its signature.
 *
 * @param statement the statement
 * @param lease what the money will be for
 * @param vendor who is to answer with an invoice
 * @param offerDigest SHA-256 of {@link Offer#text} as the buyer saw it, 64 hexadecimal digits
 * @param duration how long, in whole seconds
 */
public record Order(Statement statement, LeaseId lease, Sin vendor, String offerDigest, Duration duration) {
    /** The statement: {@code Seconds:} is how long, the amount follows from the offer. */
    public static final StatementKind KIND = StatementKind.of(
            "order",
            new Field("Vendor", Slot.SIN),
            new Field("Offer", Slot.ID),
            new Field("Offer-Digest", Slot.DIGEST),
            new Field("Instance", Slot.HOST_WORD),
            new Field("Seconds", Slot.NUMBER));

    /** The longest time from {@code Issued:} to {@code Expires:}. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    /**
     * Reads an order.
     *
     * @param statement a statement of {@link #KIND}
     * @return the order
     * @throws MalformedException if it is of another kind, or for no time at all
     */
    public static Order of(Statement statement) {
        if (!statement.kind().name().equals(KIND.name())) {
            throw new MalformedException("statement must be an order");
        }
        LeaseId lease = new LeaseId(statement.identity(), statement.value("Instance"), statement.value("Offer"));
        Duration duration = Duration.ofSeconds(Long.parseLong(statement.value("Seconds")));
        if (duration.isZero()) {
            throw new MalformedException("order must be for a second at least");
        }
        return new Order(
                statement, lease, new Sin(statement.value("Vendor")), statement.value("Offer-Digest"), duration);
    }

    /**
     * Writes an order that holds for fifteen minutes, with a new nonce.
     *
     * @param cloud the base URL of the cloud
     * @param vendor the vendor's identity, as the buyer knows it beforehand
     * @param offer what he saw
     * @param owner who orders
     * @param instance the instance's name
     * @param duration how long, in whole seconds
     * @param now what the buyer's clock says
     * @return the order, not signed yet
     * @throws MalformedException if the instance or the duration has another form
     */
    public static Order write(
            URI cloud, Sin vendor, Offer offer, Sin owner, String instance, Duration duration, Instant now) {
        return of(Statement.builder(KIND, cloud, owner)
                .with("Vendor", vendor.value())
                .with("Offer", offer.id())
                .with("Offer-Digest", offer.digest())
                .with("Instance", instance)
                .with("Seconds", Long.toString(duration.toSeconds()))
                .valid(now, now.plus(LONGEST))
                .build());
    }

    /**
     * What the order is known by.
     *
     * @return SHA-256 of its text, 64 hexadecimal digits
     */
    public String id() {
        return TextDigest.sha256(statement.text());
    }

    /** What a second order of the same owner may not have. */
    public String nonce() {
        return statement.nonce().orElseThrow();
    }

    /** Why the time from beginning to end is none that an order has. */
    Optional<String> badTime() {
        Duration time = Duration.between(statement.issued().orElseThrow(), statement.expires());
        return time.compareTo(LONGEST) > 0
                ? Optional.of("order must hold for " + LONGEST.toSeconds() + " seconds at most")
                : Optional.empty();
    }
}
