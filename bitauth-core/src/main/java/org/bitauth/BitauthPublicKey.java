package org.bitauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.Hashes;
import org.bitauth.internal.engine.Engines;

/**
 * A public key on secp256k1: a valid point in the 33-byte compressed form (SEC 1, section 2.3.3). The uncompressed and
 * hybrid forms are refused, because each would be another identity for the same key. Immutable.
 */
public final class BitauthPublicKey {
    private static final int COORDINATE = 32;
    private static final int LENGTH = 1 + COORDINATE;

    private final byte[] bytes;
    private final CurvePoint point;
    private final Sin sin;

    private BitauthPublicKey(byte[] bytes) {
        this.bytes = bytes;
        this.point = Engines.verifier()
                .decode(bytes)
                .orElseThrow(() -> new MalformedException("public key must be a point on secp256k1"));
        this.sin = point.name(Sin.class, () -> Sin.of(this));
    }

    /**
     * Parses the hexadecimal form.
     *
     * @param hex 66 digits that begin with 02 or 03
     * @return the key
     * @throws MalformedException if the text has another form or the point is not on the curve
     */
    public static BitauthPublicKey ofHex(String hex) {
        byte[] compressed = hex.length() == 2 * LENGTH ? bytes(hex) : new byte[0];
        if (!isCompressed(compressed)) {
            throw new MalformedException("public key must be 66 hex digits that begin with 02 or 03");
        }
        return new BitauthPublicKey(compressed);
    }

    private static byte[] bytes(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /**
     * Parses the binary form.
     *
     * @param compressed 33 bytes
     * @return the key
     * @throws MalformedException if the bytes are not a compressed point on the curve
     */
    public static BitauthPublicKey ofBytes(byte[] compressed) {
        if (!isCompressed(compressed)) {
            throw new MalformedException("public key must be 33 bytes that begin with 02 or 03");
        }
        return new BitauthPublicKey(compressed.clone());
    }

    private static boolean isCompressed(byte[] bytes) {
        return bytes.length == LENGTH && (bytes[0] == 2 || bytes[0] == 3);
    }

    /**
     * The identity of this key.
     *
     * @return the SIN
     */
    public Sin sin() {
        return sin;
    }

    /**
     * Tells whether this key made the signature. The signature's form is the caller's business: a high S, which has a
     * twin, is judged by {@link BitauthSignature#isLowS}.
     *
     * @param signed what was signed
     * @param signature the signature
     * @return true if it verifies
     */
    public boolean verifies(Signable signed, BitauthSignature signature) {
        return Engines.verifier().verify(signed.digest(), signature.toBytes(), point);
    }

    /**
     * The binary form.
     *
     * @return 33 bytes
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * Both coordinates, for formats that know no other form. This library takes keys in the compressed form alone.
     *
     * @return 65 bytes, 04 and the coordinates
     */
    public byte[] toUncompressedBytes() {
        byte[] out = new byte[1 + 2 * COORDINATE];
        out[0] = 4;
        System.arraycopy(Engines.verifier().coordinates(point), 0, out, 1, 2 * COORDINATE);
        return out;
    }

    /**
     * The hexadecimal form.
     *
     * @return 66 lower-case digits
     */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * The name of this key as a JSON Web Key: what binds a token to it (RFC 7800, {@code cnf}).
     *
     * @return the thumbprint of RFC 7638 with SHA-256, over the curve {@code secp256k1} of RFC 8812; 43 characters of
     *     base64url
     */
    public String jwkThumbprint() {
        byte[] coordinates = Engines.verifier().coordinates(point);
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String jwk = "{\"crv\":\"secp256k1\",\"kty\":\"EC\",\"x\":\""
                + base64.encodeToString(Arrays.copyOf(coordinates, COORDINATE))
                + "\",\"y\":\""
                + base64.encodeToString(Arrays.copyOfRange(coordinates, COORDINATE, 2 * COORDINATE))
                + "\"}";
        return base64.encodeToString(Hashes.sha256(jwk.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitauthPublicKey that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
