package org.bitauth.keystone.token;

import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;

/**
 * What the keys that a cloud signs with have in common. An EC key is on P-256: one of another curve, above all secp256k1,
 * is refused when it is loaded, because JOSE libraries can be led to sign with it under the name ES256.
 */
public final class KeyRules {
    private static final ECParameterSpec P256 = p256();

    private KeyRules() {}

    /**
     * Makes a key pair.
     *
     * @return a pair on P-256
     */
    public static KeyPair newP256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /**
     * Refuses a key of another curve.
     *
     * @param what the key's name in the message
     * @param key a private or public key
     * @throws IllegalArgumentException if the key is not on P-256
     */
    public static void requireP256(String what, ECKey key) {
        ECParameterSpec curve = key.getParams();
        boolean same = curve.getCurve().equals(P256.getCurve())
                && curve.getGenerator().equals(P256.getGenerator())
                && curve.getOrder().equals(P256.getOrder());
        if (!same) {
            throw new IllegalArgumentException(what + " must be on P-256");
        }
    }

    /**
     * Refuses the halves of two pairs, of any kind that Java signs with.
     *
     * @param what the pair's name in the message
     * @param algorithm the name of the signature in Java, for example {@code SHA256withECDSA}
     * @param secret the private key
     * @param open the public key
     * @throws IllegalArgumentException if the public key is not the private key's own
     */
    public static void requirePair(String what, String algorithm, PrivateKey secret, PublicKey open) {
        try {
            byte[] probe = what.getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(secret);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(probe);
            if (!signature.verify(signed)) {
                throw new IllegalArgumentException(what + " must be a private key and its own public key");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(what + " must be usable", e);
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
