package org.bitauth.keystone.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.security.Jwks;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.keystone.internal.P256Provider;
import org.bitauth.keystone.internal.StrictJson;

/**
 * The public keys that tokens of a cloud are checked with, and their document (RFC 7517, section 5). P-256 only; a key's
 * name is its RFC 7638 thumbprint. Immutable.
 */
public final class TokenKeySet {
    private static final int MOST_KEYS = 16;

    private final Map<String, ECPublicKey> keys = new LinkedHashMap<>();
    private final String json;

    TokenKeySet(Collection<ECPublicKey> keys) {
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = set.putArray("keys");
        for (ECPublicKey key : keys) {
            KeyRules.requireP256("token key", key);
            var jwk = Jwks.builder().key(key).build();
            String id = jwk.thumbprint().toString();
            this.keys.put(id, P256Provider.own(key));
            ObjectNode entry = entries.addObject();
            jwk.forEach((name, value) -> entry.put(String.valueOf(name), String.valueOf(value)));
            entry.put("kid", id).put("use", "sig").put("alg", "ES256");
        }
        json = set.toString();
    }

    /**
     * Reads the document of a cloud. Keys of other kinds in it are passed over.
     *
     * @param json the document
     * @return its keys on P-256
     * @throws MalformedException if it has another form, no key on P-256, or more than 16 keys
     */
    public static TokenKeySet parse(String json) {
        JsonNode entries =
                new StrictJson().read(json.getBytes(StandardCharsets.UTF_8)).path("keys");
        if (!entries.isArray() || entries.size() > MOST_KEYS) {
            throw new MalformedException("key set must have a list of 1 to " + MOST_KEYS + " keys");
        }
        Map<String, ECPublicKey> found = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            if (entry.path("crv").asText().equals("P-256") && !entry.has("d")) {
                ECPublicKey key = key(entry);
                found.put(Jwks.builder().key(key).build().thumbprint().toString(), key);
            }
        }
        if (found.isEmpty()) {
            throw new MalformedException("key set must have a key on P-256");
        }
        return new TokenKeySet(found.values());
    }

    /**
     * The document.
     *
     * @return JSON, public keys only; the key that signs first
     */
    public String json() {
        return json;
    }

    /**
     * The names of the keys.
     *
     * @return RFC 7638 thumbprints, in base64url
     */
    public Set<String> ids() {
        return Set.copyOf(keys.keySet());
    }

    Optional<ECPublicKey> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    private static ECPublicKey key(JsonNode entry) {
        ObjectNode plain = JsonNodeFactory.instance.objectNode();
        for (String name : new String[] {"kty", "crv", "x", "y"}) {
            plain.put(name, entry.path(name).asText());
        }
        try {
            if (Jwks.parser().build().parse(plain.toString()).toKey() instanceof ECPublicKey key) {
                KeyRules.requireP256("token key", key);
                return key;
            }
        } catch (JwtException | IllegalArgumentException e) {
            throw new MalformedException("key must be a point on P-256");
        }
        throw new MalformedException("key must be a public EC key");
    }
}
