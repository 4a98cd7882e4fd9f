package org.bitauth.keystone.token;

import io.jsonwebtoken.security.Jwks;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of a cloud's tokens: one to sign with, any to check with. P-256 only: a key of another curve, above all
 * secp256k1, is refused when it is loaded, because JOSE libraries can be led to sign with it under the name ES256.
 */
public final class TokenKeys {
    private static final BigInteger P256_PRIME =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger P256_B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);

    private final ECPrivateKey signingKey;
    private final String signingKeyId;
    private final Map<String, ECPublicKey> checking = new LinkedHashMap<>();

    private TokenKeys(KeyPair current, ECPublicKey... older) {
        if (!(current.getPrivate() instanceof ECPrivateKey secret && current.getPublic() instanceof ECPublicKey open)) {
            throw new IllegalArgumentException("token key must be an EC key");
        }
        requireP256(secret.getParams());
        this.signingKey = secret;
        this.signingKeyId = add(open);
        for (ECPublicKey key : older) {
            add(key);
        }
    }

    /**
     * Takes keys.
     *
     * @param current the key pair to sign with, made for this cloud and this use
     * @param older public keys whose tokens have not expired yet
     * @return the keys
     * @throws IllegalArgumentException if a key is not on P-256
     */
    public static TokenKeys of(KeyPair current, ECPublicKey... older) {
        return new TokenKeys(current, older);
    }

    /**
     * Makes a key, for one process: its tokens end with it.
     *
     * @return the keys
     */
    public static TokenKeys generate() {
        return of(newKeyPair());
    }

    /**
     * Makes a key pair to be kept.
     *
     * @return a pair on P-256
     */
    public static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    ECPrivateKey signingKey() {
        return signingKey;
    }

    String signingKeyId() {
        return signingKeyId;
    }

    Optional<ECPublicKey> checkingKey(String id) {
        return Optional.ofNullable(checking.get(id));
    }

    private String add(ECPublicKey key) {
        requireP256(key.getParams());
        String id = Jwks.builder().key(key).build().thumbprint().toString();
        checking.put(id, key);
        return id;
    }

    private static void requireP256(ECParameterSpec curve) {
        boolean p256 = curve.getCurve().getField() instanceof ECFieldFp field
                && field.getP().equals(P256_PRIME)
                && curve.getCurve().getB().equals(P256_B);
        if (!p256) {
            throw new IllegalArgumentException("token key must be on P-256");
        }
    }
}
