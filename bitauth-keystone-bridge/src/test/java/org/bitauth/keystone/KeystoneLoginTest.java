package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.names;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.STRANGER;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.bitauth.BitauthKey;
import org.bitauth.StoreException;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoneLoginTest {
    private final DemoCloud cloud = DemoCloud.start();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                                            | token, scope left to the cloud
            "unscoped"                                                    | token, unscoped
            {"unscoped":{}}                                               | token, unscoped
            {"project":{"id":"p-demo"}}                                   | token for project id p-demo
            {"project":{"name":"demo","domain":{"name":"Default"}}}       | token for project demo in domain Default
            {"project":{"name":"demo","domain":{"id":"default"}}}         | token for project demo in domain id default
            {"project":{"name":"id","domain":{"name":"My \\"cloud\\""}}}  | token for project "id" in domain "My \\"cloud\\""
            {"project":{"name":"gr\\u00fcn","domain":{"id":"x"}}}         | token for project "gr\\u00fcn" in domain id x
            {"domain":{"id":"default"}}                                   | token for domain id default
            {"domain":{"name":"Default"}}                                 | token for domain Default
            {"system":{"all":true}}                                       | token for system all
            """)
    void answersTheFirstStepWithAChallengeThatStatesTheScope(String scope, String line) {
        RawResponse answer = cloud.post(LoginJson.first(ALICE.sin(), scope));

        AnswerForm.checkError(answer, 401);
        JsonNode error = json(answer).get("error");
        assertThat(error.get("message").textValue()).isEqualTo("Additional authentications steps required.");
        assertThat(names(error.get("identity"))).containsExactlyInAnyOrder("methods", "bitauth");
        assertThat(error.at("/identity/methods")).hasToString("[\"bitauth\"]");
        assertThat(names(error.at("/identity/bitauth"))).containsExactly("challenge");
        Challenge challenge =
                Challenge.parse(error.at("/identity/bitauth/challenge").textValue());
        assertThat(challenge.asks()).isEqualTo(line);
        assertThat(challenge.cloud()).isEqualTo(DemoCloud.URL);
        assertThat(challenge.identity()).isEqualTo(ALICE.sin());
        assertThat(challenge.issued()).isEqualTo(DemoCloud.START);
        assertThat(challenge.expires()).isEqualTo(DemoCloud.START.plusSeconds(120));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                NO_SCOPE,
                DEMO,
                "{\"project\":{\"name\":\"demo\",\"domain\":{\"name\":\"Default\"}}}",
                "{\"project\":{\"name\":\"demo\",\"domain\":{\"id\":\"default\"}}}"
            })
    void givesATokenForTheProject(String scope) {
        RawResponse answer = cloud.login(ALICE, scope);

        AnswerForm.check(answer);
        assertThat(answer.status()).isEqualTo(201);
        JsonNode token = json(answer).get("token");
        assertThat(token.get("methods")).hasToString("[\"bitauth\"]");
        assertThat(token.at("/user/id").textValue()).isEqualTo("u-alice");
        assertThat(token.at("/user/domain/name").textValue()).isEqualTo("Default");
        assertThat(token.at("/project/id").textValue()).isEqualTo("p-demo");
        assertThat(token.at("/project/domain/id").textValue()).isEqualTo("default");
        assertThat(token.at("/roles/0/name").textValue()).isEqualTo("member");
        assertThat(token.get("roles")).hasSize(1);
        assertThat(token.at("/catalog/0/type").textValue()).isEqualTo("identity");
        assertThat(token.at("/catalog/0/endpoints"))
                .hasSize(3)
                .allMatch(endpoint -> endpoint.get("url").textValue().equals(DemoCloud.URL));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {UNSCOPED, "{\"unscoped\":{}}"})
    void givesAnUnscopedTokenWithoutRolesAndCatalog(String scope) {
        JsonNode token = json(cloud.login(ALICE, scope)).get("token");

        assertThat(names(token)).containsExactlyInAnyOrder("methods", "user", "audit_ids", "expires_at", "issued_at");
    }

    @Test
    void leavesOutTheScopeWhereThereIsNoDefaultProjectOrNoRoleOnIt() {
        assertThat(json(cloud.login(BOB, NO_SCOPE)).get("token").has("project")).isFalse();
        cloud.directory.remove("roles of u-alice");
        assertThat(json(cloud.login(ALICE, NO_SCOPE)).get("token").has("project"))
                .isFalse();
    }

    @ParameterizedTest(name = "{0} has {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"domain":{"id":"default"}}   | domain
            {"domain":{"name":"Default"}} | domain
            {"system":{"all":true}}       | system
            """)
    void givesATokenForDomainOrSystemWhereTheDirectoryDoes(String scope, String member) {
        JsonNode token = json(cloud.login(ROOT, scope)).get("token");

        assertThat(names(token)).contains(member, "roles", "catalog").doesNotContain("project", "is_domain");
        AnswerForm.checkError(cloud.login(ALICE, scope), 401);
    }

    @Test
    void writesTimesAndAuditIdsAsKeystoneDoes() {
        cloud.setClock(Instant.parse("2026-11-22T10:51:39.987Z"));

        JsonNode token = json(cloud.login(ALICE, DEMO)).get("token");

        assertThat(token.get("issued_at").textValue()).isEqualTo("2026-11-22T10:51:38.000000Z");
        assertThat(token.get("expires_at").textValue()).isEqualTo("2026-11-22T11:51:39.000000Z");
        assertThat(token.at("/user/password_expires_at").isNull()).isTrue();
        assertThat(token.get("audit_ids")).hasSize(1);
        assertThat(token.at("/audit_ids/0").textValue()).matches("[A-Za-z0-9_-]{22}");
        assertThat(Base64.getUrlDecoder().decode(token.at("/audit_ids/0").textValue()))
                .hasSize(16);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"nocatalog", "nocatalog=", "nocatalog=1", "x=y&nocatalog"})
    void leavesOutTheCatalogOnRequest(String query) {
        String body = LoginJson.second(ALICE, cloud.challenge(ALICE.sin(), DEMO), DEMO)
                .toString();

        RawResponse answer = cloud.send("POST", "/v3/auth/tokens?" + query, body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(names(json(answer).get("token")))
                .contains("project", "roles")
                .doesNotContain("catalog");
    }

    @Test
    void givesAChallengeToEveryIdentityForEveryScopeAndAsksNobody() {
        cloud.directory.failWith(new StoreException("must not be asked"));
        for (BitauthKey key : new BitauthKey[] {ALICE, BOB, DemoCloud.CAROL, STRANGER}) {
            String text = cloud.challenge(key.sin(), "{\"project\":{\"id\":\"no-such-project\"}}");
            assertThat(Challenge.parse(text).identity()).isEqualTo(key.sin());
        }
        assertThat(cloud.directory.reads()).isZero();
        assertThat(cloud.events).isEmpty();
    }

    @Test
    void takesAnAnswerInItsLastSecondAndTwoAnswersOfOneUser() {
        String first = cloud.challenge(ALICE.sin(), DEMO);
        String second = cloud.challenge(ALICE.sin(), DEMO);
        assertThat(first).isNotEqualTo(second);
        cloud.advance(Duration.ofSeconds(120));

        DemoCloud.secret(cloud.post(LoginJson.second(ALICE, second, DEMO)));
        DemoCloud.secret(cloud.post(LoginJson.second(ALICE, first, DEMO)));
    }

    @Test
    void logsInByTheJavaInterfaceToo() {
        ScopeRequest scope = new ScopeRequest.ProjectById("p-demo");
        Challenge challenge = cloud.bridge.challenge(ALICE.sin(), scope);
        ChallengeAnswer answer = ChallengeAnswer.sign(challenge.text(), DemoCloud.URL, scope.ask(), ALICE)
                .accepted()
                .orElseThrow();

        IssuedToken issued = cloud.bridge.login(answer, scope).accepted().orElseThrow();

        assertThat(cloud.bridge.validate(issued.secret())).contains(issued.token());
        assertThat(issued.toString()).doesNotContain(issued.secret());
        assertThat(cloud.bridge.login(answer, scope).rejected().orElseThrow().reason())
                .isEqualTo(LoginRejection.NOT_PROVEN);
    }
}
