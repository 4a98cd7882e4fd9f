package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;

/**
 * A request to log in, as Keystone's {@code auth} object states it.
 *
 * @param methods the names in {@code identity.methods}
 * @param payloads what stands under each method's name
 * @param scope the scope asked for
 * @param signer the key that signed this very request (v2), if it was signed
 */
public record LoginRequest(
        List<String> methods, Map<String, JsonNode> payloads, ScopeRequest scope, Optional<BitauthPublicKey> signer) {
    /** Copies list and map. */
    public LoginRequest {
        methods = List.copyOf(methods);
        payloads = Map.copyOf(payloads);
    }

    /**
     * A request that was not signed.
     *
     * @param methods the names in {@code identity.methods}
     * @param payloads what stands under each method's name
     * @param scope the scope asked for
     */
    public LoginRequest(List<String> methods, Map<String, JsonNode> payloads, ScopeRequest scope) {
        this(methods, payloads, scope, Optional.empty());
    }

    @Override
    public String toString() {
        return "LoginRequest[" + methods.size() + " methods]";
    }
}
