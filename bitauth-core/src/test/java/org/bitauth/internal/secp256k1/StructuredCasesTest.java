package org.bitauth.internal.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.internal.secp256k1.Borders.N;
import static org.bitauth.internal.secp256k1.BothWays.scalars;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Sums that meet infinity, equal and opposite points, and numbers at the borders, by both ways of the verifier. */
class StructuredCasesTest {
    private static final BigInteger ALL_ONES = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    private final BothWays verifiers = new BothWays();

    @Test
    void refusesSumsAtInfinity() {
        for (BigInteger secret : scalars()) {
            byte[] key = MadeSignature.generator().multiply(secret).getEncoded(true);
            verifiers.makeTable(key);
            for (BigInteger r : scalars()) {
                // The digest is -r d, so both points are opposite, whatever s is.
                BigInteger digest = r.multiply(secret).negate().mod(N);
                verifiers.assertBoth(MadeSignature.of(digest, r, BigInteger.ONE), key, false);
                verifiers.assertBoth(MadeSignature.of(digest, r, BigInteger.valueOf(5)), key, false);
            }
        }
    }

    @Test
    void addsEqualPoints() {
        for (BigInteger secret : scalars()) {
            ECPoint key = MadeSignature.generator().multiply(secret).normalize();
            verifiers.makeTable(key.getEncoded(true));
            for (BigInteger u2 : scalars()) {
                BigInteger u1 = u2.multiply(secret).mod(N);
                MadeSignature made = MadeSignature.of(u1, u2, key).orElseThrow();
                verifiers.assertBoth(made, key.getEncoded(true), true);
            }
        }
    }

    @Test
    void verifiesWithKeysOfSmallX() {
        int found = 0;
        for (int x = 0; x < 60; x++) {
            byte[] key = Borders.bytes(BigInteger.valueOf(x));
            byte[] compressed = new byte[33];
            System.arraycopy(key, 0, compressed, 1, 32);
            compressed[0] = (byte) (2 + x % 2);
            if (verifiers.once.decode(compressed).isEmpty()) {
                continue;
            }
            found++;
            verifiers.makeTable(compressed);
            for (BigInteger u : scalars()) {
                ECPoint point = MadeSignature.point(compressed);
                verifiers.assertBoth(
                        MadeSignature.of(u, BigInteger.valueOf(7), point).orElseThrow(), compressed, true);
                verifiers.assertBoth(
                        MadeSignature.of(BigInteger.valueOf(9), u, point).orElseThrow(), compressed, true);
            }
        }
        assertThat(found).isBetween(15, 45);
    }

    /** r is n less than the x of the point: only 2^-128 of signatures are so, and no test by chance meets one. */
    @Test
    void acceptsAnRThatIsTheXLessTheOrder() {
        int found = 0;
        for (int r = 1; r <= 40; r++) {
            MadeSignature made = MadeSignature.of(BigInteger.valueOf(77), BigInteger.valueOf(r), BigInteger.valueOf(5));
            for (int id = 2; id < 4; id++) {
                Optional<byte[]> key = verifiers.once.recover(made.digest(), made.signature(), id);
                if (key.isPresent()) {
                    found++;
                    verifiers.makeTable(key.get());
                    verifiers.assertBoth(made, key.get(), true);
                    verifiers.assertBoth(
                            MadeSignature.of(BigInteger.valueOf(77), BigInteger.valueOf(r + 1), BigInteger.valueOf(5)),
                            key.get(),
                            false);
                }
            }
        }
        assertThat(found).isGreaterThan(20);
    }

    /** r from p - n on has no second x: 2^256 more would wrap to the x of another point. */
    @Test
    void takesNoSecondXFromPMinusNOn() {
        BigInteger difference = Borders.P.subtract(N);
        for (int i = -4; i <= 4; i++) {
            BigInteger r = difference.add(BigInteger.valueOf(i));
            byte[] signature =
                    MadeSignature.of(BigInteger.ONE, r, BigInteger.ONE).signature();
            boolean may = verifiers
                    .once
                    .recover(Borders.bytes(BigInteger.ONE), signature, 2)
                    .isPresent();
            byte[] x = new byte[33];
            x[0] = 2;
            System.arraycopy(Borders.bytes(r.add(N).mod(BigInteger.TWO.pow(256))), 0, x, 1, 32);
            assertThat(may).isEqualTo(i < 0 && verifiers.once.decode(x).isPresent());
        }
        // The x of the point is r + n - p: a verifier without the border would take it.
        for (int x = 1; x < 40; x++) {
            BigInteger r = BigInteger.valueOf(x).add(difference);
            byte[] nonce = new byte[33];
            nonce[0] = 2;
            nonce[32] = (byte) x;
            if (verifiers.once.decode(nonce).isPresent()) {
                ECPoint point = MadeSignature.point(nonce);
                // The key that r would verify with, if x + p were an x: s R = e G + r Q for e = s = 1.
                ECPoint key = point.subtract(MadeSignature.generator())
                        .multiply(r.modInverse(N))
                        .normalize();
                verifiers.makeTable(key.getEncoded(true));
                verifiers.assertBoth(MadeSignature.of(BigInteger.ONE, r, BigInteger.ONE), key.getEncoded(true), false);
            }
        }
    }

    @Test
    void takesDigestsFromTheOrderOnModuloTheOrder() {
        ECPoint key =
                MadeSignature.generator().multiply(BigInteger.valueOf(12345)).normalize();
        byte[] compressed = key.getEncoded(true);
        verifiers.makeTable(compressed);
        for (BigInteger digest :
                List.of(BigInteger.ZERO, N, ALL_ONES, N.add(BigInteger.ONE), N.subtract(BigInteger.ONE))) {
            // s = (e + r d) / k for k = 3
            BigInteger r = MadeSignature.generator()
                    .multiply(BigInteger.valueOf(3))
                    .normalize()
                    .getAffineXCoord()
                    .toBigInteger();
            BigInteger s = digest.add(r.multiply(BigInteger.valueOf(12345)))
                    .multiply(BigInteger.valueOf(3).modInverse(N))
                    .mod(N);
            verifiers.assertBoth(MadeSignature.of(digest, r, s), compressed, true);
            verifiers.assertBoth(MadeSignature.of(digest, r, N.subtract(s)), compressed, true);
            verifiers.assertBoth(MadeSignature.of(digest, r, s.add(BigInteger.ONE)), compressed, false);
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        byte[] key = MadeSignature.generator().getEncoded(true);
        verifiers.makeTable(key);
        Random random = new Random(20261127);
        for (BigInteger bad : List.of(BigInteger.ZERO, N, N.add(BigInteger.ONE), ALL_ONES)) {
            BigInteger good = new BigInteger(255, random);
            verifiers.assertBoth(MadeSignature.of(good, bad, good), key, false);
            verifiers.assertBoth(MadeSignature.of(good, good, bad), key, false);
            assertThat(verifiers.once.recover(
                            Borders.bytes(good),
                            MadeSignature.of(good, bad, good).signature(),
                            0))
                    .isEmpty();
            assertThat(verifiers.once.recover(
                            Borders.bytes(good),
                            MadeSignature.of(good, good, bad).signature(),
                            0))
                    .isEmpty();
        }
    }
}
