package org.bitauth.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bitcoin's base 58: a number without the digits 0 and l and the letters I and O; each leading zero byte is a 1. Numbers
 * are limbs of 32 bits, and five digits go in or out at a time: as many as fit an int.
 */
public final class Base58 {
    private static final byte[] ALPHABET =
            "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = digits();
    private static final byte NO_DIGIT = -1;
    private static final int RADIX = 58;
    private static final int GROUP = 5;
    private static final int RADIX_TO_GROUP = RADIX * RADIX * RADIX * RADIX * RADIX;
    private static final int MAX_LENGTH = 128;
    private static final long LIMB = 0xffff_ffffL;

    private Base58() {}

    private static byte[] digits() {
        byte[] digits = new byte[128];
        Arrays.fill(digits, NO_DIGIT);
        for (byte i = 0; i < RADIX; i++) {
            digits[ALPHABET[i]] = i;
        }
        return digits;
    }

    /** Writes bytes. */
    public static String encode(byte[] bytes) {
        int[] limbs = limbs(bytes);
        // Two bytes take three digits at the most, since 58^3 is more than 2^16; the last group may be five.
        byte[] out = new byte[bytes.length + (bytes.length + 1) / 2 + GROUP];
        int at = out.length;
        for (int first = skipZeros(limbs, 0); first < limbs.length; first = skipZeros(limbs, first)) {
            int rest = divide(limbs, first);
            for (int i = 0; i < GROUP; i++, rest /= RADIX) {
                out[--at] = ALPHABET[rest % RADIX];
            }
        }
        while (at < out.length && out[at] == ALPHABET[0]) {
            at++;
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            out[--at] = ALPHABET[0];
        }
        return new String(out, at, out.length - at, StandardCharsets.US_ASCII);
    }

    /** The number, the most significant limb first. */
    private static int[] limbs(byte[] bytes) {
        int[] limbs = new int[(bytes.length + 3) / 4];
        for (int i = 0; i < bytes.length; i++) {
            int place = bytes.length - 1 - i;
            limbs[limbs.length - 1 - place / 4] |= (bytes[i] & 0xff) << (place % 4 * 8);
        }
        return limbs;
    }

    private static int skipZeros(int[] limbs, int start) {
        int first = start;
        while (first < limbs.length && limbs[first] == 0) {
            first++;
        }
        return first;
    }

    /** Leaves the quotient by 58^5 in the limbs, and returns the rest. */
    private static int divide(int[] limbs, int first) {
        long rest = 0;
        for (int i = first; i < limbs.length; i++) {
            long dividend = (rest << 32) | (limbs[i] & LIMB);
            limbs[i] = (int) (dividend / RADIX_TO_GROUP);
            rest = dividend % RADIX_TO_GROUP;
        }
        return (int) rest;
    }

    /** Reads text of at most 128 characters; empty if it is longer or has other characters. */
    public static Optional<byte[]> decode(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        // The least significant limb first; a digit is less than six bits.
        int[] limbs = new int[text.length() * 6 / 32 + 1];
        int used = 0;
        for (int start = 0; start < text.length(); start += GROUP) {
            int end = Math.min(start + GROUP, text.length());
            int factor = 1;
            int group = 0;
            for (int i = start; i < end; i++) {
                char letter = text.charAt(i);
                byte digit = letter < DIGITS.length ? DIGITS[letter] : NO_DIGIT;
                if (digit == NO_DIGIT) {
                    return Optional.empty();
                }
                factor *= RADIX;
                group = group * RADIX + digit;
            }
            long carry = multiply(limbs, used, factor, group);
            if (carry != 0) {
                limbs[used++] = (int) carry;
            }
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == ALPHABET[0]) {
            zeros++;
        }
        return Optional.of(bytes(limbs, used, zeros));
    }

    /** Multiplies and adds; returns what belongs into the next limb. */
    private static long multiply(int[] limbs, int used, int factor, int add) {
        long carry = add;
        for (int i = 0; i < used; i++) {
            carry += (limbs[i] & LIMB) * factor;
            limbs[i] = (int) carry;
            carry >>>= 32;
        }
        return carry;
    }

    private static byte[] bytes(int[] limbs, int used, int zeros) {
        int length = used * 4;
        if (used > 0) {
            length -= Integer.numberOfLeadingZeros(limbs[used - 1]) / 8;
        }
        byte[] out = new byte[zeros + length];
        for (int i = 0; i < length; i++) {
            out[out.length - 1 - i] = (byte) (limbs[i / 4] >>> (i % 4 * 8));
        }
        return out;
    }
}
