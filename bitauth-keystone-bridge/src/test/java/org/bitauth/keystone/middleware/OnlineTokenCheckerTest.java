package org.bitauth.keystone.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.lab.HandlerServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the checker makes of answers that an identity service, or something else at its address, gives. */
class OnlineTokenCheckerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String GOOD = """
            {"token": {"user": {"id": "u1", "name": "alice", "domain": {"id": "default", "name": "Default"}},
              "project": {"id": "p1", "name": "shop"}, "roles": [{"id": "r1", "name": "member"}],
              "expires_at": "2026-11-22T11:00:00.000000Z"}}
            """;

    private final HandlerServer server = new HandlerServer();
    private final Deque<RawResponse> answers = new ArrayDeque<>();
    private final List<RawRequest> requests = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private String own = "service-";
    private final OnlineTokenChecker checker = new OnlineTokenChecker(
            URI.create("http://127.0.0.1:" + server.port() + "/v3"),
            new ServiceToken() {
                @Override
                public String current() {
                    return own + refused.size();
                }

                @Override
                public void refused(String token) {
                    refused.add(token);
                }
            },
            () -> NOW);

    OnlineTokenCheckerTest() throws IOException {
        server.serve(request -> {
            requests.add(request);
            return answers.size() > 1 ? answers.pop() : answers.element();
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksWithTheServicesTokenAndSaysThatItKnowsAccessRules() {
        answers.add(json(GOOD));

        CheckedToken token = checker.check("gAAAAA-some.token").orElseThrow();

        assertThat(token.userId()).isEqualTo("u1");
        assertThat(token.projectName()).contains("shop");
        assertThat(token.roles()).containsExactly("member");
        assertThat(token.holder()).isEmpty();
        assertThat(requests.get(0).header("X-Auth-Token")).contains("service-0");
        assertThat(requests.get(0).header("X-Subject-Token")).contains("gAAAAA-some.token");
        assertThat(requests.get(0).header("OpenStack-Identity-Access-Rules")).contains("1.0");
    }

    @Test
    void readsTheHolderFromTheTokenThatWasFoundGood() {
        answers.add(json(GOOD));

        assertThat(checker.check(jws("{\"cnf\":{\"jkt\":\"thumb\"}}"))
                        .orElseThrow()
                        .holder())
                .contains("thumb");
        assertThat(checker.check(jws("{}")).orElseThrow().holder()).isEmpty();
        assertThat(checker.check("e30.%%.sig").orElseThrow().holder()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"thumb\"",
                "[\"jkt\"]",
                "{}",
                "{\"jkt\":5}",
                "{\"jkt\":null}",
                "{\"x5t#S256\":\"thumb\"}",
                "{\"jkt\":\"thumb\",\"x5t#S256\":\"thumb\"}"
            })
    void refusesATokenThatIsBoundInAnotherWay(String binding) {
        answers.add(json(GOOD));

        assertThat(checker.check(jws("{\"cnf\":" + binding + "}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\nb: c", "gr\u00fcn", "LONG"})
    void knowsNothingWhereItsOwnTokenIsNoHeader(String text) {
        answers.add(json(GOOD));
        own = text.replace("LONG", "x".repeat(8192));

        assertThatThrownBy(() -> checker.check("t")).isInstanceOf(StoreException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void refusesWhatTheIdentityServiceDoesNotKnow() {
        answers.add(RawResponse.of(404));

        assertThat(checker.check("t")).isEmpty();
    }

    @Test
    void asksOnceMoreWhenItsOwnTokenIsRefused() {
        answers.add(RawResponse.of(401));
        answers.add(json(GOOD));

        assertThat(checker.check("t")).isPresent();

        assertThat(refused).containsExactly("service-0");
        assertThat(requests.get(1).header("X-Auth-Token")).contains("service-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 300, 302, 400, 401, 403, 429, 500, 503})
    void knowsNothingAfterAnyOtherAnswer(int status) {
        answers.add(RawResponse.of(status, "application/json", GOOD));

        assertThatThrownBy(() -> checker.check("t")).isInstanceOf(StoreException.class);
        assertThat(requests).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "not json",
                "{\"token\":[]}",
                "{\"token\":{\"user\":{\"id\":1}}}",
            })
    void knowsNothingAfterABodyOfAnotherForm(String body) {
        answers.add(json(body));

        assertThatThrownBy(() -> checker.check("t")).isInstanceOf(StoreException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\": \"u1\"", "\"name\": \"alice\"", "\"name\": \"member\"", "\"id\": \"p1\""})
    void knowsNothingWhereATextIsMissing(String member) {
        answers.add(json(GOOD.replace(member, "\"other\": 1")));

        assertThatThrownBy(() -> checker.check("t")).isInstanceOf(StoreException.class);
    }

    @Test
    void refusesATokenThatHasEndedWhateverTheAnswerSays() {
        answers.add(json(GOOD.replace("11:00:00", "10:00:00")));

        assertThat(checker.check("t")).isEmpty();
    }

    @Test
    void refusesATokenThatIsBoundByAccessRules() {
        answers.add(json(GOOD.replace("\"roles\"", "\"application_credential\": {\"access_rules\": []}, \"roles\"")));

        assertThat(checker.check("t")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "grün", "a\u0000"})
    void asksNobodyAboutATextThatIsNoHeader(String token) {
        assertThat(checker.check(token)).isEmpty();
        assertThat(checker.check("x".repeat(8193))).isEmpty();
        assertThat(requests).isEmpty();
    }

    @Test
    void takesATokenWithoutAProject() {
        answers.add(json(GOOD.replace("\"project\": {\"id\": \"p1\", \"name\": \"shop\"},", "")));

        assertThat(checker.check("t").orElseThrow().projectId()).isEqualTo(Optional.empty());
    }

    @Test
    void knowsNothingWhenNobodyAnswers() {
        server.close();

        assertThatThrownBy(() -> checker.check("t")).isInstanceOf(StoreException.class);
    }

    private static String jws(String payload) {
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        return "e30." + encoded + ".sig";
    }

    private static RawResponse json(String body) {
        return RawResponse.of(200, "application/json", body);
    }
}
