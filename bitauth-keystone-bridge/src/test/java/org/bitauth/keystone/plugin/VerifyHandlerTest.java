package org.bitauth.keystone.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.plugin.PluginCaller.DEMO;
import static org.bitauth.keystone.plugin.PluginCaller.NONCE;
import static org.bitauth.keystone.plugin.PluginCaller.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.StoreException;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.MacKeys;
import org.bitauth.http.RawResponse;
import org.bitauth.replay.ReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bridge's steps of docs/protocol.md, "Verify exchange": one broken call for each rule. */
class VerifyHandlerTest {
    private final PluginCaller caller = new PluginCaller();

    @Test
    void answersTheIdentityThatSigned() {
        RawResponse answer = caller.send(caller.call(caller.second(DEMO), DEMO));

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(json(answer.text()))
                .isEqualTo(json(
                        "{\"identity\":\"" + caller.key.sin() + "\",\"request_id\":\"" + caller.requestId + "\"}"));
        assertThat(caller.events).hasSize(1);
        assertThat(caller.events.get(0).sin()).contains(caller.key.sin());
        assertThat(caller.events.get(0).requestId()).isEqualTo(caller.requestId);
        assertThat(caller.events.get(0).detail()).isEqualTo("token for project demo in domain id default");
    }

    @Test
    void issuesAChallengeForKeystonesUrlAndTheScopeThatItGot() {
        String text = caller.second(DEMO).path("challenge").asText();

        assertThat(text)
                .contains("\nCloud: http://127.0.0.1:5000/v3\n")
                .contains("\nIdentity: " + caller.key.sin() + "\n")
                .contains("\nAsks: token for project demo in domain id default\n");
    }

    @Test
    void step1RefusesOtherMethodsPathsAndLongBodies() {
        byte[] body = caller.call(caller.first(), "").toString().getBytes(StandardCharsets.UTF_8);
        Map<String, List<String>> marked = Map.of(VerifyHandler.MARK, List.of(caller.secret.markCall(body)));
        RawResponse get = caller.send("GET", body, marked);
        RawResponse tooLong = caller.send("{\"nonce\":\"" + "A".repeat(16_384) + "\"}");

        assertThat(get.status()).isEqualTo(405);
        assertThat(get.header("Allow")).contains("POST");
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(tooLong.header(VerifyHandler.MARK)).isEmpty();
    }

