package org.bitauth.keystone.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.lab.KeystoneAdmin;
import org.bitauth.keystone.lab.KeystoneServer;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens of a real Keystone, checked by asking it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class OnlineTokenCheckerIT {
    private final DirectHttpClient http = new DirectHttpClient();
    private final AtomicInteger logins = new AtomicInteger();
    private KeystoneServer keystone;
    private KeystoneAdmin admin;
    private String user;
    private String project;
    private ServiceToken service;
    private OnlineTokenChecker checker;

    @BeforeAll
    void start() throws IOException {
        KeystoneServer.requireKeystone();
        keystone = KeystoneServer.start(KeystoneSettings.of(KeystoneSettings.Provider.FERNET));
        admin = keystone.admin();
        project = admin.project("shop", KeystoneAdmin.DEFAULT_DOMAIN);
        user = admin.user("alice", KeystoneAdmin.DEFAULT_DOMAIN, "{\"password\": \"alice's password\"}");
        admin.grant(user, project, "member");
        service = new ServiceToken() {
            private String current = login();

            @Override
            public String current() {
                return current;
            }

            @Override
            public void refused(String token) {
                current = login();
            }

            private String login() {
                logins.incrementAndGet();
                try {
                    return keystone.admin().token();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        checker = new OnlineTokenChecker(keystone.url(), service);
    }

    @AfterAll
    void stop() {
        if (keystone != null) {
            keystone.close();
        }
    }

    @Test
    void tellsWhatATokenSaysUntilItIsRevoked() throws IOException {
        String token = token();

        CheckedToken checked = checker.check(token).orElseThrow();

        assertThat(checked.userId()).isEqualTo(user);
        assertThat(checked.userName()).isEqualTo("alice");
        assertThat(checked.projectId()).contains(project);
        assertThat(checked.projectName()).contains("shop");
        assertThat(checked.roles()).contains("member");
        assertThat(checked.holder()).isEmpty();

        revoke(token);
        assertThat(checker.check(token)).isEmpty();
        assertThat(checker.check("x" + token)).isEmpty();
    }

    @Test
    void refusesTheTokensOfAUserWhoWasDisabled() throws IOException {
        String bob = admin.user("bob", KeystoneAdmin.DEFAULT_DOMAIN, "{\"password\": \"alice's password\"}");
        admin.grant(bob, project, "member");
        String token = token("bob");
        assertThat(checker.check(token).orElseThrow().userId()).isEqualTo(bob);

        admin.changeUser(bob, "{\"enabled\": false}");

        assertThat(checker.check(token)).isEmpty();
    }

    @Test
    void goesOnWhenItsOwnTokenWasRevoked() throws IOException {
        String token = token();
        assertThat(checker.check(token)).isPresent();
        int before = logins.get();
        revoke(service.current());

        assertThat(checker.check(token)).isPresent();
        assertThat(logins.get()).isEqualTo(before + 1);
    }

    private String token() throws IOException {
        return token("alice");
    }

    private String token(String name) throws IOException {
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s",
                  "domain": {"id": "default"}, "password": "alice's password"}}}, "scope": {"project": {"id": "%s"}}}}
                """.formatted(name, project);
        RawResponse answer = http.send(
                "POST",
                URI.create(keystone.url() + "/auth/tokens"),
                Map.of("Content-Type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
        return answer.header("X-Subject-Token").orElseThrow(() -> new IOException(answer.text()));
    }

    private void revoke(String token) throws IOException {
        http.send(
                "DELETE",
                URI.create(keystone.url() + "/auth/tokens"),
                Map.of("X-Auth-Token", token, "X-Subject-Token", token),
                new byte[0]);
    }
}
