package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.OTHER;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.STRANGER;
import static org.bitauth.keystone.DemoCloud.SVC;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares answers with those that a real Keystone 22 gave to the same requests. What it was asked with a password is
 * asked here with a key.
 */
class KeystoneSamplesTest {
    private static final String KEYSTONE_URL = "http://127.0.0.1:35801/v3";
    private static final JsonNode SAMPLES = samples();

    /** Why a sample has no answer here that could be like it. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "federated unscoped (a trusted front proxy sets OIDC headers)",
            "the bridge proves users by keys; it is no federated Keystone and trusts no headers of a proxy",
            "federated, rescoped to its project",
            "only a federated Keystone writes OS-FEDERATION into its tokens",
            "revocation events",
            "the bridge publishes a signed list of its own, which says when it was made");

    private final DemoCloud cloud = DemoCloud.start();

    interface Asked extends Function<DemoCloud, RawResponse> {}

    static Stream<Arguments> tokens() {
        return Stream.of(
                asked("password, project scope (admin)", cloud -> cloud.login(ROOT, DEMO)),
                asked("password, project scope (member)", cloud -> cloud.login(ALICE, DEMO)),
                asked("password, no scope, no default project", cloud -> cloud.login(BOB, NO_SCOPE)),
                asked("password, scope \"unscoped\"", cloud -> cloud.login(ALICE, UNSCOPED)),
                asked("password ?nocatalog", KeystoneSamplesTest::loginWithoutCatalog),
                asked("password, domain scope", cloud -> cloud.login(ROOT, "{\"domain\":{\"id\":\"default\"}}")),
                asked("password, system scope", cloud -> cloud.login(ROOT, "{\"system\":{\"all\":true}}")),
                asked(
                        "token method, rescope",
                        cloud -> cloud.rescope(cloud.token(ROOT, DEMO), "{\"domain\":{\"id\":\"default\"}}")),
                asked(
                        "application credential",
                        cloud -> cloud.robot(DemoDirectory.CREDENTIAL_ID, DemoDirectory.CREDENTIAL_SECRET, NO_SCOPE)),
                asked("validate", cloud -> cloud.validate(cloud.token(SVC, DEMO), cloud.token(ALICE, DEMO))),
                asked("validate, own token", cloud -> {
                    String token = cloud.token(ALICE, DEMO);
                    return cloud.validate(token, token);
                }),
                asked(
                        "validate, bad subject",
                        cloud -> cloud.validate(cloud.token(SVC, DEMO), cloud.token(ALICE, DEMO) + "x")),
                asked(
                        "unknown method",
                        cloud -> cloud.post("{\"auth\":{\"identity\":{\"methods\":[\"nosuch\"],\"nosuch\":{}}}}")),
                read("GET /auth/catalog", ALICE, "/v3/auth/catalog"),
                read("GET /auth/projects", ALICE, "/v3/auth/projects"),
                read("GET /auth/projects, federated", ALICE, "/v3/auth/projects"),
                read("GET /auth/domains", ROOT, "/v3/auth/domains"),
                read("GET own projects", ALICE, "/v3/users/u-alice/projects"),
                read("GET own project", ALICE, "/v3/projects/p-demo"),
                read("GET /domains/default", ALICE, "/v3/domains/default"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void writesTheSameMembersOfTheSameTypes(String sample, Asked asked) {
        RawResponse answer = asked.apply(cloud);

        assertThat(answer.status()).isEqualTo(response(sample).get("status").intValue());
        assertThat(form(json(answer))).isEqualTo(form(response(sample).get("body")));
        assertSameHeaders(answer, sample);
    }

    static Stream<Arguments> partly() {
        return Stream.of(
                // Keystone's options of a user are about passwords and second factors.
                partly(
                        "GET own user",
                        "/user/options",
                        cloud -> cloud.get("/v3/users/u-bob", "X-Auth-Token", cloud.token(BOB, NO_SCOPE))),
                // The plug-in of the sample got a key and told its SIN; the bridge gets the SIN.
                partly(
                        "bitauth step 1 (sketch plugin)",
                        "/error/identity/bitauth/sin",
                        cloud -> cloud.post(LoginJson.first(ALICE.sin(), NO_SCOPE))));
    }

    @ParameterizedTest(name = "{0} but for {1}")
    @MethodSource("partly")
    void writesTheSameMembersButForOne(String sample, String member, Asked asked) {
        RawResponse answer = asked.apply(cloud);

        assertThat(answer.status()).isEqualTo(response(sample).get("status").intValue());
        assertThat(form(without(json(answer), member)))
                .isEqualTo(form(without(response(sample).get("body"), member)));
        assertSameHeaders(answer, sample);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                asked("no auth", cloud -> cloud.post("{}")),
                read("GET /auth/system", ALICE, "/v3/auth/system"),
                read("GET /projects as member", ALICE, "/v3/projects"),
                asked("versions", cloud -> cloud.get("/")),
                asked("version", cloud -> cloud.get("/v3")),
                asked("version/", cloud -> cloud.get("/v3/")),
                asked("wrong password", cloud -> cloud.login(STRANGER, DEMO)),
                asked("no role on project", cloud -> cloud.login(ALICE, OTHER)),
                asked("validate, bad caller", cloud -> cloud.validate("bad", cloud.token(ALICE, DEMO))),
                asked(
                        "validate, no subject",
                        cloud -> cloud.get("/v3/auth/tokens", "X-Auth-Token", cloud.token(ALICE, DEMO))),
                asked(
                        "validate, not allowed",
                        cloud -> cloud.validate(cloud.token(ALICE, DEMO), cloud.token(BOB, NO_SCOPE))),
                asked("validate revoked", cloud -> {
                    String token = cloud.token(ALICE, DEMO);
                    cloud.revoke(token, token);
                    return cloud.validate(cloud.token(ALICE, DEMO), token);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void writesTheSameText(String sample, Asked asked) {
        RawResponse answer = asked.apply(cloud);

        assertThat(answer.status()).isEqualTo(response(sample).get("status").intValue());
        assertThat(json(answer.text().replace(DemoCloud.URL, KEYSTONE_URL)))
                .isEqualTo(response(sample).get("body"));
        assertSameHeaders(answer, sample);
    }

    static Stream<Arguments> empty() {
        return Stream.of(
                asked("HEAD", cloud -> {
                    String token = cloud.token(ALICE, DEMO);
                    return cloud.send(
                            "HEAD", "/v3/auth/tokens", new byte[0], "X-Auth-Token", token, "X-Subject-Token", token);
                }),
                asked("revoke own", cloud -> {
                    String token = cloud.token(ALICE, DEMO);
                    return cloud.revoke(token, token);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empty")
    void writesNoBody(String sample, Asked asked) {
        RawResponse answer = asked.apply(cloud);

        assertThat(answer.status()).isEqualTo(response(sample).get("status").intValue());
        assertThat(answer.body()).isEmpty();
        assertSameHeaders(answer, sample);
    }

    @Test
    void namesResourcesThatKeystoneNamesInTheSameWay() {
        RawResponse answer = cloud.get("/v3", "Accept", "application/json-home");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode theirs = response("json home").at("/body/resources");
        JsonNode ours = json(answer.text()).get("resources");
        assertThat(ours).hasSizeGreaterThanOrEqualTo(13);
        assertThat(ours.properties())
                .allSatisfy(resource ->
                        assertThat(resource.getValue()).as(resource.getKey()).isEqualTo(theirs.get(resource.getKey())));
        assertSameHeaders(answer, "json home");
    }

    @Test
    void leavesOutNoSampleWithoutAReason() {
        List<String> compared = Stream.of(tokens(), partly(), texts(), empty())
                .flatMap(Function.identity())
                .map(arguments -> (String) arguments.get()[0])
                .toList();
        List<String> all = new ArrayList<>(compared);
        all.add("json home");
        all.addAll(LEFT_OUT.keySet());

        List<String> samples = new ArrayList<>();
        SAMPLES.forEach(sample -> samples.add(sample.get("name").textValue()));
        assertThat(samples).hasSize(40);
        assertThat(all).containsExactlyInAnyOrderElementsOf(samples);
    }

    private static RawResponse loginWithoutCatalog(DemoCloud cloud) {
        String body = LoginJson.second(ALICE, cloud.challenge(ALICE.sin(), DEMO), DEMO)
                .toString();
        return cloud.send("POST", "/v3/auth/tokens?nocatalog", body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertSameHeaders(RawResponse answer, String sample) {
        assertThat(answer.headers().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrderElementsOf(
                        AnswerForm.names(response(sample).get("headers")).stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toList());
        JsonNode challenge = response(sample).get("headers").get("WWW-Authenticate");
        assertThat(answer.header("WWW-Authenticate").map(text -> text.replace(DemoCloud.URL, KEYSTONE_URL)))
                .isEqualTo(Optional.ofNullable(challenge).map(JsonNode::textValue));
    }

    /** The names of members and the types of values, whatever the values are. */
    private static Object form(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), form(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            TreeSet<String> elements = new TreeSet<>();
            node.forEach(element -> elements.add(form(element).toString()));
            return elements;
        }
        return node.getNodeType();
    }

    private static JsonNode without(JsonNode body, String member) {
        JsonPointer pointer = JsonPointer.compile(member);
        JsonNode copy = body.deepCopy();
        ((ObjectNode) copy.at(pointer.head())).remove(pointer.last().getMatchingProperty());
        return copy;
    }

    private static Arguments partly(String sample, String member, Asked asked) {
        return Arguments.of(sample, member, asked);
    }

    private static Arguments read(String sample, BitauthKey key, String path) {
        return asked(sample, cloud -> cloud.get(path, "X-Auth-Token", cloud.token(key, DEMO)));
    }

    private static Arguments asked(String sample, Asked asked) {
        return Arguments.of(sample, asked);
    }

    private static JsonNode response(String sample) {
        for (JsonNode candidate : SAMPLES) {
            if (candidate.get("name").textValue().equals(sample)) {
                return candidate.get("response");
            }
        }
        throw new AssertionError("no sample " + sample);
    }

    private static JsonNode samples() {
        try (InputStream in = Objects.requireNonNull(
                KeystoneSamplesTest.class.getResourceAsStream("/vectors/keystone-samples.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
