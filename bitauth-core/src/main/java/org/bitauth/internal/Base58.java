package org.bitauth.internal;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.IntStream;

/** Bitcoin's base 58: a number without the digits 0 and l and the letters I and O; each leading zero byte is a 1. */
public final class Base58 {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int RADIX = 58;
    // As many digits as fit a long at a time, since long division is dear.
    private static final int GROUP = 10;
    private static final BigInteger[] POWERS = IntStream.rangeClosed(0, GROUP)
            .mapToObj(BigInteger.valueOf(RADIX)::pow)
            .toArray(BigInteger[]::new);
    private static final int MAX_LENGTH = 128;

    private Base58() {}

    /** Writes bytes. */
    public static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(POWERS[GROUP]);
            long group = parts[1].longValueExact();
            rest = parts[0];
            for (int i = 0; i < GROUP && (group > 0 || rest.signum() > 0); i++) {
                out.append(ALPHABET.charAt((int) (group % RADIX)));
                group /= RADIX;
            }
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            out.append(ALPHABET.charAt(0));
        }
        return out.reverse().toString();
    }

    /** Reads text of at most 128 characters; empty if it is longer or has other characters. */
    public static Optional<byte[]> decode(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        BigInteger value = BigInteger.ZERO;
        for (int start = 0; start < text.length(); start += GROUP) {
            int end = Math.min(start + GROUP, text.length());
            long group = 0;
            for (int i = start; i < end; i++) {
                int digit = ALPHABET.indexOf(text.charAt(i));
                if (digit < 0) {
                    return Optional.empty();
                }
                group = group * RADIX + digit;
            }
            value = value.multiply(POWERS[end - start]).add(BigInteger.valueOf(group));
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == ALPHABET.charAt(0)) {
            zeros++;
        }
        byte[] number = value.toByteArray();
        int skip = number[0] == 0 ? 1 : 0;
        byte[] out = new byte[zeros + number.length - skip];
        System.arraycopy(number, skip, out, zeros, number.length - skip);
        return Optional.of(out);
    }
}
