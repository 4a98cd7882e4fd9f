package org.bitauth.internal.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.internal.secp256k1.Borders.N;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.internal.CurvePoint;

/** The verifier's two ways, for keys that are met once and for those that return, asked the same. */
final class BothWays {
    private static final BigInteger TWO_128 = BigInteger.TWO.pow(128);

    final FastVerifier once = new FastVerifier(0, 0);
    private final FastVerifier returning = new FastVerifier(4096, 1 << 24);

    /** Scalars whose digits, halves or images by lambda meet each other in the tables. */
    static List<BigInteger> scalars() {
        List<BigInteger> out = new ArrayList<>();
        for (BigInteger x : List.of(
                BigInteger.ONE,
                BigInteger.TWO,
                BigInteger.valueOf(3),
                BigInteger.valueOf(31),
                BigInteger.valueOf(1L << 16),
                TWO_128.subtract(BigInteger.ONE),
                TWO_128,
                ScalarSplit.LAMBDA,
                ScalarSplit.LAMBDA.pow(2).mod(N),
                ScalarSplit.LAMBDA.add(BigInteger.ONE),
                N.shiftRight(1),
                new BigInteger("123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", 16))) {
            out.add(x);
            out.add(N.subtract(x));
        }
        return out;
    }

    void assertBoth(MadeSignature made, byte[] key, boolean good) {
        assertThat(verifies(once, made, key)).isEqualTo(good);
        assertThat(verifies(returning, made, key)).isEqualTo(good);
    }

    private static boolean verifies(FastVerifier verifier, MadeSignature made, byte[] key) {
        CurvePoint point = verifier.decode(key).orElseThrow();
        return verifier.verify(made.digest(), made.signature(), point);
    }

    /** From here on the verifier goes by a table for this key. */
    void makeTable(byte[] key) {
        MadeSignature made = MadeSignature.of(BigInteger.ONE, BigInteger.ONE, BigInteger.ONE);
        for (int i = 0; i < KeyCache.RETURNS; i++) {
            verifies(returning, made, key);
        }
        assertThat(((FastPoint) returning.decode(key).orElseThrow()).table).isNotNull();
    }
}
