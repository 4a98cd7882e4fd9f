package org.bitauth.internal.engine;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bitauth.curve.CurveListener;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.CurveSigner;
import org.bitauth.internal.CurveVerifier;
import org.jspecify.annotations.Nullable;

/** Native code; where it throws, code in Java does the work, and the first time it is said. */
final class GuardedCurve implements CurveVerifier, CurveSigner {
    private final CurveVerifier guardedVerifier;
    private final CurveSigner guardedSigner;
    private final CurveVerifier otherVerifier;
    private final CurveSigner otherSigner = new BouncyCastleSigner();
    private final CurveListener listener;
    private final AtomicBoolean said = new AtomicBoolean();

    <T extends CurveVerifier & CurveSigner> GuardedCurve(T guarded, CurveVerifier otherwise, CurveListener listener) {
        this.guardedVerifier = guarded;
        this.guardedSigner = guarded;
        this.otherVerifier = otherwise;
        this.listener = listener;
    }

    /** A point, and the bytes that the other code reads it from. */
    private static final class Point extends CurvePoint {
        final @Nullable CurvePoint guarded;
        final byte[] compressed;

        Point(@Nullable CurvePoint guarded, byte[] compressed) {
            this.guarded = guarded;
            this.compressed = compressed.clone();
        }
    }

    @Override
    public Optional<CurvePoint> decode(byte[] compressed) {
        return or(
                () -> guardedVerifier.decode(compressed).map(point -> new Point(point, compressed)),
                () -> otherVerifier.decode(compressed).map(point -> new Point(null, compressed)));
    }

    @Override
    public byte[] coordinates(CurvePoint point) {
        return or(() -> guardedVerifier.coordinates(guarded(point)), () -> otherVerifier.coordinates(other(point)));
    }

    @Override
    public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
        return or(
                () -> guardedVerifier.verify(digest, signature, guarded(key)),
                () -> otherVerifier.verify(digest, signature, other(key)));
    }

    @Override
    public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
        return or(
                () -> guardedVerifier.recover(digest, signature, recoveryId),
                () -> otherVerifier.recover(digest, signature, recoveryId));
    }

    @Override
    public byte[] publicKey(byte[] secret) {
        return or(() -> guardedSigner.publicKey(secret), () -> otherSigner.publicKey(secret));
    }

    @Override
    public byte[] sign(byte[] digest, byte[] secret) {
        return or(() -> guardedSigner.sign(digest, secret), () -> otherSigner.sign(digest, secret));
    }

    private static CurvePoint guarded(CurvePoint point) {
        CurvePoint guarded = ((Point) point).guarded;
        if (guarded == null) {
            throw new IllegalStateException("the point was not read by this code");
        }
        return guarded;
    }

    private CurvePoint other(CurvePoint point) {
        return otherVerifier.decode(((Point) point).compressed).orElseThrow();
    }

    /** The class of what was thrown is told, not its message: this is code that sees secrets. */
    private <T> T or(Supplier<T> work, Supplier<T> otherwise) {
        try {
            return work.get();
        } catch (RuntimeException | LinkageError e) {
            if (!said.getAndSet(true)) {
                listener.fellBack(e.getClass().getName());
            }
            return otherwise.get();
        }
    }
}
