package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.LoginJson;

/** A provider for tests behind its handler, with a clock that stands still until it is set, and an ear at decisions. */
final class DemoProvider {
    static final String ISSUER = "https://cloud.example/oidc";
    static final String AUDIENCE = "https://keystone.example/v3";
    static final BitauthKey ALICE = DemoCloud.ALICE;
    static final BitauthKey BOB = DemoCloud.BOB;

    final List<AuthEvent> events = new CopyOnWriteArrayList<>();
    final IssuerKeys keys;
    final OidcProvider provider;
    final OidcHandler handler;
    private volatile Instant now = DemoCloud.START.minusSeconds(3600);

    private DemoProvider(IssuerKeys keys, Consumer<OidcProviderBuilder> settings) {
        this.keys = keys;
        OidcProviderBuilder builder = OidcProvider.builder(URI.create(ISSUER), keys)
                .audience(AUDIENCE)
                .audience("other")
                .clock(this::now)
                .listener(events::add);
        settings.accept(builder);
        provider = builder.build();
        handler = new OidcHandler(provider);
        now = DemoCloud.START;
    }

    static DemoProvider start() {
        return with(settings -> {});
    }

    static DemoProvider with(Consumer<OidcProviderBuilder> settings) {
        return new DemoProvider(IssuerKeys.generate(), settings);
    }

    static DemoProvider with(IssuerKeys keys, Consumer<OidcProviderBuilder> settings) {
        return new DemoProvider(keys, settings);
    }

    Instant now() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** Sends a request; the path is what follows the issuer, headers are names and values in turn. */
    RawResponse send(String method, String path, byte[] body, String... headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
        }
        return handler.handle(new RawRequest(method, "/oidc" + path, "/oidc", map, body));
    }

    RawResponse get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    /** Posts an encoded form. */
    RawResponse post(String path, String form, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
        return send("POST", path, form.getBytes(StandardCharsets.UTF_8), all.toArray(String[]::new));
    }

    /** The first step of the challenge grant. */
    String challenge(Sin sin, String audience) {
        RawResponse answer = post(
                "/token",
                form("grant_type", OidcHandler.CHALLENGE_GRANT, "audience", audience, "identity", sin.value()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).isEqualTo("challenge_required");
        return json(answer).path("challenge").asText();
    }

    /** The second step of the challenge grant. */
    RawResponse answer(BitauthKey key, String challenge, String audience) {
        return post("/token", answerForm(key, challenge, audience));
    }

    static String answerForm(BitauthKey key, String challenge, String audience) {
        return form(
                "grant_type",
                OidcHandler.CHALLENGE_GRANT,
                "audience",
                audience,
                "public_key",
                key.publicKey().toHex(),
                "challenge",
                challenge,
                "signature",
                LoginJson.sign(key, challenge).toDerHex());
    }

    /** Both steps, which must succeed. */
    String token(BitauthKey key, String audience) {
        RawResponse answer = answer(key, challenge(key.sin(), audience), audience);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return json(answer).path("access_token").asText();
    }

    /** Encodes names and values in turn. */
    static String form(String... pairs) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            out.append(out.isEmpty() ? "" : "&")
                    .append(pairs[i])
                    .append('=')
                    .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
        }
        return out.toString();
    }

    static JsonNode json(RawResponse answer) {
        return DemoCloud.json(answer);
    }

    /** An error of exactly this form (RFC 6749, section 5.2). */
    static void checkError(RawResponse answer, int status, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        JsonNode body = json(answer);
        assertThat(body.path("error").asText()).as(answer.text()).isEqualTo(error);
        assertThat(body.path("error_description").asText()).matches("[ !#-\\[\\]-~]+");
        assertThat(body.fieldNames()).toIterable().containsExactly("error", "error_description");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.text()).doesNotContain("Exception", "org.bitauth", "java.");
    }
}
