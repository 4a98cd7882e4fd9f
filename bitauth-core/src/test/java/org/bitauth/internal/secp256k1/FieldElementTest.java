package org.bitauth.internal.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.internal.secp256k1.Borders.P;
import static org.bitauth.internal.secp256k1.Borders.element;
import static org.bitauth.internal.secp256k1.Borders.number;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldElementTest {
    private static final List<BigInteger> NUMBERS = Borders.below(P, new Random(20261127));

    /** The greatest limbs that magnitude 8 allows. */
    private static FieldElement greatest() {
        FieldElement out = new FieldElement();
        out.l0 = 16 * FieldElement.LIMB;
        out.l1 = 16 * FieldElement.LIMB;
        out.l2 = 16 * FieldElement.LIMB;
        out.l3 = 16 * FieldElement.LIMB;
        out.l4 = 16 * FieldElement.LAST_LIMB;
        return out;
    }

    /** Magnitude 1, as products must have it. */
    private static void assertSmall(FieldElement element) {
        assertThat(List.of(element.l0, element.l1, element.l2, element.l3))
                .allMatch(limb -> limb >= 0 && limb <= FieldElement.LIMB);
        assertThat(element.l4).isBetween(0L, 2 * FieldElement.LAST_LIMB);
    }

    private static void assertProduct(FieldElement a, FieldElement b) {
        FieldElement out = new FieldElement();
        out.multiply(a, b);
        assertThat(number(out)).isEqualTo(number(a).multiply(number(b)).mod(P));
        assertSmall(out);
    }

    private static void assertSquare(FieldElement a) {
        FieldElement out = new FieldElement();
        out.square(a);
        assertThat(number(out)).isEqualTo(number(a).pow(2).mod(P));
        assertSmall(out);
    }

    @Test
    void multipliesAtTheBordersInEveryMagnitude() {
        for (BigInteger x : NUMBERS) {
            for (BigInteger y : NUMBERS) {
                FieldElement a = element(x);
                FieldElement b = element(y);
                assertProduct(a, b);
                a.scale(8);
                assertProduct(a, b);
                b.scale(8);
                assertProduct(a, b);
                a.negate(element(x), 7);
                b.negate(element(y), 7);
                assertProduct(a, b);
            }
        }
    }

    @Test
    void multipliesTheGreatestLimbs() {
        assertProduct(greatest(), greatest());
        assertSquare(greatest());
        for (BigInteger x : NUMBERS) {
            assertProduct(greatest(), element(x));
        }
    }

    /** Each column of the product gets its smallest and its greatest rest when single limbs are 0, 1 or all ones. */
    @Test
    void multipliesEachPatternOfLimbsThatAreZeroOneOrAllOnes() {
        for (int i = 0; i < 243; i++) {
            for (int j = 0; j < 243; j++) {
                assertProduct(pattern(i), pattern(j));
            }
            assertSquare(pattern(i));
        }
    }

    private static FieldElement pattern(int index) {
        long[] values = {0, 1, 16 * FieldElement.LIMB};
        FieldElement out = new FieldElement();
        out.l0 = values[index % 3];
        out.l1 = values[index / 3 % 3];
        out.l2 = values[index / 9 % 3];
        out.l3 = values[index / 27 % 3];
        out.l4 = Math.min(values[index / 81 % 3], 16 * FieldElement.LAST_LIMB);
        return out;
    }

    @Test
    void multipliesRandomLimbsOfSeed20261127() {
        Random random = new Random(20261127);
        for (int i = 0; i < 50_000; i++) {
            FieldElement a = limbs(random);
            FieldElement b = limbs(random);
            assertProduct(a, b);
            assertSquare(a);
        }
    }

    private static FieldElement limbs(Random random) {
        FieldElement out = greatest();
        out.l0 &= random.nextLong();
        out.l1 &= ~(random.nextLong() & 0xF0F0F0F0F0F0F0F0L);
        out.l2 &= random.nextLong();
        out.l3 &= random.nextLong() & 0xFF00FF00FF00FF00L;
        out.l4 &= random.nextLong();
        return out;
    }

    @Test
    void squaresAtTheBordersInEveryMagnitude() {
        for (BigInteger x : NUMBERS) {
            FieldElement a = element(x);
            assertSquare(a);
            a.scale(8);
            assertSquare(a);
            a.negate(element(x), 7);
            assertSquare(a);
        }
    }

    @Test
    void multipliesInPlace() {
        FieldElement a = element(BigInteger.valueOf(3));
        a.multiply(a, a);
        a.square(a);
        a.square(a, 2);
        assertThat(number(a)).isEqualTo(BigInteger.valueOf(3).pow(16));
    }

    @Test
    void addsNegatesScalesAndHalves() {
        for (BigInteger x : NUMBERS) {
            for (int magnitude = 1; magnitude <= 7; magnitude++) {
                FieldElement a = element(x);
                a.scale(magnitude);
                BigInteger value = x.multiply(BigInteger.valueOf(magnitude)).mod(P);
                assertThat(number(a)).isEqualTo(value);

                FieldElement minus = new FieldElement();
                minus.negate(a, magnitude);
                assertThat(number(minus)).isEqualTo(value.negate().mod(P));
                assertThat(List.of(minus.l0, minus.l1, minus.l2, minus.l3, minus.l4))
                        .allMatch(limb -> limb >= 0);

                minus.add(a);
                assertThat(minus.isZero()).isTrue();
                FieldElement half = new FieldElement(a);
                half.halve();
                half.add(new FieldElement(half));
                assertThat(number(half)).isEqualTo(value);
            }
        }
    }

    @Test
    void normalizesToTheOneFormBelowP() {
        for (BigInteger x : NUMBERS) {
            for (int magnitude = 1; magnitude <= 8; magnitude++) {
                FieldElement a = element(x);
                a.scale(magnitude);
                assertNormalizes(a);
                FieldElement minus = new FieldElement();
                minus.negate(element(x), magnitude);
                assertNormalizes(minus);
            }
        }
        assertNormalizes(greatest());
        for (int i = 0; i < 4; i++) {
            assertNormalizes(element(P.add(BigInteger.valueOf(i))));
            assertNormalizes(element(BigInteger.TWO.pow(256).subtract(BigInteger.valueOf(1 + i))));
        }
    }

    private static void assertNormalizes(FieldElement a) {
        FieldElement out = new FieldElement(a);
        out.normalize();
        assertThat(number(out.toWords())).isEqualTo(number(a));
        byte[] bytes = new byte[33];
        out.writeBytes(bytes, 1);
        assertThat(new BigInteger(1, bytes)).isEqualTo(number(a));
        assertThat(a.isZero()).isEqualTo(number(a).signum() == 0);
        assertThat(out.isOdd()).isEqualTo(number(a).testBit(0));
    }

    @Test
    void tellsZeroInEachMultipleOfP() {
        for (int times = 0; times <= 15; times++) {
            FieldElement multiple = new FieldElement();
            multiple.l0 = times * FieldElement.P0;
            multiple.l1 = times * FieldElement.LIMB;
            multiple.l2 = times * FieldElement.LIMB;
            multiple.l3 = times * FieldElement.LIMB;
            multiple.l4 = times * FieldElement.LAST_LIMB;
            assertThat(multiple.isZero()).isTrue();
            multiple.l1++;
            assertThat(multiple.isZero()).isFalse();
        }
    }

    @Test
    void readsBytesBelowPAlone() {
        for (BigInteger x : NUMBERS) {
            FieldElement read = new FieldElement();
            assertThat(read.setBytes(Borders.bytes(x), 0)).isTrue();
            assertThat(number(read)).isEqualTo(x);
        }
        assertThat(new FieldElement().setBytes(Borders.bytes(P), 0)).isFalse();
        assertThat(new FieldElement().setBytes(Borders.bytes(P.add(BigInteger.ONE)), 0))
                .isFalse();
        assertThat(new FieldElement()
                        .setBytes(Borders.bytes(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)), 0))
                .isFalse();
    }

    @Test
    void findsRootsOfSquaresAlone() {
        BigInteger exponent = P.subtract(BigInteger.ONE).shiftRight(1);
        for (BigInteger x : NUMBERS) {
            FieldElement root = new FieldElement();
            boolean found = SquareRoot.root(root, element(x));
            assertThat(found).isEqualTo(!x.modPow(exponent, P).equals(P.subtract(BigInteger.ONE)));
            if (found) {
                assertThat(number(root.toWords()).pow(2).mod(P)).isEqualTo(x);
            }
        }
    }

    @Test
    void invertsAtTheBorders() {
        for (BigInteger x : NUMBERS) {
            if (x.signum() == 0) {
                continue;
            }
            FieldElement a = element(x);
            a.scale(8);
            BigInteger value = number(a);
            FieldElement inverse = new FieldElement();
            Inversion.invert(inverse, a);
            assertThat(number(inverse)).isEqualTo(value.modInverse(P));
        }
    }
}
