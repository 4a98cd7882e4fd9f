package org.bitauth.keystone.payment;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.bitauth.MalformedException;

/**
 * What a vendor sells: time on an instance, and roles on the buyer's own project for as long. An offer that changes in
 * anything gets a new id. Its {@link #text} is what a buyer is shown; orders name the text's digest, so that nobody buys
 * what he did not see.
 *
 * @param id the id, {@code [A-Za-z0-9_-]{1,64}}
 * @param title one line of 1 to 64 printable ASCII characters
 * @param satoshi the price of one period, in satoshi
 * @param period what it is the price of; whole seconds
 * @param least the shortest duration that is sold; whole seconds
 * @param most the longest duration that is sold at once; whole seconds
 * @param roles the roles on the buyer's project; at most 16
 * @param confirmations how many blocks a payment must be in or below; 1 to 100
 * @param payBy how long an invoice may be paid; whole seconds, one minute to one day
 * @param grace how long access lasts beyond what was paid; whole seconds
 * @param refund what becomes of money that buys nothing, one line of 1 to 64 printable ASCII characters
 */
public record Offer(
        String id,
        String title,
        long satoshi,
        Duration period,
        Duration least,
        Duration most,
        List<String> roles,
        int confirmations,
        Duration payBy,
        Duration grace,
        String refund) {
    private static final String LINE = "[!-~](?:[ -~]{0,62}[!-~])?";
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Checks everything.
     *
     * @throws MalformedException naming what cannot be sold
     */
    public Offer {
        roles = List.copyOf(roles);
        require(id.matches("[A-Za-z0-9_-]{1,64}"), "id must be 1 to 64 letters, digits, '-' or '_'");
        require(title.matches(LINE), "title must be 1 to 64 printable ASCII characters");
        require(refund.matches(LINE), "refund must be 1 to 64 printable ASCII characters");
        require(satoshi >= 1 && satoshi <= ChainOutput.MAX_MONEY, "price must be a satoshi at least");
        requireSeconds(period, Duration.ofSeconds(1), LONGEST, "period");
        requireSeconds(least, Duration.ofSeconds(1), LONGEST, "least duration");
        requireSeconds(most, least, LONGEST, "most duration");
        requireSeconds(payBy, Duration.ofMinutes(1), Duration.ofDays(1), "time to pay");
        requireSeconds(grace, Duration.ZERO, Duration.ofDays(30), "grace");
        require(confirmations >= 1 && confirmations <= 100, "confirmations must be 1 to 100");
        require(roles.size() <= 16, "roles must be at most 16");
        require(
                roles.stream().allMatch(role -> role.matches("[A-Za-z0-9_.:-]{1,64}")),
                "role has a name that none has");
        require(
                price(satoshi, period, most).compareTo(BigInteger.valueOf(ChainOutput.MAX_MONEY)) <= 0,
                "most duration must cost no more than there is");
    }

    /**
     * What a duration costs.
     *
     * @param duration whole seconds
     * @return satoshi, rounded up
     * @throws MalformedException if it is shorter or longer than what is sold
     */
    public long price(Duration duration) {
        requireSeconds(duration, least, most, "duration");
        return price(satoshi, period, duration).longValueExact();
    }

    /**
     * The offer as it is shown.
     *
     * @return ASCII, lines ended by LF, none after the last
     */
    public String text() {
        return String.join(
                "\n",
                "Offer: " + id,
                "Title: " + title,
                "Price: " + satoshi + " satoshi for " + period.toSeconds() + " seconds",
                "Duration: " + least.toSeconds() + " to " + most.toSeconds() + " seconds",
                "Roles: " + String.join(" ", roles),
                "Confirmations: " + confirmations,
                "Pay within: " + payBy.toSeconds() + " seconds",
                "Grace: " + grace.toSeconds() + " seconds",
                "Refund: " + refund);
    }

    /**
     * What orders name the offer's text by.
     *
     * @return SHA-256 of {@link #text}, 64 hexadecimal digits
     */
    public String digest() {
        return TextDigest.sha256(text());
    }

    private static BigInteger price(long satoshi, Duration period, Duration duration) {
        BigInteger seconds = BigInteger.valueOf(period.toSeconds());
        return BigInteger.valueOf(satoshi)
                .multiply(BigInteger.valueOf(duration.toSeconds()))
                .add(seconds.subtract(BigInteger.ONE))
                .divide(seconds);
    }

    private static void requireSeconds(Duration value, Duration least, Duration most, String what) {
        require(
                value.toNanosPart() == 0 && value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                what + " must be " + least.toSeconds() + " to " + most.toSeconds() + " whole seconds");
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new MalformedException("offer's " + message);
        }
    }
}
