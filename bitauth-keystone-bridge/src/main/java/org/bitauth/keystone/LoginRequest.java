package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A request to log in, as Keystone's {@code auth} object states it.
 *
 * @param methods the names in {@code identity.methods}
 * @param payloads what stands under each method's name
 * @param scope the scope asked for
 */
public record LoginRequest(List<String> methods, Map<String, JsonNode> payloads, ScopeRequest scope) {
    /** Copies list and map. */
    public LoginRequest {
        methods = List.copyOf(methods);
        payloads = Map.copyOf(payloads);
    }
}
