package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.CredentialJson.OF_ALICE;
import static org.bitauth.keystone.CredentialJson.login;
import static org.bitauth.keystone.CredentialJson.made;
import static org.bitauth.keystone.CredentialJson.named;
import static org.bitauth.keystone.CredentialJson.post;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.SVC;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Application credentials that may make certain requests only. */
class AccessRulesTest {
    private static final String RULES = "'access_rules':["
            + "{'service':'object-store','method':'GET','path':'/v1/AUTH_{project_id}/**'},"
            + "{'path':'/v2.1/servers/*','method':'DELETE','service':'compute'}]";
    private static final String HEADER = "OpenStack-Identity-Access-Rules";

    private final DemoCloud cloud = DemoCloud.start();
    private final String token = cloud.token(ALICE, DEMO);
    private final String service = cloud.token(SVC, DEMO);

    @Test
    void keepsTheRulesAsTheyWereGiven() {
        ObjectNode made = made(cloud, token, named("ci", RULES));
        String path = OF_ALICE + "/" + made.get("id").textValue();

        ArrayNode rules = (ArrayNode) made.get("access_rules");
        assertThat(rules).hasSize(2);
        assertThat(rules.get(0).get("id").textValue())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(rules.get(1).get("id").textValue());
        JsonNode shown = json(cloud.get(path, "X-Auth-Token", token)).get("application_credential");
        assertThat(shown.get("access_rules")).isEqualTo(rules);
        rules.forEach(rule -> ((ObjectNode) rule).remove("id"));
        assertThat(rules).isEqualTo(json("{" + RULES.replace('\'', '"') + "}").get("access_rules"));
    }

    @Test
    void tellsServicesOfSuchATokenThatKeepToRules() {
        ObjectNode made = made(cloud, token, named("ci", RULES));
        String robot = DemoCloud.secret(login(cloud, made));

        checkError(cloud.validate(service, robot), 404);
        RawResponse answer =
                cloud.get("/v3/auth/tokens", "X-Auth-Token", service, "X-Subject-Token", robot, HEADER, "1.0");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).at("/token/application_credential/access_rules"))
                .isEqualTo(made.get("access_rules"));
    }

    @Test
    void needsNoHeaderForTokensWithoutRules() {
        String robot = DemoCloud.secret(login(cloud, made(cloud, token, named("ci", "'access_rules':[]"))));

        RawResponse answer = cloud.validate(service, robot);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(json(answer).at("/token/application_credential").has("access_rules"))
                .isFalse();
    }

    @Test
    void keepsTheRulesThroughRescoping() {
        String child = DemoCloud.secret(cloud.rescope(
                DemoCloud.secret(login(cloud, made(cloud, token, named("ci", RULES)))), DEMO));

        checkError(cloud.validate(service, child), 404);
    }

    @Test
    void letsSuchATokenAskNothingHere() {
        ObjectNode made = made(cloud, token, named("ci", RULES, "'unrestricted':true"));
        String robot = DemoCloud.secret(login(cloud, made));

        for (String path : new String[] {OF_ALICE, "/v3/auth/projects", "/v3/auth/catalog", "/v3/users/u-alice"}) {
            checkError(cloud.get(path, "X-Auth-Token", robot), 401);
        }
        checkError(cloud.validate(robot, token), 401);
        checkError(cloud.revoke(robot, token), 401);
        checkError(post(cloud, robot, OF_ALICE, named("without rules")), 401);
        assertThat(cloud.validate(token, token).status()).isEqualTo(200);
    }

    @Test
    void letsSuchATokenMakeNoCredentialByTheJavaInterfaceEither() {
        ObjectNode made = made(cloud, token, named("ci", RULES, "'unrestricted':true"));
        Token robot =
                cloud.bridge.validate(DemoCloud.secret(login(cloud, made))).orElseThrow();
        CredentialRequest wider =
                new CredentialRequest("wider", "", Optional.empty(), List.of(), Optional.empty(), true, List.of());

        assertThat(cloud.bridge
                        .credentials()
                        .create(robot, wider, "req-1")
                        .rejected()
                        .orElseThrow()
                        .reason())
                .isEqualTo(CredentialRejection.FORBIDDEN);
        assertThat(cloud.bridge
                        .credentials()
                        .delete(robot, made.get("id").textValue(), "req-1")
                        .rejected()
                        .orElseThrow()
                        .reason())
                .isEqualTo(CredentialRejection.FORBIDDEN);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "'x'",
                "{}",
                "1",
                "true",
                "[null]",
                "['x']",
                "[[]]",
                "[{}]",
                "[{'service':'compute','method':'GET'}]",
                "[{'service':'compute','path':'/x'}]",
                "[{'method':'GET','path':'/x'}]",
                "[{'service':1,'method':'GET','path':'/x'}]",
                "[{'service':'compute','method':['GET'],'path':'/x'}]",
                "[{'service':'compute','method':'get','path':'/x'}]",
                "[{'service':'compute','method':'TRACE','path':'/x'}]",
                "[{'service':'compute','method':'GET','path':'x'}]",
                "[{'service':'compute','method':'GET','path':''}]",
                "[{'service':'compute','method':'GET','path':'/a b'}]",
                "[{'service':'compute','method':'GET','path':'/\\u00e4'}]",
                "[{'service':'','method':'GET','path':'/x'}]",
                "[{'service':'com pute','method':'GET','path':'/x'}]",
                "[{'id':'an id of another rule'}]"
            })
    void refusesRulesOfNoForm(String rules) {
        checkError(post(cloud, token, OF_ALICE, named("ci", "'access_rules':" + rules)), 400);
    }

    @Test
    void takes32RulesAtMost() {
        made(cloud, token, named("ci", rules(32)));

        checkError(post(cloud, token, OF_ALICE, named("more", rules(33))), 400);
    }

    private static String rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'service':'compute','method':'GET','path':'/" + i + "'}")
                .collect(Collectors.joining(",", "'access_rules':[", "]"));
    }
}
