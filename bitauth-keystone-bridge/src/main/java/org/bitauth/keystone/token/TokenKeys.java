package org.bitauth.keystone.token;

import io.jsonwebtoken.security.Jwks;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a cloud's tokens: one to sign with, any to check with. P-256 only: a key of another curve, above all
 * secp256k1, is refused when it is loaded, because JOSE libraries can be led to sign with it under the name ES256.
 */
public final class TokenKeys {
    private final ECPrivateKey signingKey;
    private final String signingKeyId;
    private final Map<String, ECPublicKey> checking = new LinkedHashMap<>();

    private TokenKeys(KeyPair current, ECPublicKey... older) {
        if (!(current.getPrivate() instanceof ECPrivateKey secret && current.getPublic() instanceof ECPublicKey open)) {
            throw new IllegalArgumentException("token key must be an EC key");
        }
        KeyRules.requireP256("token key", secret);
        KeyRules.requireP256("token key", open);
        KeyRules.requirePair("token key", "SHA256withECDSA", secret, open);
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
        return KeyRules.newP256();
    }

    /**
     * The names of all keys, so that other roles can refuse them.
     *
     * @return RFC 7638 thumbprints, in base64url
     */
    public Set<String> keyIds() {
        return Set.copyOf(checking.keySet());
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
        KeyRules.requireP256("token key", key);
        String id = Jwks.builder().key(key).build().thumbprint().toString();
        checking.put(id, key);
        return id;
    }
}
