package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.internal.engine.Engines;
import org.junit.jupiter.api.Test;

class KeyRecoveryTest {
    private static final BigInteger FIELD =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));

    private final CurveVerifier verifier = Engines.verifier();
    private final CurveSigner signer = Engines.signer();

    @Test
    void findsTheKeyOfEachOf300SignaturesOfSeed20261127() {
        Random random = new Random(20261127);
        for (int i = 0; i < 300; i++) {
            byte[] digest = bytes(random);
            BitauthKey key = BitauthKey.ofHex(
                    "0" + HexFormat.of().formatHex(bytes(random)).substring(1));
            byte[] signature = signer.sign(digest, key.toBytes(SecretAccess.EXPORT));

            assertThat(IntStream.range(0, 2)
                            .mapToObj(id -> verifier.recover(digest, signature, id))
                            .flatMap(Optional::stream)
                            .filter(found ->
                                    Arrays.equals(found, key.publicKey().toBytes())))
                    .hasSize(1);
        }
    }

    @Test
    void findsKeysWhoseNonceHasAnXBeyondTheOrder() {
        byte[] digest = Hashes.sha256(new byte[0]);
        int found = 0;
        for (int r = 1; r <= 20; r++) {
            byte[] signature = new byte[64];
            Curve.writeScalar(BigInteger.valueOf(r), signature, 0);
            Curve.writeScalar(BigInteger.valueOf(7), signature, 32);
            for (int id = 2; id < 4; id++) {
                Optional<byte[]> key = verifier.recover(digest, signature, id);
                if (key.isPresent()) {
                    CurvePoint point = verifier.decode(key.get()).orElseThrow();
                    assertThat(verifier.verify(digest, signature, point)).isTrue();
                    found++;
                }
            }
        }

        assertThat(found).isBetween(8, 32);
    }

    @Test
    void findsNoKeyBeyondTheField() {
        byte[] signature = new byte[64];
        BigInteger first = FIELD.subtract(Curve.ORDER);
        Curve.writeScalar(BigInteger.ONE, signature, 32);
        for (BigInteger r : new BigInteger[] {first, first.add(BigInteger.ONE), Curve.ORDER.subtract(BigInteger.ONE)}) {
            Curve.writeScalar(r, signature, 0);
            assertThat(verifier.recover(new byte[32], signature, 2)).isEmpty();
        }
    }

    @Test
    void findsNoKeyAtInfinity() {
        // The nonce is 1, so that R = G; with s = e the key is e G - e G.
        byte[] digest = Hashes.sha256(new byte[0]);
        byte[] signature = new byte[64];
        byte[] one = new byte[32];
        one[31] = 1;
        byte[] base = signer.publicKey(one);
        System.arraycopy(base, 1, signature, 0, 32);
        Curve.writeScalar(new BigInteger(1, digest).mod(Curve.ORDER), signature, 32);

        assertThat(verifier.recover(digest, signature, base[0] - 2)).isEmpty();
        assertThat(verifier.recover(digest, signature, 3 - base[0])).isPresent();
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }
}
