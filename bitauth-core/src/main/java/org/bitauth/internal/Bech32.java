package org.bitauth.internal;

import java.util.Locale;

/** The address form of segregated witness, version 0 (BIP 173). Writing only. */
public final class Bech32 {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    private Bech32() {}

    /** Writes a witness program of version 0 with a lower-case human-readable part. */
    public static String encodeWitnessV0(String humanReadablePart, byte[] program) {
        byte[] words = toWords(program);
        byte[] data = new byte[1 + words.length];
        System.arraycopy(words, 0, data, 1, words.length);
        StringBuilder out = new StringBuilder(humanReadablePart.toLowerCase(Locale.ROOT)).append('1');
        for (byte word : data) {
            out.append(ALPHABET.charAt(word));
        }
        int checksum = checksum(humanReadablePart, data);
        for (int i = 5; i >= 0; i--) {
            out.append(ALPHABET.charAt((checksum >>> (5 * i)) & 31));
        }
        return out.toString();
    }

    private static byte[] toWords(byte[] bytes) {
        byte[] words = new byte[(bytes.length * 8 + 4) / 5];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int value = (bytes[bit / 8] >>> (7 - bit % 8)) & 1;
            words[bit / 5] |= (byte) (value << (4 - bit % 5));
        }
        return words;
    }

    private static int checksum(String humanReadablePart, byte[] data) {
        int state = 1;
        for (int i = 0; i < humanReadablePart.length(); i++) {
            state = step(state, humanReadablePart.charAt(i) >>> 5);
        }
        state = step(state, 0);
        for (int i = 0; i < humanReadablePart.length(); i++) {
            state = step(state, humanReadablePart.charAt(i) & 31);
        }
        for (byte word : data) {
            state = step(state, word);
        }
        for (int i = 0; i < 6; i++) {
            state = step(state, 0);
        }
        return state ^ 1;
    }

    private static int step(int state, int word) {
        int top = state >>> 25;
        int next = ((state & 0x1ffffff) << 5) ^ word;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= ((top >>> i) & 1) * GENERATOR[i];
        }
        return next;
    }
}
