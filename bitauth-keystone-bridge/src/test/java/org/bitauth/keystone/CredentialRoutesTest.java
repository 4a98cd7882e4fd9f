package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.CredentialJson.OF_ALICE;
import static org.bitauth.keystone.CredentialJson.delete;
import static org.bitauth.keystone.CredentialJson.login;
import static org.bitauth.keystone.CredentialJson.made;
import static org.bitauth.keystone.CredentialJson.named;
import static org.bitauth.keystone.CredentialJson.post;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.SVC;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.bitauth.StoreException;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Application credentials: how they are made, read and deleted. */
class CredentialRoutesTest {
    private static final String OF_SVC = "/v3/users/u-svc/application_credentials";

    private final DemoCloud cloud = DemoCloud.start();
    private final String token = cloud.token(ALICE, DEMO);

    @Test
    void makesACredentialThatLogsIn() {
        ObjectNode made = made(cloud, token, named("ci", "'description':'nightly builds'"));

        assertThat(made.get("id").textValue()).matches("[0-9a-f]{32}");
        assertThat(made.get("secret").textValue()).matches("[A-Za-z0-9_-]{86}");
        String self = DemoCloud.URL + "/users/u-alice/application_credentials/"
                + made.get("id").textValue();
        assertThat(made.without(List.of("id", "secret")).toString())
                .isEqualTo(json("{'name':'ci','description':'nightly builds','project_id':'p-demo','user_id':'u-alice',"
                                        .replace('\'', '"')
                                + "\"roles\":[{\"name\":\"member\"}],\"expires_at\":null,\"unrestricted\":false,"
                                + "\"links\":{\"self\":\"" + self + "\"}}")
                        .toString());
        ObjectNode again = made(cloud, token, named("again"));
        assertThat(again.get("secret")).isNotEqualTo(made.get("secret"));
        JsonNode robot = json(login(cloud, again)).get("token");
        assertThat(robot.at("/user/id").textValue()).isEqualTo("u-alice");
        assertThat(robot.at("/project/id").textValue()).isEqualTo("p-demo");
        assertThat(robot.at("/application_credential/name").textValue()).isEqualTo("again");
        assertThat(robot.at("/application_credential/restricted").booleanValue())
                .isTrue();
    }

    @Test
    void showsTheSecretOnceAndKeepsOnlyItsHash() {
        ObjectNode made = made(cloud, token, named("ci"));
        String secret = made.remove("secret").textValue();
        String id = made.get("id").textValue();

        assertThat(json(get(OF_ALICE + "/" + id)).get("application_credential")).isEqualTo(made);
        assertThat(json(get(OF_ALICE)).at("/application_credentials/0")).isEqualTo(made);
        assertThat(json(get(OF_ALICE)).get("application_credentials")).hasSize(1);
        ApplicationCredential kept = cloud.directory.find(id).orElseThrow();
        assertThat(kept.secret().matches(secret)).isTrue();
        assertThat(kept.toString() + kept.secret().text()).doesNotContain(secret);
        assertThat(cloud.events).noneMatch(event -> event.toString().contains(secret));
        AuthEvent event = cloud.events.stream()
                .filter(heard -> heard.action().equals("credential.create"))
                .findFirst()
                .orElseThrow();
        assertThat(event.outcome()).isEqualTo("accepted");
        assertThat(event.detail()).contains("u-alice", id);
    }

