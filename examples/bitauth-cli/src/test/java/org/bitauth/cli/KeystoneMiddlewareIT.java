package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real keystonemiddleware takes the bridge for its identity service. */
@SuppressWarnings("NullAway.Init")
class KeystoneMiddlewareIT {
    private static final Domain DOMAIN = new Domain("default", "Default");
    private static final Project DEMO = new Project("demo-id", "demo", DOMAIN);
    private static final ScopeRequest SCOPE = new ScopeRequest.ProjectById("demo-id");

    private final BitauthKey key = BitauthKey.generate();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());

    private KeystoneBridge bridge;
    private JettyServer server;
    private GuardedService service;

    @BeforeEach
    void start() throws Exception {
        Peers.requirePythonModule("keystonemiddleware.auth_token");
        server = new JettyServer(Optional.empty(), 0, url -> {
            bridge = KeystoneBridge.builder(url, directory())
                    .applicationCredentials(directory())
                    .clock(clock)
                    .build();
            return Map.of("/*", new KeystoneHandler(bridge));
        });
        // Without its cache the middleware asks about every request.
        service = new GuardedService(server.url(), "svc-credential", "svc-secret", Map.of("token_cache_time", "-1"));
    }

    @AfterEach
    void stop() throws Exception {
        if (service != null) {
            service.close();
            server.close();
        }
    }

    @Test
    void letsAUserInWhoLoggedInWithABitcoinKey() throws Exception {
        RawResponse answer = service.get(token());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var seen = new ObjectMapper().readTree(answer.text());
        assertThat(seen.path("HTTP_X_IDENTITY_STATUS").asText()).isEqualTo("Confirmed");
        assertThat(seen.path("HTTP_X_USER_NAME").asText()).isEqualTo("alice");
        assertThat(seen.path("HTTP_X_PROJECT_NAME").asText()).isEqualTo("demo");
        assertThat(seen.path("HTTP_X_ROLES").asText()).isEqualTo("member");
    }

    @Test
    void answers401WithoutAToken() throws Exception {
        RawResponse answer = service.get(Map.of());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Keystone uri=\"" + server.url() + "\"");
    }

    @Test
    void answers401AsSoonAsTheTokenIsRevoked() throws Exception {
        String token = token();
        assertThat(service.get(token).status()).isEqualTo(200);

        revoke(token);

        assertThat(service.get(token).status()).isEqualTo(401);
    }

    @Test
    void answers401ForATokenThatHasExpiredAndRenewsItsOwn() throws Exception {
        String token = token();
        assertThat(service.get(token).status()).isEqualTo(200);

        ahead.set(Duration.ofHours(2)); // the service's own token has expired as well

        assertThat(service.get(token).status()).isEqualTo(401);
        assertThat(service.get(token()).status()).isEqualTo(200);
    }

    @Test
    void answers401ForTokensThatAreNotOurs() throws Exception {
        String token = token();
        char[] changed = token.toCharArray();
        changed[token.length() / 2] = changed[token.length() / 2] == 'A' ? 'B' : 'A';

        for (String wrong : List.of(new String(changed), token.substring(1), "x", "a.b.c", "x".repeat(60_000))) {
            assertThat(service.get(wrong).status())
                    .as("%d characters", wrong.length())
                    .isEqualTo(401);
        }
    }

    private String token() {
        Challenge challenge = bridge.challenge(key.sin(), SCOPE);
        ChallengeAnswer answer = ChallengeAnswer.sign(challenge.text(), bridge.publicUrl(), SCOPE.ask(), key)
                .orElseThrow(no -> new AssertionError(no.detail()));
        return bridge.login(answer, SCOPE)
                .orElseThrow(no -> new AssertionError(no.detail()))
                .secret();
    }

    private void revoke(String token) throws Exception {
        URI tokens = URI.create(server.url() + "/auth/tokens");
        Map<String, String> headers = Map.of("X-Auth-Token", token, "X-Subject-Token", token);
        assertThat(new DirectHttpClient()
                        .send("DELETE", tokens, headers, new byte[0])
                        .status())
                .isEqualTo(204);
    }

    private InMemoryDirectory directory() {
        SecretHash secret = SecretHash.of("svc-secret");
        return InMemoryDirectory.builder()
                .project(DEMO)
                .user(new User("alice-id", "alice", DOMAIN, true, Optional.empty()), List.of(key.sin()))
                .role("alice-id", "demo-id", "member")
                .user(new User("svc-id", "svc", DOMAIN, true, Optional.empty()), List.of())
                .role("svc-id", "demo-id", "service")
                .applicationCredential(new ApplicationCredential(
                        "svc-credential", "svc", "svc-id", "demo-id", List.of("service"), secret))
                .build();
    }
}
