package org.bitauth.keystone.middleware;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.internal.StrictJson;

/**
 * Asks an identity service about each token, any Keystone or a bridge ({@code GET /v3/auth/tokens}). Nothing is kept, so a
 * token is refused as soon as the identity service refuses it. Tokens of application credentials with access rules are
 * refused, since this checker does not see the request. Thread-safe.
 */
public final class OnlineTokenChecker implements TokenChecker {
    private static final int MAX_TOKEN = 8192;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Pattern HEADER_TEXT = Pattern.compile("[!-~]+");
    private static final StrictJson JSON = new StrictJson();

    private final URI tokens;
    private final ServiceToken own;
    private final InstantSource clock;
    private final DirectHttpClient http = new DirectHttpClient(PATIENCE);

    /**
     * A checker on the system's clock.
     *
     * @param identity the identity service's URL; ends in {@code /v3}
     * @param own the service's own token
     */
    public OnlineTokenChecker(URI identity, ServiceToken own) {
        this(identity, own, InstantSource.system());
    }

    /**
     * A checker.
     *
     * @param identity the identity service's URL; ends in {@code /v3}
     * @param own the service's own token
     * @param clock what tells whether a token has expired
     */
    public OnlineTokenChecker(URI identity, ServiceToken own, InstantSource clock) {
        tokens = URI.create(CloudUrl.of(identity) + "/auth/tokens?nocatalog");
        this.own = own;
        this.clock = clock;
    }

    @Override
    public Optional<CheckedToken> check(String token) {
        if (token.length() > MAX_TOKEN || !HEADER_TEXT.matcher(token).matches()) {
            return Optional.empty();
        }
        String service = own();
        RawResponse answer = ask(service, token);
        if (answer.status() == 401) { // about this service's token, never about the other one
            own.refused(service);
            answer = ask(own(), token);
        }
        return switch (answer.status()) {
            case 200 -> read(answer, token);
            case 404 -> Optional.empty();
            default -> throw new StoreException("identity service answered " + answer.status());
        };
    }

    /** Came over the network too: a text that is no header must not be thrown at. */
    private String own() {
        String service = own.current();
        if (service.length() > MAX_TOKEN || !HEADER_TEXT.matcher(service).matches()) {
            throw new StoreException("service's own token has another form");
        }
        return service;
    }

    private RawResponse ask(String service, String token) {
        try {
            return http.send(
                    "GET",
                    tokens,
                    Map.of("X-Auth-Token", service, "X-Subject-Token", token, "OpenStack-Identity-Access-Rules", "1.0"),
                    new byte[0]);
        } catch (IOException e) {
            throw new StoreException("identity service does not answer", e);
        }
    }

    private Optional<CheckedToken> read(RawResponse answer, String token) {
        Optional<JsonNode> binding = binding(token);
        if (binding.isPresent()
                && !(binding.get().size() == 1 && binding.get().path("jkt").isTextual())) {
            return Optional.empty(); // bound in another way than by a key's thumbprint, which nobody here enforces
        }
        CheckedToken checked;
        try {
            JsonNode body = JSON.read(answer.body()).path("token");
            if (body.path("application_credential").has("access_rules")) {
                return Optional.empty();
            }
            checked = new CheckedToken(
                    text(body, "/user/id"),
                    text(body, "/user/name"),
                    text(body, "/user/domain/id"),
                    project(body, "/project/id"),
                    project(body, "/project/name"),
                    roles(body.path("roles")),
                    Instant.parse(text(body, "/expires_at")),
                    binding.map(key -> key.path("jkt").textValue()));
        } catch (MalformedException | DateTimeException e) {
            throw new StoreException("identity service answered in another form", e);
        }
        return clock.instant().isBefore(checked.expiresAt()) ? Optional.of(checked) : Optional.empty();
    }

    private static Optional<String> project(JsonNode body, String path) {
        return body.has("project") ? Optional.of(text(body, path)) : Optional.empty();
    }

    private static String text(JsonNode body, String path) {
        JsonNode member = body.at(path);
        if (!member.isTextual()) {
            throw new MalformedException(path + " must be a text");
        }
        return member.textValue();
    }

    private static List<String> roles(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(role -> names.add(text(role, "/name")));
        return names;
    }

    /**
     * What the token is bound to, from the token itself: its signature was checked by who issued it. A token of another
     * form, such as Fernet's, is bound to nothing.
     */
    private static Optional<JsonNode> binding(String token) {
        return JwsText.payload(token).map(claims -> claims.get("cnf"));
    }
}