    @Test
    void step2RefusesACallWithoutTheMarkOfTheSecret() {
        byte[] body = caller.call(caller.first(), "").toString().getBytes(StandardCharsets.UTF_8);
        byte[] other = caller.call(caller.first(), DEMO).toString().getBytes(StandardCharsets.UTF_8);
        String mark = caller.secret.markCall(body);
        String stranger = PluginSecret.parse("z".repeat(44)).markCall(body);

        for (List<String> marks : List.of(
                List.<String>of(), List.of(""), List.of(stranger), List.of(mark, mark), List.of(mark + "\u00e9"))) {
            RawResponse answer = caller.send("POST", body, Map.of(VerifyHandler.MARK, marks));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header(VerifyHandler.MARK)).isEmpty();
        }
        assertThat(caller.send("POST", other, Map.of(VerifyHandler.MARK, List.of(mark)))
                        .status())
                .isEqualTo(401);
        assertThat(caller.events).hasSize(6).allMatch(event -> event.outcome().equals("not_marked"));
        assertThat(caller.send("POST", body, Map.of(VerifyHandler.MARK, List.of(mark)))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            no JSON           | nonce=1
            a list            | []
            a member missing  | {"nonce":"N","payload":{"identity":"SIN"}}
            a member more     | {"nonce":"N","request_id":"R","payload":{"identity":"SIN"},"user":"admin"}
            a short nonce     | {"nonce":"A","request_id":"R","payload":{"identity":"SIN"}}
            a number as nonce | {"nonce":1,"request_id":"R","payload":{"identity":"SIN"}}
            a forged log line | {"nonce":"N","request_id":"req-1\\naccepted","payload":{"identity":"SIN"}}
            a payload twice   | {"nonce":"N","request_id":"R","payload":{"identity":"SIN"},"payload":{"identity":"SIN"}}
            a payload of text | {"nonce":"N","request_id":"R","payload":"SIN"}
            no identity       | {"nonce":"N","request_id":"R","payload":{"identity":"Tf7"}}
            both proofs       | {"nonce":"N","request_id":"R","payload":{"identity":"SIN","public_key":"02"}}
            a scope of null   | {"nonce":"N","request_id":"R","payload":{"identity":"SIN"},"scope":null}
            two scopes        | {"nonce":"N","request_id":"R","payload":{"identity":"SIN"},"scope":{"unscoped":{},"system":{"all":true}}}
            a trust           | {"nonce":"N","request_id":"R","payload":{"identity":"SIN"},"scope":{"OS-TRUST:trust":{"id":"x"}}}
            """)
    void step3RefusesWhatIsNotExactlyACall(String fault, String body) {
        RawResponse answer = caller.send(body.replace("SIN", caller.key.sin().value())
                .replace("\"N\"", "\"" + NONCE + "\"")
                .replace("\"R\"", "\"" + caller.requestId + "\""));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(caller.events).hasSize(1);
        assertThat(caller.events.get(0).outcome()).isEqualTo("malformed");
        assertThat(caller.events.get(0).requestId()).matches("req-[0-9a-f-]{36}");
    }

    @Test
    void step4RefusesAnAnswerThatWasGivenBefore() {
        ObjectNode payload = caller.second(DEMO);
        assertThat(caller.send(caller.call(payload, DEMO)).status()).isEqualTo(200);

        RawResponse again = caller.send(caller.call(payload, DEMO));

        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text()).contains("The proof was not accepted.").doesNotContain("REPLAY");
        assertThat(caller.events.get(1).detail()).startsWith("REPLAY");
        assertThat(caller.events.get(1).requestId()).isEqualTo(caller.requestId);
    }

    @Test
    void step4RefusesAnAnswerForAnotherScope() {
        RawResponse answer = caller.send(caller.call(caller.second(DEMO), "{\"system\":{\"all\":true}}"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(caller.events.get(0).detail()).startsWith("ASK");
    }

    @Test
    void step4RefusesAnotherKey() {
        ObjectNode payload = caller.second(DEMO)
                .put("public_key", BitauthKey.generate().publicKey().toHex());

        assertThat(caller.send(caller.call(payload, DEMO)).status()).isEqualTo(401);
    }

    @Test
    void step4Answers503WhenTheReplayGuardIsDown() {
        ReplayGuard broken = new ReplayGuard() {
            @Override
            public Instant rememberingSince() {
                return Instant.EPOCH;
            }

            @Override
            public boolean isClaimed(String nonce) {
                return false;
            }

            @Override
            public boolean claim(String nonce, Instant until) {
                throw new StoreException("down");
            }
        };
        PluginCaller unlucky = new PluginCaller(Challenges.builder(URI.create(PluginCaller.CLOUD))
                .shared(MacKeys.random(), broken)
                .clock(InstantSource.system())
                .build());

        RawResponse answer = unlucky.send(unlucky.call(unlucky.second(DEMO), DEMO));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(unlucky.events.get(0).outcome()).isEqualTo("failed");
    }

    @Test
    void step5MarksEveryAnswerForItsOwnCallOnly() {
        for (String body : List.of(
                caller.call(caller.first(), DEMO).toString(),
                caller.call(caller.first(), "").toString(),
                caller.call(caller.second(DEMO), "").toString(),
                "malformed")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            RawResponse answer = caller.send(body);
            String own = caller.secret.markAnswer(caller.secret.markCall(bytes), answer.status(), answer.body());
            String ofAnother = caller.secret.markAnswer(
                    caller.secret.markCall((body + " ").getBytes(StandardCharsets.UTF_8)),
                    answer.status(),
                    answer.body());

            assertThat(answer.header(VerifyHandler.MARK)).contains(own).isNotEqualTo(ofAnother);
        }
    }
}
