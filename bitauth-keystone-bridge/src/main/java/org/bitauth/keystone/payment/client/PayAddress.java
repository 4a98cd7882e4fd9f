package org.bitauth.keystone.payment.client;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.bitauth.wallet.BitcoinNetwork;

/**
 * Tells whether a text is an address of a network: base58check of a key's or a script's hash, bech32 (BIP 173) for witness
 * version 0, bech32m (BIP 350) for version 1. Other versions are refused: nobody can spend them yet.
 */
final class PayAddress {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32M = 0x2bc830a3;
    private static final int CHECKSUM_WORDS = 6;
    private static final int HASH_ADDRESS = 25;

    private PayAddress() {}

    static boolean isOf(BitcoinNetwork network, String text) {
        return switch (network) {
            case MAINNET -> isHash(text, 0x00, 0x05) || isWitness(text, "bc");
            case TESTNET -> isHash(text, 0x6f, 0xc4) || isWitness(text, "tb");
            case REGTEST -> isHash(text, 0x6f, 0xc4) || isWitness(text, "bcrt");
        };
    }

    private static boolean isHash(String text, int key, int script) {
        if (text.isEmpty() || text.length() > 35) {
            return false;
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = BASE58.indexOf(text.charAt(i));
            if (digit < 0) {
                return false;
            }
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
        }
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == '1') {
            zeros++;
        }
        byte[] digits = number.toByteArray();
        int sign = digits[0] == 0 ? 1 : 0;
        if (zeros + digits.length - sign != HASH_ADDRESS) {
            return false;
        }
        byte[] all = new byte[HASH_ADDRESS];
        System.arraycopy(digits, sign, all, zeros, digits.length - sign);
        byte[] sum = sha256(sha256(Arrays.copyOf(all, HASH_ADDRESS - 4)));
        int version = all[0] & 0xff;
        return (version == key || version == script) && Arrays.equals(sum, 0, 4, all, HASH_ADDRESS - 4, HASH_ADDRESS);
    }

    private static boolean isWitness(String text, String part) {
        String before = part + "1";
        if (!text.startsWith(before) || text.length() > 90) {
            return false;
        }
        int[] words =
                text.substring(before.length()).chars().map(BECH32::indexOf).toArray();
        int program = words.length - CHECKSUM_WORDS - 1;
        if (program < 1 || Arrays.stream(words).anyMatch(word -> word < 0)) {
            return false;
        }
        int bytes = program * 5 / 8;
        int spare = program * 5 % 8;
        boolean filled = spare < 5 && (words[program] & ((1 << spare) - 1)) == 0;
        int sum = checksum(part, words);
        return filled
                && (words[0] == 0
                        ? sum == 1 && (bytes == 20 || bytes == 32)
                        : words[0] == 1 && sum == BECH32M && bytes == 32);
    }

    private static int checksum(String part, int[] words) {
        int state = 1;
        for (int i = 0; i < part.length(); i++) {
            state = step(state, part.charAt(i) >>> 5);
        }
        state = step(state, 0);
        for (int i = 0; i < part.length(); i++) {
            state = step(state, part.charAt(i) & 31);
        }
        for (int word : words) {
            state = step(state, word);
        }
        return state;
    }

    private static int step(int state, int word) {
        int top = state >>> 25;
        int next = ((state & 0x1ffffff) << 5) ^ word;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= ((top >>> i) & 1) * GENERATOR[i];
        }
        return next;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
