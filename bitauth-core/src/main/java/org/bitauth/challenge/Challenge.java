package org.bitauth.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.Signable;
import org.bitauth.Sin;
import org.bitauth.internal.SignedForm;
import org.bitauth.internal.text.Spelling;

/**
 * A text that one identity is asked to sign, for one cloud, one ask and a short time. It carries the issuer's MAC, so
 * that the issuer keeps nothing. ASCII, at most 2048 bytes, exactly one spelling.
 *
 * @param cloud the public base URL of the service that issued it
 * @param identity who is asked
 * @param asks what is asked, the line of an {@link Ask}
 * @param issued when it was issued, in whole seconds
 * @param expires until when it may be answered, in whole seconds
 * @param nonce 22 base64url characters of 16 random bytes
 * @param mac the issuer's key id, a dot, and 22 base64url characters
 */
public record Challenge(
        String cloud, Sin identity, String asks, Instant issued, Instant expires, String nonce, String mac) {
    /** The longest text, in bytes. */
    public static final int MAX_BYTES = 2048;

    private static final String[] LINES = {
        "Bitauth login 1", "Cloud: ", "Identity: ", "Asks: ", "Issued: ", "Expires: ", "Nonce: ", "Mac: "
    };
    private static final Pattern PRINTABLE = Pattern.compile("[!-~](?:[ -~]*[!-~])?");
    private static final Pattern MAC = Pattern.compile("[a-z0-9]{1,16}\\.[A-Za-z0-9_-]{21}[AQgw]");

    /**
     * Checks every part.
     *
     * @throws MalformedException if a part has another form, or the whole text is too long
     */
    public Challenge {
        require(PRINTABLE, "cloud", cloud);
        require(PRINTABLE, "ask", asks);
        Spelling.NONCE.read(nonce);
        require(MAC, "MAC", mac);
        if (!isWholeSecond(issued) || !isWholeSecond(expires) || !issued.isBefore(expires)) {
            throw new MalformedException("challenge must be issued before it expires, both in whole seconds");
        }
        if (text(cloud, identity, asks, issued, expires, nonce, mac).length() > MAX_BYTES) {
            throw new MalformedException("challenge must have at most 2048 bytes");
        }
    }

    /**
     * Reads a challenge.
     *
     * @param text the whole text
     * @return the challenge, whose {@link #text} is the same
     * @throws MalformedException if any line is missing, unknown, out of place or spelled in another way
     */
    public static Challenge parse(String text) {
        if (text.length() > MAX_BYTES) {
            throw new MalformedException("challenge must have at most 2048 bytes");
        }
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES.length || !lines[0].equals(LINES[0])) {
            throw new MalformedException("challenge must have the eight lines of 'Bitauth login 1'");
        }
        Challenge challenge = new Challenge(
                value(lines, 1),
                new Sin(value(lines, 2)),
                value(lines, 3),
                Spelling.time(value(lines, 4)),
                Spelling.time(value(lines, 5)),
                value(lines, 6),
                value(lines, 7));
        if (!challenge.text().equals(text)) {
            throw new MalformedException("challenge must be in its one spelling");
        }
        return challenge;
    }

    /**
     * The text that is shown and signed.
     *
     * @return ASCII, lines ended by LF, none after the last
     */
    public String text() {
        return text(cloud, identity, asks, issued, expires, nonce, mac);
    }

    /** The part that the MAC covers: everything before {@code Mac:}. */
    String authenticated() {
        return text().substring(0, text().length() - LINES[7].length() - mac.length());
    }

    /** What a signer takes. Callers have checked that it is meant for them. */
    Signable signable() {
        return Signable.of(SignedForm.challenge(text()));
    }

    Duration life() {
        return Duration.between(issued, expires);
    }

    private static String text(
            String cloud, Sin identity, String asks, Instant issued, Instant expires, String nonce, String mac) {
        Object[] values = {"", cloud, identity, asks, issued, expires, nonce, mac};
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < LINES.length; i++) {
            out.append(i == 0 ? "" : "\n").append(LINES[i]).append(values[i]);
        }
        return out.toString();
    }

    private static String value(String[] lines, int index) {
        if (!lines[index].startsWith(LINES[index])) {
            throw new MalformedException("challenge line " + (index + 1) + " must begin with " + LINES[index].trim());
        }
        return lines[index].substring(LINES[index].length());
    }

    private static boolean isWholeSecond(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).equals(instant);
    }

    private static void require(Pattern rule, String thing, String value) {
        if (!rule.matcher(value).matches()) {
            throw new MalformedException(thing + " must be " + rule);
        }
    }
}
