package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.SignedRevocations;
import org.bitauth.keystone.token.TokenKeySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route wherever the service hangs, and the methods that it takes. */
class RoutingTest {
    private static final String[] READABLE = {
        "/v3",
        "/v3/auth/catalog",
        "/v3/auth/projects",
        "/v3/auth/domains",
        "/v3/auth/system",
        "/v3/users/u-alice",
        "/v3/users/u-alice/projects",
        "/v3/users/u-alice/application_credentials",
        "/v3/projects/p-demo",
        "/v3/domains/default",
        "/v3/bitauth/keys",
        "/v3/bitauth/revocations"
    };

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://cloud.example/v3",
                "https://cloud.example/identity/v3",
                "https://cloud.example:5000/a/b.c/v3",
                "https://cloud.example/v3/v3"
            })
    void answersUnderEveryPrefix(String url) {
        DemoCloud cloud = DemoCloud.at(url);
        String token = cloud.token(ALICE, DEMO);

        for (String path : READABLE) {
            for (String spelled : new String[] {path, path + "/", path + "?x", path + "/?x=/y"}) {
                RawResponse answer = cloud.get(spelled, "X-Auth-Token", token);
                AnswerForm.check(answer);
                assertThat(answer.status()).as(spelled).isEqualTo(200);
            }
            checkError(cloud.get(path + "//", "X-Auth-Token", token), 404);
            checkError(cloud.get("/" + path, "X-Auth-Token", token), 404);
        }
        JsonNode user = json(cloud.get("/v3/users/u-alice/", "X-Auth-Token", token));
        assertThat(user.at("/user/links/self").textValue()).isEqualTo(url + "/users/u-alice");
        assertThat(cloud.validate(token, token).status()).isEqualTo(200);
        assertThat(cloud.send(
                                "DELETE",
                                "/v3/auth/tokens/",
                                new byte[0],
                                "X-Auth-Token",
                                token,
                                "X-Subject-Token",
                                token)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void answersBehindAProxyThatStripsThePrefix() {
        DemoCloud cloud = DemoCloud.start();
        Map<String, List<String>> headers = Map.of("X-Auth-Token", List.of(cloud.token(ALICE, DEMO)));

        RawResponse answer = cloud.handler.handle(new RawRequest("GET", "/v3/users/u-alice", "", headers, new byte[0]));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).at("/user/links/self").textValue()).isEqualTo(DemoCloud.URL + "/users/u-alice");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /v3/users/u-alice, 'GET, HEAD'",
        "PATCH, /v3/users/u-alice, 'GET, HEAD'",
        "DELETE, /v3/users/u-alice/projects, 'GET, HEAD'",
        "POST, /v3/projects, 'GET, HEAD'",
        "PUT, /v3/projects/p-demo, 'GET, HEAD'",
        "POST, /v3/domains, 'GET, HEAD'",
        "DELETE, /v3/domains/default, 'GET, HEAD'",
        "POST, /v3/auth/projects, 'GET, HEAD'",
        "PUT, /v3/users/u-alice/application_credentials, 'GET, HEAD, POST'",
        "DELETE, /v3/users/u-alice/application_credentials, 'GET, HEAD, POST'",
        "POST, /v3/users/u-alice/application_credentials/x, 'GET, HEAD, DELETE'",
        "PATCH, /v3/users/u-alice/application_credentials/x, 'GET, HEAD, DELETE'",
        "POST, /v3/bitauth/keys, 'GET, HEAD'",
        "DELETE, /v3/bitauth/revocations, 'GET, HEAD'",
        "OPTIONS, /v3/projects, 'GET, HEAD'",
        "get, /v3/projects, 'GET, HEAD'",
    })
    void answers405WithTheMethodsThatAreThere(String method, String path, String allow) {
        RawResponse answer = DemoCloud.start().send(method, path, new byte[0]);

        checkError(answer, 405);
        assertThat(answer.header("Allow")).contains(allow);
    }

    @Test
    void hasNoRotationUnlessItIsSwitchedOn() {
        DemoCloud cloud = DemoCloud.start();

        checkError(cloud.send("POST", "/v3/bitauth/identities", new byte[0]), 404);
        checkError(cloud.send("DELETE", "/v3/bitauth/identities/x", new byte[0]), 404);
    }

    @Test
    void publishesWhatOfflineChecksNeedToEverybody() {
        DemoCloud cloud = DemoCloud.start();
        String token = cloud.token(ALICE, DEMO);
        RawResponse keys = cloud.get("/v3/bitauth/keys");
        AnswerForm.check(keys);
        assertThat(keys.header("Content-Type")).contains("application/jwk-set+json");
        assertThat(keys.text()).doesNotContain("\"d\"");
        TokenKeySet set = TokenKeySet.parse(keys.text());
        RawResponse empty = cloud.get("/v3/bitauth/revocations");
        AnswerForm.check(empty);
        assertThat(empty.header("Content-Type")).contains("application/jwt");
        assertThat(empty.header("Cache-Control")).contains("no-store");
        SignedRevocations.Dated before =
                SignedRevocations.read(empty.text(), set).orElseThrow();
        assertThat(before.list().revocations()).isEmpty();
        assertThat(before.issuedAt()).isEqualTo(DemoCloud.START);

        cloud.revoke(token, token);

        SignedRevocations.Dated after = SignedRevocations.read(
                        cloud.get("/v3/bitauth/revocations").text(), set)
                .orElseThrow();
        assertThat(after.list().number()).isGreaterThan(before.list().number());
        assertThat(after.list().revocations()).hasSize(1);
    }

    @Test
    void describesResourcesOnlyToWhoeverAsksForThem() {
        DemoCloud cloud = DemoCloud.start();

        assertThat(json(cloud.get("/v3", "Accept", "application/json")).has("version"))
                .isTrue();
        assertThat(json(cloud.get("/v3", "Accept", "*/*")).has("version")).isTrue();
        RawResponse head = cloud.send("HEAD", "/v3", new byte[0], "Accept", "application/json-home");
        assertThat(head.header("Content-Type")).contains("application/json-home");
        assertThat(head.body()).isEmpty();
    }
}
