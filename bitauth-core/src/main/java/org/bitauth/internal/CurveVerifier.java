package org.bitauth.internal;

import java.util.Optional;

/**
 * The half of the curve's arithmetic that sees public data alone. Encodings, ranges and the low-S rule are decided before
 * it is asked, so that which implementation runs never changes what is accepted. Implementations are thread-safe.
 */
public interface CurveVerifier {
    /** Decodes 33 bytes that begin with 02 or 03; empty if the point is not on the curve. */
    Optional<CurvePoint> decode(byte[] compressed);

    /** The coordinates x and y of a point, 64 bytes. */
    byte[] coordinates(CurvePoint point);

    /** Checks r and s (64 bytes, both in range, s high or low) over a digest of 32 bytes. */
    boolean verify(byte[] digest, byte[] signature, CurvePoint key);

    /**
     * Finds the key that made r and s (64 bytes, both in range) over a digest of 32 bytes (SEC 1, section 4.1.6).
     *
     * @param recoveryId 0 to 3: bit 0 tells that the y of the nonce's point is odd, bit 1 that its x is r + n
     * @return the compressed key; empty if no key made them
     */
    Optional<byte[]> recover(byte[] digest, byte[] signature, int recoveryId);
}
