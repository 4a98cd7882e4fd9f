package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.http.KeystoneHandler;

/**
 * A cloud for tests: a bridge behind its handler, users, a clock that stands still until it is set, and an ear at every
 * decision.
 */
public final class DemoCloud {
    public static final String URL = "https://cloud.example/identity/v3";
    public static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    public static final BitauthKey ALICE = BitauthKey.ofHex("a1".repeat(32));
    public static final BitauthKey BOB = BitauthKey.ofHex("b2".repeat(32));
    public static final BitauthKey CAROL = BitauthKey.ofHex("c3".repeat(32));
    public static final BitauthKey SVC = BitauthKey.ofHex("d4".repeat(32));
    public static final BitauthKey ROOT = BitauthKey.ofHex("e5".repeat(32));
    public static final BitauthKey STRANGER = BitauthKey.ofHex("f6".repeat(32));

    /** The scope of a request that names none. */
    public static final String NO_SCOPE = "";

    public static final String UNSCOPED = "\"unscoped\"";
    public static final String DEMO = "{\"project\":{\"id\":\"p-demo\"}}";
    public static final String OTHER = "{\"project\":{\"id\":\"p-other\"}}";

    private static final ObjectMapper JSON = new ObjectMapper();

    public final DemoDirectory directory = new DemoDirectory();
    public final List<AuthEvent> events = new CopyOnWriteArrayList<>();
    public final KeystoneBridge bridge;
    public final KeystoneHandler handler;
    private final String mount;
    private volatile Instant now = START.minusSeconds(3600); // the cloud has run for an hour

    private DemoCloud(
            String url, Optional<Directory> users, BiConsumer<KeystoneBridgeBuilder, InstantSource> settings) {
        KeystoneBridgeBuilder builder = KeystoneBridge.builder(URI.create(url), users.orElse(directory))
                .applicationCredentials(directory)
                .listener(events::add)
                .clock(this::now);
        settings.accept(builder, this::now);
        bridge = builder.build();
        handler = new KeystoneHandler(bridge);
        String path = URI.create(url).getPath();
        mount = path.substring(0, path.length() - "/v3".length());
        now = START;
    }

    public static DemoCloud start() {
        return at(URL);
    }

    public static DemoCloud at(String url) {
        return new DemoCloud(url, Optional.empty(), (builder, clock) -> {});
    }

    /** A cloud with other settings; they are also told the cloud's clock. */
    public static DemoCloud with(BiConsumer<KeystoneBridgeBuilder, InstantSource> settings) {
        return new DemoCloud(URL, Optional.empty(), settings);
    }

    /** A cloud of other users. */
    static DemoCloud of(Directory users, BiConsumer<KeystoneBridgeBuilder, InstantSource> settings) {
        return new DemoCloud(URL, Optional.of(users), settings);
    }

    public Instant now() {
        return now;
    }

    /** The URL that clients know. */
    String url() {
        return bridge.publicUrl();
    }

    /** What clients write into the header Host. */
    String host() {
        return URI.create(url()).getAuthority();
    }

    public void setClock(Instant instant) {
        now = instant;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** Sends a request; the path is what follows the mount, headers are names and values in turn. */
    public RawResponse send(String method, String path, byte[] body, String... headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
        }
        return handler.handle(new RawRequest(method, mount + path, mount, map, body));
    }

    public RawResponse get(String path, String... headers) {
        return send("GET", path, new byte[0], headers);
    }

    /** Posts a login. */
    public RawResponse post(String body) {
        return send("POST", "/v3/auth/tokens", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts a login. */
    public RawResponse post(JsonNode body) {
        return post(body.toString());
    }

    /** The first step: asks for a challenge. */
    public String challenge(Sin sin, String scope) {
        JsonNode text = json(post(LoginJson.first(sin, scope))).at("/error/identity/bitauth/challenge");
        assertThat(text.isTextual()).as("a challenge").isTrue();
        return text.textValue();
    }

    /** Both steps. */
    public RawResponse login(BitauthKey key, String scope) {
        return post(LoginJson.second(key, challenge(key.sin(), scope), scope));
    }

    /** Both steps, which must succeed. */
    public String token(BitauthKey key, String scope) {
        return secret(login(key, scope));
    }

    public RawResponse rescope(String token, String scope) {
        return post(LoginJson.token(token, scope));
    }

    public RawResponse robot(String id, String secret, String scope) {
        return post(LoginJson.applicationCredential(id, secret, scope));
    }

    public RawResponse validate(String caller, String subject) {
        return get("/v3/auth/tokens", "X-Auth-Token", caller, "X-Subject-Token", subject);
    }

    public RawResponse revoke(String caller, String subject) {
        return send("DELETE", "/v3/auth/tokens", new byte[0], "X-Auth-Token", caller, "X-Subject-Token", subject);
    }

    /** The decision that was heard last. */
    public AuthEvent lastEvent() {
        return events.get(events.size() - 1);
    }

    /** The token of an answer that has one. */
    public static String secret(RawResponse answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.header("X-Subject-Token").orElseThrow();
    }

    public static JsonNode json(RawResponse answer) {
        assertThat(answer.header("Content-Type")).contains("application/json");
        return json(answer.text());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
