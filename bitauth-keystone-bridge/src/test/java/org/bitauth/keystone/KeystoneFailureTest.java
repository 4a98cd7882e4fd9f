package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;

import java.net.URI;
import java.time.Duration;
import org.bitauth.StoreException;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.MacKey;
import org.bitauth.challenge.MacKeys;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.RevocationList;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenKeys;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens when a part of the cloud fails, when a challenge comes from elsewhere, and where nothing is. */
class KeystoneFailureTest {
    @Test
    void answers503WhileTheReplayGuardIsFull() {
        DemoCloud cloud =
                DemoCloud.with((builder, clock) -> builder.challenges(Challenges.builder(URI.create(DemoCloud.URL))
                        .shared(MacKeys.random(), new InMemoryReplayGuard(1, clock))
                        .clock(clock)
                        .build()));
        DemoCloud.secret(cloud.login(ALICE, DEMO));

        AnswerForm.checkError(cloud.login(ALICE, DEMO), 503);
        cloud.advance(Duration.ofSeconds(181));
        DemoCloud.secret(cloud.login(ALICE, DEMO));
    }

    @Test
    void answers503WhileTheDirectoryCannotAnswer() {
        DemoCloud cloud = DemoCloud.start();
        String token = cloud.token(ALICE, DEMO);
        cloud.directory.failWith(new StoreException("very-secret-text"));

        RawResponse login = cloud.login(ALICE, DEMO);
        String id = AnswerForm.checkError(login, 503);
        assertThat(login.text()).doesNotContain("very-secret-text");
        assertThat(cloud.lastEvent().outcome()).isEqualTo("failed");
        assertThat(cloud.lastEvent().requestId()).isEqualTo(id);
        AnswerForm.checkError(cloud.validate(token, token), 503);
        AnswerForm.checkError(cloud.robot("ac-svc", "x", ""), 503);

        cloud.directory.recover();
        assertThat(cloud.validate(token, token).status()).isEqualTo(200);
        DemoCloud.secret(cloud.login(ALICE, DEMO));
    }

    @Test
    void answers500WithoutDetailsWhenTheDirectoryIsBroken() {
        DemoCloud cloud = DemoCloud.start();
        String token = cloud.token(ALICE, DEMO);
        for (RuntimeException broken : new RuntimeException[] {
            new IllegalStateException("very-secret-text"), new NullPointerException(), new ClassCastException("x")
        }) {
            cloud.directory.failWith(broken);
            RawResponse login = cloud.login(ALICE, DEMO);
            String id = AnswerForm.checkError(login, 500);
            assertThat(cloud.lastEvent().outcome()).isEqualTo("failed");
            assertThat(cloud.lastEvent().detail()).contains(broken.getClass().getSimpleName());
            assertThat(cloud.lastEvent().requestId()).isEqualTo(id);
            assertThat(login.text()).doesNotContain("very-secret-text");
            AnswerForm.checkError(cloud.validate(token, token), 500);
        }
        cloud.directory.recover();
        DemoCloud.secret(cloud.login(ALICE, DEMO));
    }

    @Test
    void takesNoTokenWhileItCannotBeKnownWhetherItWasRevoked() {
        DemoCloud cloud = DemoCloud.with((builder, clock) -> builder.revocations(new RevocationStore() {
            @Override
            public void revoke(Revocation revocation) {
                throw new StoreException("down");
            }

            @Override
            public boolean isRevoked(TokenClaims claims) {
                throw new StoreException("down");
            }

            @Override
            public RevocationList list() {
                throw new StoreException("down");
            }
        }));
        String token = cloud.token(ALICE, DEMO);

        AnswerForm.checkError(cloud.validate(token, token), 503);
        AnswerForm.checkError(cloud.rescope(token, UNSCOPED), 503);
        AnswerForm.checkError(cloud.get("/v3/auth/catalog", "X-Auth-Token", token), 503);
    }

    @Test
    void sharesChallengesAndTokensBetweenNodesButNotBetweenClouds() {
        MacKeys keys = MacKeys.of(MacKey.random("k1"));
        InMemoryReplayGuard guard = new InMemoryReplayGuard(100, () -> DemoCloud.START);
        InMemoryRevocationStore revocations = new InMemoryRevocationStore(() -> DemoCloud.START);
        TokenKeys tokenKeys = TokenKeys.generate();
        DemoCloud node1 = DemoCloud.with((builder, clock) -> builder.challenges(challenges(DemoCloud.URL, keys, guard))
                .tokenKeys(tokenKeys)
                .revocations(revocations));
        DemoCloud node2 = DemoCloud.with((builder, clock) -> builder.challenges(challenges(DemoCloud.URL, keys, guard))
                .tokenKeys(tokenKeys)
                .revocations(revocations));
        String elsewhere = challenges("https://cloud.example/other/v3", keys, guard)
                .issue(ALICE.sin(), new ScopeRequest.ProjectById("p-demo").ask())
                .text();

        AnswerForm.checkError(node1.post(LoginJson.second(ALICE, elsewhere, DEMO)), 401);
        assertThat(node1.lastEvent().detail()).startsWith("CLOUD");
        String challenge = node1.challenge(ALICE.sin(), DEMO);
        String token = DemoCloud.secret(node2.post(LoginJson.second(ALICE, challenge, DEMO)));
        AnswerForm.checkError(node1.post(LoginJson.second(ALICE, challenge, DEMO)), 401);
        assertThat(node1.validate(token, token).status()).isEqualTo(200);
        node1.revoke(token, token);
        AnswerForm.checkError(node2.validate(token, token), 401);
    }

    @ParameterizedTest(name = "{0} {1} allows {2}")
    @CsvSource({
        "PUT, /v3/auth/tokens, 'GET, HEAD, POST, DELETE'",
        "PATCH, /v3/auth/tokens, 'GET, HEAD, POST, DELETE'",
        "OPTIONS, /v3/auth/tokens, 'GET, HEAD, POST, DELETE'",
        "post, /v3/auth/tokens, 'GET, HEAD, POST, DELETE'",
        "POST, /v3/auth/catalog, 'GET, HEAD'",
        "POST, /v3, 'GET, HEAD'",
        "DELETE, /, 'GET, HEAD'",
    })
    void answers405WithTheMethodsThatAreThere(String method, String path, String allow) {
        RawResponse answer = DemoCloud.start().send(method, path, new byte[0]);

        AnswerForm.checkError(answer, 405);
        assertThat(answer.header("Allow")).contains(allow);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/v2.0",
        "/v3/auth",
        "/v3/auth/tokens/x",
        "/v3//auth/tokens",
        "/v3/auth/tokens//",
        "/v3/%61uth/tokens",
        "/v3/../v3/auth/tokens",
        "/V3/auth/tokens",
        "/v3;x=y/auth/tokens",
        "//",
    })
    void answers404WhereNothingIs(String path) {
        AnswerForm.checkError(DemoCloud.start().get(path), 404);
        RawResponse head = DemoCloud.start().send("HEAD", path, new byte[0]);
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.body()).isEmpty();
    }

    private static Challenges challenges(String url, MacKeys keys, InMemoryReplayGuard guard) {
        return Challenges.builder(URI.create(url))
                .shared(keys, guard)
                .clock(() -> DemoCloud.START)
                .build();
    }
}
