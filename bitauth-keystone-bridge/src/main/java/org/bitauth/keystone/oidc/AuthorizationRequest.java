package org.bitauth.keystone.oidc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a relying party asks for by sending a browser here (OpenID Connect Core 1.0, section 3.1.2.1; RFC 7636, section
 * 4.3), checked but for its client and redirect URI, which were checked before.
 *
 * @param client the client's id
 * @param redirectUri where the browser goes afterwards
 * @param state given back to the client
 * @param nonce put into the ID token
 * @param codeChallenge of PKCE, S256
 */
record AuthorizationRequest(
        String client, String redirectUri, Optional<String> state, Optional<String> nonce, String codeChallenge) {
    private static final Pattern S256 = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");
    private static final Pattern STATE = Pattern.compile("[ -~]{0,1024}");
    private static final Pattern NONCE = Pattern.compile("[ -~]{0,256}");

    /** The error of a request that is refused (RFC 6749, section 4.1.2.1; OpenID Connect Core 1.0, section 3.1.2.6). */
    static Optional<String> error(Parameters parameters) {
        if (parameters.has("request")) {
            return Optional.of("request_not_supported");
        }
        if (parameters.has("request_uri")) {
            return Optional.of("request_uri_not_supported");
        }
        if (!parameters.find("response_type").orElse("").equals("code")) {
            return Optional.of(parameters.has("response_type") ? "unsupported_response_type" : "invalid_request");
        }
        if (!Arrays.asList(parameters.find("scope").orElse("").split(" ", -1)).contains("openid")) {
            return Optional.of("invalid_scope");
        }
        boolean pkce =
                S256.matcher(parameters.find("code_challenge").orElse("")).matches()
                        && parameters.find("code_challenge_method").orElse("").equals("S256");
        boolean form = parameters.find("response_mode").orElse("query").equals("query")
                && STATE.matcher(parameters.find("state").orElse("")).matches()
                && NONCE.matcher(parameters.find("nonce").orElse("")).matches();
        if (!pkce || !form) {
            return Optional.of("invalid_request");
        }
        return Arrays.asList(parameters.find("prompt").orElse("").split(" ", -1))
                        .contains("none")
                ? Optional.of("login_required") // nobody is ever logged in here already
                : Optional.empty();
    }

    /** Reads a request in which {@link #error} found none. */
    static AuthorizationRequest of(Parameters parameters) {
        return new AuthorizationRequest(
                parameters.get("client_id"),
                parameters.get("redirect_uri"),
                parameters.find("state"),
                parameters.find("nonce"),
                parameters.get("code_challenge"));
    }

    static AuthorizationRequest of(Seals.Opened seal) {
        return new AuthorizationRequest(
                seal.get("client"), seal.get("redirect"), seal.find("state"), seal.find("nonce"), seal.get("pkce"));
    }

    /** The content of a seal, to which more may be added. */
    Map<String, String> content() {
        Map<String, String> content = new LinkedHashMap<>();
        content.put("client", client);
        content.put("redirect", redirectUri);
        state.ifPresent(text -> content.put("state", text));
        nonce.ifPresent(text -> content.put("nonce", text));
        content.put("pkce", codeChallenge);
        return content;
    }

    @Override
    public String toString() {
        return "AuthorizationRequest[" + client + "]";
    }
}
