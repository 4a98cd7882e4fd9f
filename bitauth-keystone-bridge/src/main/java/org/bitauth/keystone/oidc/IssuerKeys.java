package org.bitauth.keystone.oidc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PublicJwk;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bitauth.keystone.token.KeyRules;

/**
 * The keys of an OIDC issuer: one to sign with, and others that are published beside it. ES256 on P-256, or RS256 with
 * 2048 to 8192 bits; mod_auth_openidc knows neither ES256K nor EdDSA. Made for this role: never a user's key, never the
 * token key.
 *
 * <p>To rotate, publish the new key beside the current one; when every relying party has read it, sign with it and publish
 * the old one beside it; drop the old one when its last JWT has expired.
 */
public final class IssuerKeys {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int MOST_RSA_BITS = 8192;
    private static final String NAME = "issuer key";

    private final PrivateKey signingKey;
    private final String signingKeyId;
    private final String algorithm;
    private final Map<String, PublicKey> published = new LinkedHashMap<>();

    private IssuerKeys(KeyPair current, PublicKey... others) {
        signingKey = current.getPrivate();
        algorithm = algorithm(current.getPublic());
        if (!algorithm.equals(algorithm(signingKey))) {
            throw new IllegalArgumentException(NAME + " must be a private key and its own public key");
        }
        String signature = algorithm.equals("ES256") ? "SHA256withECDSA" : "SHA256withRSA";
        KeyRules.requirePair(NAME, signature, signingKey, current.getPublic());
        signingKeyId = add(current.getPublic());
        for (PublicKey key : others) {
            add(key);
        }
    }

    /**
     * Takes keys.
     *
     * @param current the key pair to sign with
     * @param others public keys that are published beside it: the next one, or older ones whose JWTs have not expired
     * @return the keys
     * @throws IllegalArgumentException if a key is neither on P-256 nor RSA with 2048 to 8192 bits
     */
    public static IssuerKeys of(KeyPair current, PublicKey... others) {
        return new IssuerKeys(current, others);
    }

    /**
     * Makes a key on P-256, for one process: its JWTs end with it.
     *
     * @return the keys
     */
    public static IssuerKeys generate() {
        return of(KeyRules.newP256());
    }

    /**
     * The names of all keys, so that other roles can refuse them.
     *
     * @return RFC 7638 thumbprints, in base64url; the one that signs first
     */
    public Set<String> keyIds() {
        return Set.copyOf(published.keySet());
    }

    /**
     * What JWTs are signed with.
     *
     * @return {@code ES256} or {@code RS256}
     */
    public String algorithm() {
        return algorithm;
    }

    /**
     * The document of the JWKS endpoint (RFC 7517, section 5): public keys only.
     *
     * @return JSON, the key that signs first
     */
    public String jwks() {
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        ArrayNode keys = set.putArray("keys");
        published.forEach((id, key) -> {
            ObjectNode entry = keys.addObject();
            jwk(key).forEach((name, value) -> entry.put(String.valueOf(name), String.valueOf(value)));
            entry.put("kid", id).put("use", "sig").put("alg", algorithm(key));
        });
        return set.toString();
    }

    PrivateKey signingKey() {
        return signingKey;
    }

    String signingKeyId() {
        return signingKeyId;
    }

    private String add(PublicKey key) {
        algorithm(key);
        String id = jwk(key).thumbprint().toString();
        published.put(id, key);
        return id;
    }

    private static PublicJwk<?> jwk(PublicKey key) {
        return key instanceof ECPublicKey ec
                ? Jwks.builder().key(ec).build()
                : Jwks.builder().key((RSAPublicKey) key).build();
    }

    /** The algorithm of a key, which must be one of the two that are taken. */
    private static String algorithm(Object key) {
        if (key instanceof ECKey ec) {
            KeyRules.requireP256(NAME, ec);
            return "ES256";
        }
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
                throw new IllegalArgumentException(NAME + " must have 2048 to 8192 bits, has " + bits);
            }
            return "RS256";
        }
        throw new IllegalArgumentException(NAME + " must be on P-256, or RSA");
    }
}
