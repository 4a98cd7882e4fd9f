package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.OTHER;
import static org.bitauth.keystone.DemoCloud.SVC;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods token and application_credential. */
class RescopeTest {
    private static final String ID = DemoDirectory.CREDENTIAL_ID;
    private static final String SECRET = DemoDirectory.CREDENTIAL_SECRET;

    private final DemoCloud cloud = DemoCloud.start();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {DEMO, NO_SCOPE, "{\"project\":{\"name\":\"demo\",\"domain\":{\"name\":\"Default\"}}}"})
    void swapsATokenForOneOfAnotherScope(String scope) {
        JsonNode first = json(cloud.login(ALICE, UNSCOPED)).get("token");
        String secret = cloud.token(ALICE, UNSCOPED);
        JsonNode parent = json(cloud.validate(secret, secret)).get("token");
        cloud.advance(Duration.ofMinutes(10));

        JsonNode child = json(cloud.rescope(secret, scope)).get("token");

        assertThat(child.at("/project/id").textValue()).isEqualTo("p-demo");
        assertThat(child.get("methods")).hasToString("[\"token\",\"bitauth\"]");
        assertThat(child.get("audit_ids")).hasSize(2);
        assertThat(child.at("/audit_ids/1")).isEqualTo(parent.at("/audit_ids/0"));
        assertThat(child.at("/audit_ids/0")).isNotEqualTo(parent.at("/audit_ids/0"));
        assertThat(child.at("/audit_ids/0")).isNotEqualTo(first.at("/audit_ids/0"));
        assertThat(child.get("expires_at")).isEqualTo(parent.get("expires_at"));
        assertThat(child.get("issued_at").textValue()).isEqualTo("2026-11-22T10:09:59.000000Z");
    }

    @Test
    void keepsTheFirstExpiryAndAuditIdThroughEveryGeneration() {
        String first = cloud.token(ALICE, UNSCOPED);
        String origin =
                json(cloud.validate(first, first)).at("/token/audit_ids/0").textValue();
        String token = first;
        for (String scope : new String[] {DEMO, UNSCOPED, DEMO}) {
            cloud.advance(Duration.ofMinutes(15));
            token = DemoCloud.secret(cloud.rescope(token, scope));
            JsonNode body = json(cloud.validate(token, token)).get("token");
            assertThat(body.get("methods")).hasToString("[\"token\",\"bitauth\"]");
            assertThat(body.get("audit_ids")).hasSize(2);
            assertThat(body.at("/audit_ids/1").textValue()).isEqualTo(origin);
            assertThat(body.get("expires_at").textValue()).isEqualTo("2026-11-22T11:00:00.000000Z");
        }
        cloud.advance(Duration.ofMinutes(15));
        AnswerForm.checkError(cloud.rescope(token, DEMO), 401);
    }

    @Test
    void goesFromAProjectToNoScopeAndToAnotherProjectWithARole() {
        String token = cloud.token(SVC, DEMO);

        assertThat(json(cloud.rescope(token, UNSCOPED)).get("token").has("roles"))
                .isFalse();
        JsonNode other = json(cloud.rescope(token, OTHER)).get("token");
        assertThat(other.at("/project/id").textValue()).isEqualTo("p-other");
        assertThat(other.get("roles")).hasSize(1);
        AnswerForm.checkError(cloud.rescope(cloud.token(ALICE, DEMO), OTHER), 401);
    }

    @Test
    void refusesATokenThatEndedOrIsNone() {
        String revoked = cloud.token(ALICE, DEMO);
        cloud.revoke(revoked, revoked);
        String expired = cloud.token(ALICE, DEMO);
        AnswerForm.checkError(cloud.rescope(revoked, UNSCOPED), 401);
        assertThat(cloud.lastEvent().outcome()).isEqualTo("not_proven");
        AnswerForm.checkError(cloud.rescope("", UNSCOPED), 401);
        AnswerForm.checkError(cloud.rescope("gAAAAABrAsGWtc6d", UNSCOPED), 401);
        cloud.advance(Duration.ofHours(1));
        AnswerForm.checkError(cloud.rescope(expired, UNSCOPED), 401);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {NO_SCOPE, DEMO})
    void letsAProgramInWithTheRolesOfItsCredential(String scope) {
        JsonNode token = json(cloud.robot(ID, SECRET, scope)).get("token");

        assertThat(token.get("methods")).hasToString("[\"application_credential\"]");
        assertThat(token.at("/user/id").textValue()).isEqualTo("u-svc");
        assertThat(token.at("/project/id").textValue()).isEqualTo("p-demo");
        assertThat(token.get("roles")).hasSize(1);
        assertThat(token.at("/roles/0/name").textValue()).isEqualTo("service");
        assertThat(token.get("application_credential"))
                .hasToString("{\"id\":\"ac-svc\",\"name\":\"robot\",\"restricted\":true}");
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ac-svc   | another secret                  | ~~
            ac-svc   | A secret that was made at random | ~~
            ac-svc   | ~~                              | ~~
            ac-none  | a secret that was made at random | ~~
            ~~       | a secret that was made at random | ~~
            ac-svc   | a secret that was made at random | "unscoped"
            ac-svc   | a secret that was made at random | {"project":{"id":"p-other"}}
            ac-svc   | a secret that was made at random | {"domain":{"id":"default"}}
            ac-svc   | a secret that was made at random | {"system":{"all":true}}
            """)
    void refusesAProgramWithAnotherSecretOrScope(String id, String secret, String scope) {
        AnswerForm.checkError(cloud.robot(id, secret, scope), 401);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {UNSCOPED, OTHER, "{\"domain\":{\"id\":\"default\"}}", "{\"system\":{\"all\":true}}"})
    void keepsATokenOfACredentialInItsProject(String scope) {
        String token = DemoCloud.secret(cloud.robot(ID, SECRET, NO_SCOPE));

        AnswerForm.checkError(cloud.rescope(token, scope), 401);
        JsonNode again = json(cloud.rescope(token, DEMO)).get("token");
        assertThat(again.get("methods")).hasToString("[\"token\",\"application_credential\"]");
        assertThat(again.get("roles")).hasSize(1);
        assertThat(again.at("/application_credential/id").textValue()).isEqualTo(ID);
        AnswerForm.checkError(cloud.rescope(DemoCloud.secret(cloud.rescope(token, NO_SCOPE)), scope), 401);
    }

    @Test
    void endsTheTokensOfACredentialThatIsDeleted() {
        String token = DemoCloud.secret(cloud.robot(ID, SECRET, NO_SCOPE));
        String child = DemoCloud.secret(cloud.rescope(token, DEMO));
        String own = cloud.token(SVC, DEMO);
        cloud.directory.remove(ID);

        AnswerForm.checkError(cloud.validate(own, token), 404);
        AnswerForm.checkError(cloud.validate(own, child), 404);
        AnswerForm.checkError(cloud.robot(ID, SECRET, NO_SCOPE), 401);
        assertThat(cloud.validate(own, own).status()).isEqualTo(200);
    }

    @Test
    void endsTheTokensOfACredentialWhoseUserIsLockedOut() {
        String token = DemoCloud.secret(cloud.robot(ID, SECRET, NO_SCOPE));
        cloud.directory.disable("u-svc");

        AnswerForm.checkError(cloud.validate(token, token), 401);
        AnswerForm.checkError(cloud.robot(ID, SECRET, NO_SCOPE), 401);
        cloud.directory.remove("u-svc");
        AnswerForm.checkError(cloud.robot(ID, SECRET, NO_SCOPE), 401);
    }
}
