package org.bitauth.keystone.token;

import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bitauth.keystone.internal.P256Provider;

/**
 * The keys of a cloud's tokens: one to sign with, any to check with. P-256 only: a key of another curve, above all
 * secp256k1, is refused when it is loaded, because JOSE libraries can be led to sign with it under the name ES256.
 */
public final class TokenKeys {
    private final ECPrivateKey signingKey;
    private final String signingKeyId;
    private final TokenKeySet publicKeys;

    private TokenKeys(KeyPair current, ECPublicKey... older) {
        if (!(current.getPrivate() instanceof ECPrivateKey secret && current.getPublic() instanceof ECPublicKey open)) {
            throw new IllegalArgumentException("token key must be an EC key");
        }
        KeyRules.requireP256("token key", secret);
        KeyRules.requireP256("token key", open);
        KeyRules.requirePair("token key", "SHA256withECDSA", secret, open);
        signingKey = P256Provider.own(secret);
        signingKeyId = new TokenKeySet(List.of(open)).ids().iterator().next();
        List<ECPublicKey> all = new ArrayList<>(List.of(open));
        all.addAll(List.of(older));
        publicKeys = new TokenKeySet(all);
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
        return publicKeys.ids();
    }

    /**
     * The keys that tokens are checked with.
     *
     * @return the public halves, the one that signs first
     */
    public TokenKeySet publicKeys() {
        return publicKeys;
    }

    ECPrivateKey signingKey() {
        return signingKey;
    }

    String signingKeyId() {
        return signingKeyId;
    }
}
