package org.bitauth.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * RIPEMD-160 as its authors describe it (Dobbertin, Bosselaers and Preneel, "RIPEMD-160: A Strengthened Version of
 * RIPEMD", 1996): two lines of five rounds with 16 steps over each block of 64 bytes. For public data.
 */
final class Ripemd160 {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK = 64;
    private static final int STEPS = 16;
    private static final int ROUNDS = 5;
    private static final int LENGTH_FIELD = 8;

    /** How words change their places from one round to the next. */
    private static final int[] RHO = {7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8};

    /** How far is rotated in each round, for each word. */
    private static final int[][] ROTATIONS = {
        {11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8},
        {12, 13, 11, 15, 6, 9, 9, 7, 12, 15, 11, 13, 7, 8, 7, 7},
        {13, 15, 14, 11, 7, 7, 6, 8, 13, 14, 13, 12, 5, 5, 6, 9},
        {14, 11, 12, 14, 8, 6, 5, 5, 15, 12, 15, 14, 9, 9, 8, 6},
        {15, 12, 13, 13, 9, 5, 8, 6, 14, 11, 12, 11, 8, 6, 5, 5}
    };

    private static final int[] LEFT_ADDENDS = {0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e};
    private static final int[] RIGHT_ADDENDS = {0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0};

    private static final int[] LEFT_WORDS = words(1, 0);
    private static final int[] RIGHT_WORDS = words(9, 5);
    private static final int[] LEFT_ROTATIONS = rotations(LEFT_WORDS);
    private static final int[] RIGHT_ROTATIONS = rotations(RIGHT_WORDS);

    private Ripemd160() {}

    /** The word of each step: in the first round the one at factor i + add, modulo 16. */
    private static int[] words(int factor, int add) {
        int[] words = new int[ROUNDS * STEPS];
        for (int i = 0; i < words.length; i++) {
            words[i] = i < STEPS ? (factor * i + add) % STEPS : RHO[words[i - STEPS]];
        }
        return words;
    }

    private static int[] rotations(int[] words) {
        int[] rotations = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            rotations[i] = ROTATIONS[i / STEPS][words[i]];
        }
        return rotations;
    }

    /** The hash, 20 bytes. */
    static byte[] digest(byte[] data) {
        byte[] padded = Arrays.copyOf(data, (data.length + LENGTH_FIELD) / BLOCK * BLOCK + BLOCK);
        padded[data.length] = (byte) 0x80;
        INTS.set(padded, padded.length - LENGTH_FIELD, data.length << 3);
        INTS.set(padded, padded.length - LENGTH_FIELD / 2, data.length >>> 29);
        int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
        int[] words = new int[STEPS];
        for (int block = 0; block < padded.length; block += BLOCK) {
            for (int i = 0; i < STEPS; i++) {
                words[i] = (int) INTS.get(padded, block + i * Integer.BYTES);
            }
            compress(state, words);
        }
        byte[] out = new byte[state.length * Integer.BYTES];
        for (int i = 0; i < state.length; i++) {
            INTS.set(out, i * Integer.BYTES, state[i]);
        }
        return out;
    }

    private static void compress(int[] state, int[] words) {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int k = a;
        int l = b;
        int m = c;
        int n = d;
        int o = e;
        for (int i = 0; i < ROUNDS * STEPS; i++) {
            int round = i / STEPS;
            int left = a + mix(round, b, c, d) + words[LEFT_WORDS[i]] + LEFT_ADDENDS[round];
            int right = k + mix(ROUNDS - 1 - round, l, m, n) + words[RIGHT_WORDS[i]] + RIGHT_ADDENDS[round];
            left = Integer.rotateLeft(left, LEFT_ROTATIONS[i]) + e;
            right = Integer.rotateLeft(right, RIGHT_ROTATIONS[i]) + o;
            a = e;
            e = d;
            d = Integer.rotateLeft(c, 10);
            c = b;
            b = left;
            k = o;
            o = n;
            n = Integer.rotateLeft(m, 10);
            m = l;
            l = right;
        }
        int first = state[1] + c + n;
        state[1] = state[2] + d + o;
        state[2] = state[3] + e + k;
        state[3] = state[4] + a + l;
        state[4] = state[0] + b + m;
        state[0] = first;
    }

    private static int mix(int round, int x, int y, int z) {
        return switch (round) {
            case 0 -> x ^ y ^ z;
            case 1 -> (x & y) | (~x & z);
            case 2 -> (x | ~y) ^ z;
            case 3 -> (x & z) | (y & ~z);
            default -> x ^ (y | ~z);
        };
    }
}
