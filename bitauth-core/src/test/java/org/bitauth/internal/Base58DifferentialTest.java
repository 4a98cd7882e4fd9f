package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Base 58 beside the same with {@link BigInteger}, a digit at a time. */
class Base58DifferentialTest {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);
    private static final int MOST_BYTES = 128;

    @Test
    void agreesOnAllBytesOfUpToTwoAndOnEachThirdByte() {
        assertAgrees(new byte[0]);
        for (int value = 0; value < 1 << 16; value++) {
            byte[] two = {(byte) (value >> 8), (byte) value};
            assertAgrees(two);
            assertAgrees(new byte[] {two[1]});
            assertAgrees(new byte[] {0, two[0], two[1]});
        }
    }

    @Test
    void agreesAtEveryPowerOfTwoAndOfTheRadix() {
        for (int power = 0; power < MOST_BYTES * 8; power++) {
            assertAgreesAround(BigInteger.TWO.pow(power));
        }
        for (int power = 0; power <= 140; power++) {
            assertAgreesAround(BASE.pow(power));
        }
    }

    @Test
    void agreesOnEveryLengthWithZerosBeforeAndInsideSeed58() {
        Random random = new Random(58);
        for (int length = 0; length <= MOST_BYTES; length++) {
            for (int round = 0; round < 60; round++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                int zeros = random.nextInt(length + 1);
                Arrays.fill(bytes, 0, round % 3 == 0 ? zeros : 0, (byte) 0);
                Arrays.fill(bytes, zeros, Math.min(length, zeros + round % 9), (byte) (round % 2 == 0 ? 0 : -1));
                assertAgrees(bytes);
            }
        }
    }

    @Test
    void agreesOnTextOfEveryLengthAndOnEveryCharacterSeed59() {
        for (char letter = 0; letter < 0x250; letter++) {
            assertReadsAlike("" + letter);
            assertReadsAlike("2" + letter);
            assertReadsAlike("1" + letter + "zzzzzz");
        }
        Random random = new Random(59);
        for (int length = 0; length <= 130; length++) {
            assertReadsAlike("z".repeat(length));
            assertReadsAlike("1".repeat(length));
            for (int round = 0; round < 60; round++) {
                StringBuilder text = new StringBuilder("1".repeat(random.nextInt(length / 4 + 1)));
                while (text.length() < length) {
                    text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                }
                assertReadsAlike(text.toString());
            }
        }
    }

    private static void assertAgreesAround(BigInteger number) {
        for (int add = -1; add <= 1; add++) {
            byte[] signed = number.add(BigInteger.valueOf(add)).toByteArray();
            assertAgrees(Arrays.copyOfRange(signed, signed[0] == 0 ? 1 : 0, signed.length));
        }
    }

    private static void assertAgrees(byte[] bytes) {
        String text = encode(bytes);
        assertThat(Base58.encode(bytes)).isEqualTo(text);
        assertReadsAlike(text);
    }

    private static void assertReadsAlike(String text) {
        Optional<byte[]> expected = decode(text);
        Optional<byte[]> read = Base58.decode(text);
        assertThat(read.isPresent()).as(text).isEqualTo(expected.isPresent());
        if (expected.isPresent()) {
            assertThat(read.orElseThrow()).as(text).isEqualTo(expected.orElseThrow());
        }
    }

    private static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (BigInteger rest = new BigInteger(1, bytes); rest.signum() > 0; rest = rest.divide(BASE)) {
            out.append(ALPHABET.charAt(rest.mod(BASE).intValueExact()));
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            out.append('1');
        }
        return out.reverse().toString();
    }

    private static Optional<byte[]> decode(String text) {
        if (text.length() > 128 || !text.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0)) {
            return Optional.empty();
        }
        BigInteger number = BigInteger.ZERO;
        int zeros = 0;
        for (int i = 0; i < text.length(); i++) {
            number = number.multiply(BASE).add(BigInteger.valueOf(ALPHABET.indexOf(text.charAt(i))));
            zeros += number.signum() == 0 ? 1 : 0;
        }
        byte[] signed = number.toByteArray();
        byte[] plain = Arrays.copyOfRange(signed, signed[0] == 0 ? 1 : 0, signed.length);
        byte[] out = new byte[zeros + plain.length];
        System.arraycopy(plain, 0, out, zeros, plain.length);
        return Optional.of(out);
    }
}