    @Test
    void takesASecretOfTheUsersChoice() {
        ObjectNode made = made(cloud, token, named("ci", "'secret':'sixteen letters!'"));

        assertThat(made.get("secret").textValue()).isEqualTo("sixteen letters!");
        DemoCloud.secret(login(cloud, made));
        made.put("secret", "sixteen letters?");
        checkError(login(cloud, made), 401);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"'name':'member'", "'id':'ID'", "'id':'ID','name':'other'"})
    void givesTheRolesThatAreNamedAndNoMore(String role) {
        String of = cloud.token(SVC, DEMO);
        String id = StreamSupport.stream(
                        json(cloud.validate(of, of)).at("/token/roles").spliterator(), false)
                .filter(found -> found.get("name").textValue().equals("member"))
                .map(found -> found.get("id").textValue())
                .findFirst()
                .orElseThrow();

        ObjectNode made = made(post(cloud, of, OF_SVC, named("ci", "'roles':[{" + role.replace("ID", id) + "}]")));

        assertThat(made.get("roles")).hasToString("[{\"name\":\"member\"}]");
        JsonNode robot = json(login(cloud, made)).get("token");
        assertThat(robot.get("roles")).hasSize(1);
        assertThat(robot.at("/roles/0/name").textValue()).isEqualTo("member");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "[{'name':'admin'}]",
                "[{'name':'member'},{'name':'service'}]",
                "[{'id':'0123'}]",
                "[{'name':''}]",
                "[{'name':'Member'}]"
            })
    void givesNoRoleThatTheTokenHasNot(String roles) {
        checkError(post(cloud, token, OF_ALICE, named("ci", "'roles':" + roles)), 400);
        assertThat(json(get(OF_ALICE)).get("application_credentials")).isEmpty();
    }

    @Test
    void grantsNoRoleThatTheUserHasLostSince() {
        ObjectNode made = made(cloud, token, named("ci"));
        String robot = DemoCloud.secret(login(cloud, made));
        cloud.directory.remove("roles of u-alice");

        checkError(login(cloud, made), 401);
        checkError(cloud.validate(cloud.token(SVC, DEMO), robot), 404);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2026-11-22T10:30:00, 2026-11-22T10:30:00.000000",
        "2026-11-22T10:30:00Z, 2026-11-22T10:30:00.000000",
        "2026-11-22T10:30:00.000000, 2026-11-22T10:30:00.000000",
        "2026-11-22T10:30:00.123456Z, 2026-11-22T10:30:00.123456",
        "2026-11-22T10:30, 2026-11-22T10:30:00.000000",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59.000000",
    })
    void takesAnEndWithAndWithoutTheLetterForUtc(String end, String written) {
        ObjectNode made = made(cloud, token, named("ci", "'expires_at':'" + end + "'"));

        assertThat(made.get("expires_at").textValue()).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "2026-11-22T10:00:00",
                "2026-11-22T09:59:59Z",
                "1970-01-01T00:00:00",
                "-0001-01-01T00:00:00",
                "+10000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59Z",
                "2027-01-01",
                "2027-02-30T00:00:00",
                "2027-01-01T00:00:00+01:00",
                "tomorrow",
                ""
            })
    void refusesAnEndThatIsOverOrNoTime(String end) {
        checkError(post(cloud, token, OF_ALICE, named("ci", "'expires_at':'" + end + "'")), 400);
    }

    @Test
    void endsItsTokensWithTheCredential() {
        ObjectNode made = made(cloud, token, named("ci", "'expires_at':'2026-11-22T10:30:00'"));
        RawResponse answer = login(cloud, made);
        String robot = DemoCloud.secret(answer);
        assertThat(json(answer).at("/token/expires_at").textValue()).isEqualTo("2026-11-22T10:30:00.000000Z");
        String caller = cloud.token(SVC, DEMO);
        cloud.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(cloud.validate(caller, robot).status()).isEqualTo(200);
        assertThat(json(cloud.rescope(robot, NO_SCOPE)).at("/token/expires_at").textValue())
                .isEqualTo("2026-11-22T10:30:00.000000Z");

        cloud.advance(Duration.ofSeconds(1));

        checkError(cloud.validate(caller, robot), 404);
        checkError(login(cloud, made), 401);
    }

    @Test
    void showsCredentialsThatHaveEndedSoThatTheyCanBeDeleted() {
        ObjectNode made = made(cloud, token, named("ci", "'expires_at':'2026-11-22T10:30:00'"));
        made.remove("secret");
        String path = OF_ALICE + "/" + made.get("id").textValue();
        cloud.advance(Duration.ofMinutes(31));

        assertThat(json(get(path)).get("application_credential")).isEqualTo(made);
        assertThat(json(get(OF_ALICE)).get("application_credentials")).hasSize(1);
        checkError(post(cloud, token, OF_ALICE, named("ci")), 409);
        assertThat(delete(cloud, token, path).status()).isEqualTo(204);
        made(cloud, token, named("ci"));
    }

    @Test
    void deletesACredentialAndEndsItsTokens() {
        ObjectNode made = made(cloud, token, named("ci"));
        String robot = DemoCloud.secret(login(cloud, made));
        String child = DemoCloud.secret(cloud.rescope(robot, NO_SCOPE));
        String path = OF_ALICE + "/" + made.get("id").textValue();

        RawResponse answer = delete(cloud, token, path);

        AnswerForm.check(answer);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        for (String secret : new String[] {robot, child}) {
            checkError(cloud.validate(cloud.token(SVC, DEMO), secret), 404);
        }
        checkError(login(cloud, made), 401);
        checkError(get(path), 404);
        checkError(delete(cloud, token, path), 404);
        assertThat(json(get(OF_ALICE)).get("application_credentials")).isEmpty();
    }

    @Test
    void takesEachNameOnce() {
        made(cloud, token, named("ci"));

        checkError(post(cloud, token, OF_ALICE, named("ci")), 409);
        made(cloud, token, named("CI"));
        made(post(cloud, cloud.token(SVC, DEMO), OF_SVC, named("ci")));
    }

    @Test
    void makesAHundredAtMost() {
        IntStream.range(0, 100).forEach(i -> made(cloud, token, named("ci " + i)));

        checkError(post(cloud, token, OF_ALICE, named("one more")), 409);
        JsonNode all = json(get(OF_ALICE)).get("application_credentials");
        assertThat(all).hasSize(100);
        delete(cloud, token, OF_ALICE + "/" + all.at("/0/id").textValue());
        made(cloud, token, named("one more"));
    }

    @Test
    void makesEachNameOnceFromManyThreads() {
        Set<Integer> statuses = IntStream.range(0, 32)
                .parallel()
                .mapToObj(
                        i -> post(cloud, token, OF_ALICE, named("ci " + i % 4)).status())
                .collect(Collectors.toSet());

        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        assertThat(json(get(OF_ALICE)).get("application_credentials")).hasSize(4);
    }

    @Test
    void filtersTheListByName() {
        made(cloud, token, named("one"));
        made(cloud, token, named("gr\u00fcn"));

        assertThat(json(get(OF_ALICE + "?name=one")).get("application_credentials"))
                .hasSize(1);
        JsonNode green = json(get(OF_ALICE + "?name=gr%C3%BCn"));
        assertThat(green.at("/application_credentials/0/name").textValue()).isEqualTo("gr\u00fcn");
        assertThat(green.at("/links/self").textValue())
                .isEqualTo(DemoCloud.URL + "/users/u-alice/application_credentials");
        assertThat(json(get(OF_ALICE + "?name=none")).get("application_credentials"))
                .isEmpty();
    }

    @Test
    void refusesAFilterThatIsNoPercentEncoding() {
        checkError(get(OF_ALICE + "?name=%zz"), 400);
        made(cloud, token, named("one"));
        checkError(get(OF_ALICE + "?name=%"), 400);
    }

    @Test
    void letsNoRestrictedTokenMakeOrDelete() {
        String robot = DemoCloud.secret(login(cloud, made(cloud, token, named("restricted"))));
        JsonNode other = made(cloud, token, named("other"));
        String child = DemoCloud.secret(cloud.rescope(robot, DEMO));

        for (String secret : new String[] {robot, child}) {
            checkError(post(cloud, secret, OF_ALICE, named("more", "'unrestricted':true")), 403);
            checkError(delete(cloud, secret, OF_ALICE + "/" + other.get("id").textValue()), 403);
        }
        assertThat(cloud.get(OF_ALICE, "X-Auth-Token", robot).status()).isEqualTo(200);
        assertThat(json(get(OF_ALICE)).get("application_credentials")).hasSize(2);
    }

    @Test
    void letsAnUnrestrictedTokenMakeAndDelete() {
        ObjectNode first = made(cloud, token, named("first", "'unrestricted':true"));
        assertThat(first.get("unrestricted").booleanValue()).isTrue();
        RawResponse answer = login(cloud, first);
        assertThat(json(answer).at("/token/application_credential/restricted").booleanValue())
                .isFalse();
        String robot = DemoCloud.secret(answer);

        JsonNode second = made(cloud, robot, named("second"));

        assertThat(delete(cloud, robot, OF_ALICE + "/" + second.get("id").textValue())
                        .status())
                .isEqualTo(204);
        assertThat(delete(cloud, robot, OF_ALICE + "/" + first.get("id").textValue())
                        .status())
                .isEqualTo(204);
        checkError(post(cloud, robot, OF_ALICE, named("third")), 401);
    }

    @Test
    void isForTheUserHimselfAlone() {
        String path = OF_ALICE + "/" + made(cloud, token, named("ci")).get("id").textValue();
        for (String other :
                new String[] {cloud.token(BOB, NO_SCOPE), cloud.token(SVC, DEMO), cloud.token(ROOT, DEMO)}) {
            checkError(post(cloud, other, OF_ALICE, named("mine")), 403);
            checkError(delete(cloud, other, path), 403);
            checkError(cloud.get(path, "X-Auth-Token", other), 403);
            checkError(cloud.get(OF_ALICE, "X-Auth-Token", other), 403);
            String nobody = "/v3/users/u-nobody/application_credentials";
            checkError(post(cloud, other, nobody, named("mine")), 403);
            checkError(cloud.get(nobody, "X-Auth-Token", other), 403);
        }
        checkError(get(OF_SVC + "/" + DemoDirectory.CREDENTIAL_ID), 403);
        checkError(get(OF_ALICE + "/" + DemoDirectory.CREDENTIAL_ID), 404);
        checkError(delete(cloud, token, OF_ALICE + "/" + DemoDirectory.CREDENTIAL_ID), 404);
        assertThat(cloud.directory.find(DemoDirectory.CREDENTIAL_ID)).isPresent();
    }

    @Test
    void isForTokensOfAProject() {
        String ofRoot = "/v3/users/u-root/application_credentials";

        checkError(post(cloud, cloud.token(ALICE, UNSCOPED), OF_ALICE, named("ci")), 403);
        checkError(post(cloud, cloud.token(ROOT, "{\"domain\":{\"id\":\"default\"}}"), ofRoot, named("ci")), 403);
        checkError(post(cloud, cloud.token(ROOT, "{\"system\":{\"all\":true}}"), ofRoot, named("ci")), 403);
    }

    @Test
    void isForCallersWithAToken() {
        for (String bad : new String[] {"", "x", cloud.token(ALICE, DEMO) + "x"}) {
            checkError(post(cloud, bad, OF_ALICE, "no JSON"), 401);
            checkError(delete(cloud, bad, OF_ALICE + "/x"), 401);
            checkError(cloud.get(OF_ALICE, "X-Auth-Token", bad), 401);
            checkError(cloud.get(OF_ALICE + "/x", "X-Auth-Token", bad), 401);
        }
    }

    @Test
    void answersHeadLikeGet() {
        String path = OF_ALICE + "/" + made(cloud, token, named("ci")).get("id").textValue();
        for (String read : new String[] {OF_ALICE, path}) {
            RawResponse head = cloud.send("HEAD", read, new byte[0], "X-Auth-Token", token);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void answers503WhileTheStoreCannotAnswer() {
        cloud.directory.failWith(new StoreException("down"));

        checkError(post(cloud, token, OF_ALICE, named("ci")), 503);
        checkError(get(OF_ALICE), 503);

        cloud.directory.recover();
        made(cloud, token, named("ci"));
    }

    private RawResponse get(String path) {
        RawResponse answer = cloud.get(path, "X-Auth-Token", token);
        AnswerForm.check(answer);
        return answer;
    }
}
