package org.bitauth.internal.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.internal.secp256k1.BothWays.scalars;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Some 13,000 sums: scalars and keys whose digits, halves or images by lambda meet each other. */
class ScalarPairsTest {
    private final BothWays verifiers = new BothWays();

    @Test
    void verifiesEveryPairOfStructuredScalarsForEveryStructuredKey() {
        int good = 0;
        for (BigInteger secret : scalars()) {
            ECPoint key = MadeSignature.generator().multiply(secret).normalize();
            byte[] compressed = key.getEncoded(true);
            verifiers.makeTable(compressed);
            for (BigInteger u1 : scalars()) {
                for (BigInteger u2 : scalars()) {
                    Optional<MadeSignature> made = MadeSignature.of(u1, u2, key);
                    if (made.isPresent()) {
                        verifiers.assertBoth(made.get(), compressed, true);
                        byte[] other = made.get().digest().clone();
                        other[31] ^= 1;
                        verifiers.assertBoth(new MadeSignature(other, made.get().signature()), compressed, false);
                        good++;
                    }
                }
            }
        }
        assertThat(good).isGreaterThan(12_000);
    }
}
