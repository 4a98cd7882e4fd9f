package org.bitauth.internal.engine;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.curve.CurveListener;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.CurveVerifier;
import org.jspecify.annotations.Nullable;

/** Two verifiers of which the second decides; where the first differs, or throws, the listener is told. */
final class ShadowVerifier implements CurveVerifier {
    private static final HexFormat HEX = HexFormat.of();

    private final CurveVerifier watched;
    private final CurveVerifier deciding;
    private final CurveListener listener;

    ShadowVerifier(CurveVerifier watched, CurveVerifier deciding, CurveListener listener) {
        this.watched = watched;
        this.deciding = deciding;
        this.listener = listener;
    }

    /** The same point for both; none for one that failed to read it, which was told then. */
    private static final class Point extends CurvePoint {
        final @Nullable CurvePoint watched;
        final CurvePoint decided;

        Point(@Nullable CurvePoint watched, CurvePoint decided) {
            this.watched = watched;
            this.decided = decided;
        }
    }

    @Override
    public Optional<CurvePoint> decode(byte[] compressed) {
        Optional<CurvePoint> decided = deciding.decode(compressed);
        CurvePoint other = null;
        boolean same = false;
        try {
            other = watched.decode(compressed).orElse(null);
            same = decided.isPresent() == (other != null);
        } catch (RuntimeException e) {
            // Told below, as any difference.
        }
        tell(same, "decode", compressed);
        CurvePoint forWatched = other;
        return decided.map(point -> new Point(forWatched, point));
    }

    @Override
    public byte[] coordinates(CurvePoint point) {
        Point both = (Point) point;
        byte[] decided = deciding.coordinates(both.decided);
        if (both.watched != null) {
            boolean same = false;
            try {
                same = MessageDigest.isEqual(decided, watched.coordinates(both.watched));
            } catch (RuntimeException e) {
                // Told below, as any difference.
            }
            tell(same, "coordinates", decided);
        }
        return decided;
    }

    @Override
    public boolean verify(byte[] digest, byte[] signature, CurvePoint key) {
        Point both = (Point) key;
        boolean decided = deciding.verify(digest, signature, both.decided);
        if (both.watched != null) {
            boolean same = false;
            try {
                same = decided == watched.verify(digest, signature, both.watched);
            } catch (RuntimeException e) {
                // Told below, as any difference.
            }
            tell(same, "verify", digest, signature, deciding.coordinates(both.decided));
        }
        return decided;
    }

    @Override
    public Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId) {
        Optional<byte[]> decided = deciding.recover(digest, signature, recoveryId);
        boolean same = false;
        try {
            byte[] other = watched.recover(digest, signature, recoveryId).orElse(null);
            same = MessageDigest.isEqual(decided.orElse(null), other);
        } catch (RuntimeException e) {
            // Told below, as any difference.
        }
        tell(same, "recover", digest, signature, new byte[] {(byte) recoveryId});
        return decided;
    }

    private void tell(boolean same, String operation, byte[]... input) {
        if (!same) {
            listener.disagreed(operation, Stream.of(input).map(HEX::formatHex).collect(Collectors.joining(" ")));
        }
    }
}
