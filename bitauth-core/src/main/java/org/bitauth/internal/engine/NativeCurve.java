package org.bitauth.internal.engine;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.Optional;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;

/**
 * Both halves on libsecp256k1 in C, by ACINQ's JNI binding, where an application put it on the class path. The only class
 * that sees the binding, so that it may be missing.
 */
final class NativeCurve implements CurveVerifier, CurveSigner {
    private final Secp256k1 binding = Secp256k1.Companion.get();

    /**
     * Loads the library and has it sign and verify once.
     *
     * @throws LinkageError if the binding, or the library for this platform, is missing
     * @throws IllegalStateException if it does not compute
     */
    NativeCurve() {
        byte[] one = new byte[32];
        one[31] = 1;
        byte[] signature = sign(one, one);
        CurvePoint key = decode(publicKey(one)).orElseThrow();
        if (!verify(one, signature, key)) {
            throw new IllegalStateException("libsecp256k1 refuses its own signature");
        }
    }

    private static final class Point extends CurvePoint {
        final byte[] uncompressed;

        Point(byte[] uncompressed) {
            this.uncompressed = uncompressed;
        }
    }

    @Override
    public Optional<CurvePoint> decode(byte[] compressed) {
        try {
            return Optional.of(new Point(binding.pubkeyParse(compressed)));
        } catch (Secp256k1Exception e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] coordinates(CurvePoint point) {
        return Arrays.copyOfRange(((Point) point).uncompressed, 1, 65);
    }

    /** libsecp256k1 refuses a high s, which is another's decision here: it gets the low one of the two. */
    @Override
    public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
        try {
            byte[] low = binding.signatureNormalize(signature).getFirst();
            return binding.verify(low, digest, ((Point) key).uncompressed);
        } catch (Secp256k1Exception e) {
            return false;
        }
    }

    @Override
    public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
        try {
            return Optional.of(binding.pubKeyCompress(binding.ecdsaRecover(signature, digest, recoveryId)));
        } catch (Secp256k1Exception e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        return binding.pubKeyCompress(binding.pubkeyCreate(secret));
    }

    @Override
    public byte[] sign(byte[] digest, byte[] secret) {
        return binding.sign(digest, secret, null);
    }
}
