package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bitauth.BitauthPublicKey;
import org.bitauth.MalformedException;
import org.bitauth.keystone.LoginRequest;
import org.bitauth.keystone.ScopeRequest;

/** Reads the {@code auth} object of a login (Identity API v3, "Authentication and token management"). */
final class LoginBody {
    private LoginBody() {}

    static LoginRequest read(JsonNode body, Optional<BitauthPublicKey> signer) {
        JsonNode auth = object(body, "auth");
        JsonNode identity = object(auth, "identity");
        List<String> methods = new ArrayList<>();
        for (JsonNode method : required(identity, "methods", JsonNode::isArray, "a list")) {
            if (!method.isTextual()) {
                throw new MalformedException("methods must be a list of names");
            }
            methods.add(method.textValue());
        }
        Map<String, JsonNode> payloads = new HashMap<>();
        for (String method : methods) {
            if (identity.has(method)) {
                payloads.put(method, identity.get(method));
            }
        }
        return new LoginRequest(methods, payloads, ScopeRequest.read(auth.get("scope")), signer);
    }

    private static JsonNode object(JsonNode parent, String name) {
        return required(parent, name, JsonNode::isObject, "an object");
    }

    private static JsonNode required(JsonNode parent, String name, Predicate<JsonNode> form, String article) {
        JsonNode member = parent.get(name);
        if (member == null) {
            throw new MalformedException("Expecting to find " + name
                    + " in request body. The server could not comply with the request since it is either malformed"
                    + " or otherwise incorrect. The client is assumed to be in error.");
        }
        if (!form.test(member)) {
            throw new MalformedException(name + " in request body must be " + article + ".");
        }
        return member;
    }
}
