package org.bitauth;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.bitauth.internal.Curve;
import org.bitauth.internal.StrictDer;

/**
 * An ECDSA signature on secp256k1 with 0 &lt; r, s &lt; n. Immutable. Every signature that is made here has the low S
 * of the two possible ones (BIP 146); one that is read may have the high S, and {@link #isLowS} tells.
 */
public final class BitauthSignature {
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){8,72}");

    private final BigInteger r;
    private final BigInteger s;
    private final byte[] bytes;

    private BitauthSignature(BigInteger r, BigInteger s, byte[] bytes) {
        if (!Curve.isScalar(r) || !Curve.isScalar(s)) {
            throw new MalformedException("signature must have 0 < r, s < n");
        }
        this.r = r;
        this.s = s;
        this.bytes = bytes;
    }

    private static BitauthSignature of(BigInteger r, BigInteger s) {
        byte[] bytes = new byte[64];
        BitauthSignature out = new BitauthSignature(r, s, bytes);
        Curve.writeScalar(r, bytes, 0);
        Curve.writeScalar(s, bytes, 32);
        return out;
    }

    /**
     * Reads strict DER (BIP 66, without the hash type).
     *
     * @param der at most 72 bytes
     * @return the signature
     * @throws MalformedException if there is any other spelling of the same numbers, or r or s is out of range
     */
    public static BitauthSignature ofDer(byte[] der) {
        return StrictDer.decode(der)
                .map(numbers -> of(numbers.r(), numbers.s()))
                .orElseThrow(() -> new MalformedException("signature must be strict DER"));
    }

    /**
     * Reads the hexadecimal form of {@link #ofDer}.
     *
     * @param hex 16 to 144 digits
     * @return the signature
     * @throws MalformedException as {@link #ofDer}
     */
    public static BitauthSignature ofDerHex(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new MalformedException("signature must be 16 to 144 hex digits of DER");
        }
        return ofDer(HexFormat.of().parseHex(hex));
    }

    /**
     * Reads the fixed form.
     *
     * @param bytes 64 bytes, r then s, big-endian
     * @return the signature
     * @throws MalformedException if the length is another or r or s is out of range
     */
    public static BitauthSignature ofBytes(byte[] bytes) {
        if (bytes.length != 64) {
            throw new MalformedException("signature must have 64 bytes, has " + bytes.length);
        }
        return new BitauthSignature(new BigInteger(1, bytes, 0, 32), new BigInteger(1, bytes, 32, 32), bytes.clone());
    }

    /**
     * Tells the low S from its twin.
     *
     * @return true if s is at most n / 2
     */
    public boolean isLowS() {
        return Curve.isLow(s);
    }

    /**
     * The signature with the low S: this one, or its twin.
     *
     * @return a signature that verifies wherever this one does
     */
    public BitauthSignature withLowS() {
        return isLowS() ? this : of(r, Curve.ORDER.subtract(s));
    }

    /**
     * The fixed form.
     *
     * @return 64 bytes, r then s, big-endian
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * Strict DER.
     *
     * @return 8 to 72 bytes
     */
    public byte[] toDer() {
        return StrictDer.encode(r, s);
    }

    /**
     * Strict DER in lower-case hexadecimal digits.
     *
     * @return 16 to 144 digits
     */
    public String toDerHex() {
        return HexFormat.of().formatHex(toDer());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BitauthSignature that && r.equals(that.r) && s.equals(that.s);
    }

    @Override
    public int hashCode() {
        return r.hashCode() ^ s.hashCode();
    }

    @Override
    public String toString() {
        return "BitauthSignature";
    }
}
