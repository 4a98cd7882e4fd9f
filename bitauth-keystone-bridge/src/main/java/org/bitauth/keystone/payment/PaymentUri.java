package org.bitauth.keystone.payment;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.internal.QrCode;

/**
 * What a wallet is told: address, amount, and whose order it pays (BIP 21). Wallets pass over the parameter
 * {@code bitauth}, which they do not know.
 *
 * @param address where to pay
 * @param satoshi how much, more than 0
 * @param message what the wallet shows to its owner, at most 200 bytes of UTF-8
 * @param owner the identity that ordered
 */
public record PaymentUri(String address, long satoshi, String message, Sin owner) {
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z]{14,90}");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final int MAX_MESSAGE = 200;
    private static final long COIN = 100_000_000;

    /**
     * Checks the form.
     *
     * @throws MalformedException if the address has other characters, the amount is none, or the message is too long
     */
    public PaymentUri {
        if (!ADDRESS.matcher(address).matches()) {
            throw new MalformedException("address must have 14 to 90 letters and digits");
        }
        if (satoshi <= 0 || satoshi > ChainOutput.MAX_MONEY) {
            throw new MalformedException("amount must be 1 to " + ChainOutput.MAX_MONEY + " satoshi, was " + satoshi);
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE) {
            throw new MalformedException("message must have at most " + MAX_MESSAGE + " bytes");
        }
    }

    /**
     * The URI.
     *
     * @return {@code bitcoin:…?amount=…&message=…&bitauth=…}, the amount in coins with a decimal point
     */
    @Override
    public String toString() {
        return "bitcoin:" + address + "?amount=" + coins(satoshi) + "&message=" + percentEncoded(message) + "&bitauth="
                + owner;
    }

    /**
     * The URI as a picture for pages.
     *
     * @return a {@code data:} address of an SVG picture with a QR code
     */
    public String qrDataUri() {
        return QrCode.dataUri(toString());
    }

    /**
     * The URI as a QR code of block characters, for terminals with light text on a dark ground.
     *
     * @return lines of equal length, each with a line feed
     */
    public String qrText() {
        return QrCode.terminalText(toString());
    }

    private static String coins(long satoshi) {
        String digits = Long.toString(COIN + satoshi % COIN).substring(1);
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return satoshi / COIN + (end == 0 ? "" : "." + digits.substring(0, end));
    }

    /** All but the unreserved characters of RFC 3986, in UTF-8. */
    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
