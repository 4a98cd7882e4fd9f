package org.bitauth.keystone.oidc.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;

/**
 * A device without a key that gets a JWT once a person confirms it elsewhere (RFC 8628). Asks by {@link #poll}, at the pace
 * that the provider sets. Used by one thread.
 */
public final class DeviceLogin {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final int MAX_SECONDS = 600;

    private final OidcExchange exchange;
    private final String issuer;
    private final String clientId;
    private final JsonNode codes;
    private final Instant end;
    private final InstantSource clock;
    private Duration interval;

    private DeviceLogin(OidcExchange exchange, String issuer, String clientId, JsonNode codes, InstantSource clock) {
        this.exchange = exchange;
        this.issuer = issuer;
        this.clientId = clientId;
        this.codes = codes;
        this.clock = clock;
        end = clock.instant().plusSeconds(bounded(codes.path("expires_in").asInt(MAX_SECONDS)));
        interval = Duration.ofSeconds(bounded(codes.path("interval").asInt(5)));
    }

    /**
     * Asks for the codes.
     *
     * @param issuer the provider's URL, as its owner published it
     * @param clientId the id that the provider knows this program by
     * @param audience who will take the JWT
     * @param clock what tells when the codes expire
     * @return the login to show and to poll, or why there is none
     */
    public static Outcome<DeviceLogin, ClientRejection> begin(
            URI issuer, String clientId, String audience, InstantSource clock) {
        String url = CloudUrl.of(issuer);
        OidcExchange exchange = new OidcExchange(url);
        try {
            RawResponse answer =
                    exchange.post("/device_authorization", Map.of("client_id", clientId, "audience", audience));
            JsonNode codes = exchange.tree(answer);
            // What is shown is printable, and leads to the provider that the user named.
            boolean good = answer.status() == 200
                    && codes.path("device_code").isTextual()
                    && codes.path("user_code").asText().matches("[A-Za-z0-9-]{1,32}")
                    && codes.path("verification_uri").asText().equals(url + "/device");
            return good
                    ? new Outcome.Accepted<>(new DeviceLogin(exchange, url, clientId, codes, clock))
                    : ClientRejection.refused(answer);
        } catch (IOException e) {
            return ClientRejection.unreachable(url, e);
        }
    }

    /**
     * What the person types.
     *
     * @return the user code
     */
    public String userCode() {
        return codes.path("user_code").asText();
    }

    /**
     * Where the person types it.
     *
     * @return a page of the provider
     */
    public URI verificationUri() {
        return URI.create(issuer + "/device");
    }

    /**
     * How long to wait before each {@link #poll}; grows when the provider wants it.
     *
     * @return at least one second
     */
    public Duration interval() {
        return interval;
    }

    /**
     * Asks once.
     *
     * @return accepted and empty while nobody has decided, the JWT once somebody has confirmed, or why there will be none
     */
    public Outcome<Optional<String>, ClientRejection> poll() {
        try {
            RawResponse answer = exchange.post(
                    "/token",
                    Map.of(
                            "grant_type",
                            GRANT,
                            "client_id",
                            clientId,
                            "device_code",
                            codes.path("device_code").asText()));
            Optional<String> token = exchange.token(answer);
            if (token.isPresent()) {
                return new Outcome.Accepted<>(token);
            }
            String error = exchange.tree(answer).path("error").asText();
            if (error.equals("slow_down")) {
                interval = interval.plusSeconds(5);
            }
            boolean waits = error.equals("authorization_pending") || error.equals("slow_down");
            return waits && clock.instant().isBefore(end)
                    ? new Outcome.Accepted<>(Optional.empty())
                    : ClientRejection.refused(answer);
        } catch (IOException e) {
            return ClientRejection.unreachable(issuer, e);
        }
    }

    private static int bounded(int seconds) {
        return Math.max(1, Math.min(seconds, MAX_SECONDS));
    }
}
