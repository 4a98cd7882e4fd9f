package org.bitauth.keystone.middleware;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;
import org.bitauth.keystone.internal.StrictJson;

/** Reads parts of a JWS without looking at its signature. Throws nothing for any text. */
final class JwsText {
    private static final StrictJson JSON = new StrictJson();

    private JwsText() {}

    /** The name of the key in the header; empty if this is no JWS or names none. */
    static Optional<String> keyId(String jws) {
        return part(jws, 0).map(header -> header.path("kid").textValue());
    }

    /** The claims; empty if this is no JWS. */
    static Optional<JsonNode> payload(String jws) {
        return part(jws, 1);
    }

    private static Optional<JsonNode> part(String jws, int index) {
        String[] parts = jws.split("\\.", 4);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.read(Base64.getUrlDecoder().decode(parts[index])));
        } catch (IllegalArgumentException e) { // neither base64url nor JSON
            return Optional.empty();
        }
    }
}
