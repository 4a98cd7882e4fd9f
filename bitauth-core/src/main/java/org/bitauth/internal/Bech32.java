package org.bitauth.internal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The address form of segregated witness: bech32 for version 0 (BIP 173), bech32m for 1 to 16 (BIP 350). Lower case only,
 * which is what wallets show; the all-upper-case spelling is for QR codes.
 */
public final class Bech32 {
    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int CHECKSUM = 6;
    private static final int MAX_LENGTH = 90;
    private static final int VERSION_0 = 1;
    private static final int LATER_VERSIONS = 0x2bc830a3;

    private Bech32() {}

    /** The version and program of an output that pays to a witness: 0 to 16, and 2 to 40 bytes. */
    public static final class Witness {
        private final int version;
        private final byte[] program;

        public Witness(int version, byte[] program) {
            this.version = version;
            this.program = program.clone();
        }

        public int version() {
            return version;
        }

        public byte[] program() {
            return program.clone();
        }
    }

    /** Writes a witness program of version 0 with a lower-case human-readable part. */
    public static String encodeWitnessV0(String humanReadablePart, byte[] program) {
        return encode(humanReadablePart, new Witness(0, program));
    }

    /** Writes a witness program with a lower-case human-readable part. */
    public static String encode(String humanReadablePart, Witness witness) {
        byte[] words = toWords(witness.program());
        byte[] data = new byte[1 + words.length + CHECKSUM];
        data[0] = (byte) witness.version();
        System.arraycopy(words, 0, data, 1, words.length);
        int checksum = state(humanReadablePart, data) ^ mark(witness.version());
        StringBuilder out = new StringBuilder(humanReadablePart).append('1');
        for (int i = 0; i < CHECKSUM; i++) {
            data[data.length - CHECKSUM + i] = (byte) ((checksum >>> (5 * (CHECKSUM - 1 - i))) & 31);
        }
        for (byte word : data) {
            out.append(ALPHABET.charAt(word));
        }
        return out.toString();
    }

    /** Reads what {@link #encode} writes for this human-readable part; empty for every other text. */
    public static Optional<Witness> decode(String humanReadablePart, String text) {
        int start = humanReadablePart.length() + 1;
        if (text.length() > MAX_LENGTH
                || text.length() <= start + CHECKSUM
                || !text.startsWith(humanReadablePart + "1")) {
            return Optional.empty();
        }
        byte[] data = new byte[text.length() - start];
        for (int i = 0; i < data.length; i++) {
            int word = ALPHABET.indexOf(text.charAt(start + i));
            if (word < 0) {
                return Optional.empty();
            }
            data[i] = (byte) word;
        }
        if (data[0] > 16 || state(humanReadablePart, data) != mark(data[0])) {
            return Optional.empty();
        }
        byte[] program = toBytes(Arrays.copyOfRange(data, 1, data.length - CHECKSUM));
        boolean fits = data[0] == 0 ? program.length == 20 || program.length == 32 : program.length >= 2;
        // Bits that fill the last word are zero in one spelling only.
        return Optional.of(new Witness(data[0], program))
                .filter(witness -> fits && program.length <= 40)
                .filter(witness -> encode(humanReadablePart, witness).equals(text));
    }

    private static int mark(int version) {
        return version == 0 ? VERSION_0 : LATER_VERSIONS;
    }

    private static byte[] toWords(byte[] bytes) {
        byte[] words = new byte[(bytes.length * 8 + 4) / 5];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int value = (bytes[bit / 8] >>> (7 - bit % 8)) & 1;
            words[bit / 5] |= (byte) (value << (4 - bit % 5));
        }
        return words;
    }

    private static byte[] toBytes(byte[] words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int bits = 0;
        int rest = 0;
        for (byte word : words) {
            rest = (rest << 5 | word) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(rest >>> bits);
            }
        }
        return bytes.toByteArray();
    }

    private static int state(String humanReadablePart, byte[] data) {
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
}
