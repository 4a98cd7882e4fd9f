package org.bitauth;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bitauth.internal.Curve;
import org.bitauth.internal.engine.Engines;

/**
 * A private key on secp256k1, held in this process. Immutable and thread-safe. It signs with the nonce of RFC 6979
 * (SHA-256, no extra entropy) and a low S, so the same key and text always give the same signature.
 */
public final class BitauthKey implements BitauthSigner {
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

    private final byte[] secret;
    private final BitauthPublicKey publicKey;

    private BitauthKey(byte[] secret) {
        this.secret = secret;
        this.publicKey = BitauthPublicKey.ofBytes(Engines.signer().publicKey(secret));
    }

    /**
     * Makes a new key from the platform's secure random source.
     *
     * @return the key
     */
    public static BitauthKey generate() {
        SecureRandom random = new SecureRandom();
        byte[] candidate = new byte[32];
        do {
            random.nextBytes(candidate);
        } while (!Curve.isScalar(new BigInteger(1, candidate)));
        return new BitauthKey(candidate);
    }

    /**
     * Reads a key.
     *
     * @param hex 64 digits of a scalar from 1 to n - 1, big-endian
     * @return the key
     * @throws MalformedException if the text has another form or the number is out of range
     */
    public static BitauthKey ofHex(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new MalformedException("private key must be 64 hex digits, has " + hex.length() + " characters");
        }
        return ofBytes(HexFormat.of().parseHex(hex));
    }

    /**
     * Reads a key.
     *
     * @param secret 32 bytes of a scalar from 1 to n - 1, big-endian
     * @return the key
     * @throws MalformedException if the length is another or the number is out of range
     */
    public static BitauthKey ofBytes(byte[] secret) {
        if (secret.length != 32 || !Curve.isScalar(new BigInteger(1, secret))) {
            throw new MalformedException("private key must be 32 bytes of a number from 1 to n - 1");
        }
        return new BitauthKey(secret.clone());
    }

    @Override
    public BitauthPublicKey publicKey() {
        return publicKey;
    }

    @Override
    public BitauthSignature sign(Signable what) {
        byte[] signature = Engines.signer().sign(what.digest(), secret);
        return BitauthSignature.ofBytes(signature).withLowS();
    }

    /**
     * The secret itself.
     *
     * @param access says that the caller means it
     * @return 32 bytes, big-endian
     */
    public byte[] toBytes(SecretAccess access) {
        Objects.requireNonNull(access, "access");
        return secret.clone();
    }

    /**
     * The secret itself.
     *
     * @param access says that the caller means it
     * @return 64 lower-case hex digits
     */
    public String toHex(SecretAccess access) {
        return HexFormat.of().formatHex(toBytes(access));
    }

    @Override
    public String toString() {
        return "BitauthKey[" + publicKey.sin() + "]";
    }
}
