package org.bitauth.keystone.token;

import io.jsonwebtoken.security.Jwks;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
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
    private static final ECParameterSpec P256 = p256();

    private final ECPrivateKey signingKey;
    private final String signingKeyId;
    private final Map<String, ECPublicKey> checking = new LinkedHashMap<>();

    private TokenKeys(KeyPair current, ECPublicKey... older) {
        if (!(current.getPrivate() instanceof ECPrivateKey secret && current.getPublic() instanceof ECPublicKey open)) {
            throw new IllegalArgumentException("token key must be an EC key");
        }
        requireP256(secret.getParams());
        requireP256(open.getParams());
        requirePair(secret, open);
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
        boolean p256 = curve.getCurve().equals(P256.getCurve())
                && curve.getGenerator().equals(P256.getGenerator())
                && curve.getOrder().equals(P256.getOrder());
        if (!p256) {
            throw new IllegalArgumentException("token key must be on P-256");
        }
    }

    private static void requirePair(ECPrivateKey secret, ECPublicKey open) {
        try {
            byte[] probe = "token key".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(secret);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(probe);
            if (!signature.verify(signed)) {
                throw new IllegalArgumentException("token key must be a private key and its own public key");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("token key must be usable", e);
        }
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }
}
