package org.bitauth.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.curve.CurveListener;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;
import org.bitauth.internal.secp256k1.FastVerifier;

/** Everything that may compute on the curve, for vectors that all must judge alike. */
public final class Implementations {
    private Implementations() {}

    /** By name; of the fast code both ways. */
    public static Map<String, CurveVerifier> verifiers() {
        CurveVerifier fast = new FastVerifier(64, 1 << 20);
        return Map.of(
                "fast, keys that are met once",
                new FastVerifier(0, 0),
                "fast, keys that return",
                new Returning(new FastVerifier(1024, 1 << 25)),
                "BouncyCastle",
                new BouncyCastleVerifier(),
                "native",
                new NativeCurve(),
                "shadow",
                new ShadowVerifier(fast, new BouncyCastleVerifier(), new NoDifference()));
    }

    public static List<CurveSigner> signers() {
        return List.of(new BouncyCastleSigner(), new NativeCurve());
    }

    /** Meets each key so often that it has a table. */
    private record Returning(FastVerifier fast) implements CurveVerifier {
        @Override
        public Optional<CurvePoint> decode(byte[] compressed) {
            Optional<CurvePoint> point = fast.decode(compressed);
            byte[] signature = new byte[64];
            signature[31] = 1;
            signature[63] = 1;
            for (int i = 0; i < 8 && point.isPresent(); i++) {
                fast.verify(new byte[32], signature, point.get());
            }
            return point;
        }

        @Override
        public byte[] coordinates(CurvePoint point) {
            return fast.coordinates(point);
        }

        @Override
        public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
            return fast.verify(digest, signature, key);
        }

        @Override
        public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
            return fast.recover(digest, signature, recoveryId);
        }
    }

    private static final class NoDifference implements CurveListener {
        @Override
        public void fellBack(String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void disagreed(String operation, String input) {
            throw new AssertionError(operation + " " + input);
        }
    }
}
