package org.bitauth.internal.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.internal.secp256k1.Borders.N;
import static org.bitauth.internal.secp256k1.Borders.number;
import static org.bitauth.internal.secp256k1.Borders.words;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalarTest {
    private static final List<BigInteger> NUMBERS = Borders.below(N, new Random(20261128));
    private static final BigInteger ALL_ONES = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    @Test
    void multipliesAtTheBorders() {
        for (BigInteger x : NUMBERS) {
            for (BigInteger y : NUMBERS) {
                assertThat(number(Scalar.multiply(words(x), words(y))))
                        .isEqualTo(x.multiply(y).mod(N));
            }
            assertThat(number(Scalar.multiply(words(ALL_ONES), words(x))))
                    .isEqualTo(ALL_ONES.multiply(x).mod(N));
        }
        assertThat(number(Scalar.multiply(words(ALL_ONES), words(ALL_ONES))))
                .isEqualTo(ALL_ONES.pow(2).mod(N));
    }

    @Test
    void multipliesRandomNumbersOfSeed20261127() {
        Random random = new Random(20261127);
        for (int i = 0; i < 50_000; i++) {
            BigInteger x = i % 2 == 0 ? new BigInteger(256, random) : Borders.runs(random);
            BigInteger y = i % 3 == 0 ? new BigInteger(256, random) : Borders.runs(random);
            assertThat(number(Scalar.multiply(words(x), words(y))))
                    .isEqualTo(x.multiply(y).mod(N));
        }
    }

    @Test
    void invertsAtTheBordersAndRandomNumbersOfSeed20261127() {
        Random random = new Random(20261127);
        for (int i = 0; i < 5_000 + NUMBERS.size(); i++) {
            BigInteger x =
                    i < NUMBERS.size() ? NUMBERS.get(i) : Borders.runs(random).mod(N);
            if (x.signum() > 0) {
                long[] a = words(x);
                Scalar.invert(a);
                assertThat(number(a)).as("1 / %s", x).isEqualTo(x.modInverse(N));
            }
        }
    }

    @Test
    void negatesAtTheBorders() {
        for (BigInteger x : NUMBERS) {
            if (x.signum() > 0) {
                long[] a = words(x);
                Scalar.negate(a);
                assertThat(number(a)).isEqualTo(N.subtract(x));
            }
        }
    }

    @Test
    void reducesNumbersAroundTheOrder() {
        for (int i = -3; i <= 3; i++) {
            BigInteger x = N.add(BigInteger.valueOf(i));
            long[] a = words(x);
            Scalar.reduce(a);
            assertThat(number(a)).isEqualTo(x.mod(N));
        }
        for (int bit = 0; bit < 256; bit++) {
            BigInteger x = N.xor(BigInteger.TWO.pow(bit));
            long[] a = words(x);
            Scalar.reduce(a);
            assertThat(number(a)).isEqualTo(x.mod(N));
        }
        long[] ones = words(ALL_ONES);
        Scalar.reduce(ones);
        assertThat(number(ones)).isEqualTo(ALL_ONES.mod(N));
    }

    @Test
    void isInRangeFromOneToTheOrderLessOne() {
        assertThat(Scalar.isInRange(words(BigInteger.ZERO))).isFalse();
        assertThat(Scalar.isInRange(words(BigInteger.ONE))).isTrue();
        assertThat(Scalar.isInRange(words(N.subtract(BigInteger.ONE)))).isTrue();
        assertThat(Scalar.isInRange(words(N))).isFalse();
        assertThat(Scalar.isInRange(words(ALL_ONES))).isFalse();
        for (int bit = 0; bit < 256; bit++) {
            BigInteger x = N.xor(BigInteger.TWO.pow(bit));
            assertThat(Scalar.isInRange(words(x)))
                    .as("n with bit %s changed", bit)
                    .isEqualTo(x.compareTo(N) < 0);
            assertThat(Scalar.isInRange(words(BigInteger.TWO.pow(bit)))).isTrue();
        }
    }

    @Test
    void readsBytes() {
        for (BigInteger x : NUMBERS) {
            byte[] bytes = new byte[40];
            System.arraycopy(Borders.bytes(x), 0, bytes, 5, 32);
            assertThat(number(Scalar.ofBytes(bytes, 5))).isEqualTo(x);
        }
    }

    @Test
    void splitsInTwoOfHalfTheLength() {
        Random random = new Random(20261127);
        for (int i = 0; i < 20_000 + NUMBERS.size(); i++) {
            BigInteger k =
                    i < NUMBERS.size() ? NUMBERS.get(i) : Borders.runs(random).mod(N);
            ScalarSplit split = new ScalarSplit(words(k));
            BigInteger k1 = signed(split.k1, split.k1Negative);
            BigInteger k2 = signed(split.k2, split.k2Negative);
            assertThat(k1.add(k2.multiply(ScalarSplit.LAMBDA)).mod(N)).isEqualTo(k);
            assertThat(k1.abs().bitLength()).isLessThanOrEqualTo(128);
            assertThat(k2.abs().bitLength()).isLessThanOrEqualTo(128);
        }
    }

    private static BigInteger signed(long[] words, boolean negative) {
        return negative ? number(words).negate() : number(words);
    }

    @Test
    void lambdaAndBetaAreCubeRootsOfOne() {
        assertThat(ScalarSplit.LAMBDA.modPow(BigInteger.valueOf(3), N)).isEqualTo(BigInteger.ONE);
        assertThat(number(ScalarSplit.BETA).modPow(BigInteger.valueOf(3), Borders.P))
                .isEqualTo(BigInteger.ONE);
        assertThat(ScalarSplit.LAMBDA).isNotEqualTo(BigInteger.ONE);
    }
}
