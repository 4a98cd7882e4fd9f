package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.OTHER;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.STRANGER;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares answers with those that a real Keystone 22 gave to the same requests. */
class KeystoneSamplesTest {
    private static final String KEYSTONE_URL = "http://127.0.0.1:35801/v3";
    private static final JsonNode SAMPLES = samples();

    private final DemoCloud cloud = DemoCloud.start();

    interface Asked extends Function<DemoCloud, RawResponse> {}

    static Stream<Arguments> tokens() {
        return Stream.of(
                asked("password, project scope (admin)", cloud -> cloud.login(ROOT, DEMO)),
                asked("password, project scope (member)", cloud -> cloud.login(ALICE, DEMO)),
                asked("password, no scope, no default project", cloud -> cloud.login(BOB, NO_SCOPE)),
                asked("password, scope \"unscoped\"", cloud -> cloud.login(ALICE, UNSCOPED)),
                asked("password, domain scope", cloud -> cloud.login(ROOT, "{\"domain\":{\"id\":\"default\"}}")),
                asked("password, system scope", cloud -> cloud.login(ROOT, "{\"system\":{\"all\":true}}")),
                asked(
                        "token method, rescope",
                        cloud -> cloud.rescope(cloud.token(ROOT, DEMO), "{\"domain\":{\"id\":\"default\"}}")),
                asked(
                        "application credential",
                        cloud -> cloud.robot(DemoDirectory.CREDENTIAL_ID, DemoDirectory.CREDENTIAL_SECRET, NO_SCOPE)),
                asked("validate, own token", cloud -> {
                    String token = cloud.token(ALICE, DEMO);
                    return cloud.validate(token, token);
                }),
                asked(
                        "GET /auth/catalog",
                        cloud -> cloud.get("/v3/auth/catalog", "X-Auth-Token", cloud.token(ALICE, DEMO))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokens")
    void writesTheSameMembersOfTheSameTypes(String sample, Asked asked) {
        RawResponse answer = asked.apply(cloud);

        assertThat(answer.status()).isEqualTo(response(sample).get("status").intValue());
        assertThat(form(json(answer))).isEqualTo(form(response(sample).get("body")));
        assertSameHeaders(answer, sample);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
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
