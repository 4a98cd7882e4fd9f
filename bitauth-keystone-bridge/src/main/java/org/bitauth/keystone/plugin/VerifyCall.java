package org.bitauth.keystone.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.keystone.ScopeRequest;

/**
 * One call of the plug-in.
 *
 * @param requestId the id that Keystone tells its user
 * @param payload the object under {@code bitauth}, as the user sent it
 * @param scope the scope that Keystone will give
 */
record VerifyCall(String requestId, JsonNode payload, ScopeRequest scope) {
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{21}[AQgw]");
    private static final Pattern REQUEST_ID =
            Pattern.compile("req-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Set<String> MEMBERS = Set.of("nonce", "request_id", "payload");

    static VerifyCall read(JsonNode body) {
        Set<String> names = new TreeSet<>();
        body.fieldNames().forEachRemaining(names::add);
        names.remove("scope");
        if (!body.isObject() || !names.equals(MEMBERS)) {
            throw new MalformedException("body must have nonce, request_id, payload, and scope if there is one");
        }
        text(body, "nonce", NONCE);
        return new VerifyCall(
                text(body, "request_id", REQUEST_ID), body.path("payload"), ScopeRequest.read(body.get("scope")));
    }

    private static String text(JsonNode body, String name, Pattern form) {
        JsonNode member = body.path(name);
        if (!member.isTextual() || !form.matcher(member.textValue()).matches()) {
            throw new MalformedException(name + " must be " + form);
        }
        return member.textValue();
    }
}
