package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.CAROL;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.OTHER;
import static org.bitauth.keystone.DemoCloud.STRANGER;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bitauth.BitauthKey;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Login in one step: the request itself is signed. */
class SignedLoginTest {
    private static final String TOKENS = "/v3/auth/tokens";
    private static final Pattern DEMAND = Pattern.compile(
            "Bitauth realm=\"https://cloud.example/identity\", version=\"2\", error=\"nonce\", nonce=\"([^\"]+)\"");

    private final DemoCloud cloud = DemoCloud.start();

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {NO_SCOPE, DEMO, UNSCOPED})
    void givesTheSameTokenAsTwoStepsDo(String scope) {
        JsonNode slow = json(cloud.login(ALICE, scope)).get("token");

        RawResponse answer = call(ALICE, scope).send();

        AnswerForm.check(answer);
        JsonNode token = json(answer).get("token");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(((ObjectNode) token).without("audit_ids").toString())
                .isEqualTo(((ObjectNode) slow).without("audit_ids").toString());
        AuthEvent event = cloud.lastEvent();
        assertThat(event.action()).isEqualTo("token.issue");
        assertThat(event.sin()).contains(ALICE.sin());
        String secret = DemoCloud.secret(answer);
        assertThat(cloud.validate(secret, secret).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"https://cloud.example/v3", "https://cloud.example:8443/a/b/v3"})
    void worksWhereverTheServiceIs(String url) {
        DemoCloud elsewhere = DemoCloud.at(url);

        DemoCloud.secret(SignedCall.of(
                        elsewhere,
                        ALICE,
                        "POST",
                        TOKENS + "?nocatalog",
                        LoginJson.signed(DEMO).toString())
                .send());
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "other.example", "cloud.example:8443", "cloud.example.evil.example"})
    void refusesARequestToAnotherHost(String host) {
        SignedCall call = call(ALICE, DEMO);
        call.headers.put("Host", host);

        assertRefused(call.send(), 400, "malformed");
    }

    @Test
    void refusesARequestThatWasMadeForAnotherCloudOrPath() {
        String body = LoginJson.signed(DEMO).toString();
        SignedCall toOther = SignedCall.of(DemoCloud.at("https://cloud.example/v3"), ALICE, "POST", TOKENS, body);
        SignedCall toQuery = SignedCall.of(cloud, ALICE, "POST", TOKENS + "?nocatalog", body);
        SignedCall here = call(ALICE, DEMO);
        for (SignedCall other : new SignedCall[] {toOther, toQuery}) {
            here.headers.putAll(other.headers);
            assertRefused(here.send(), 401, "invalid");
        }
    }

    @Test
    void takesARequestOnce() {
        SignedCall call = call(ALICE, DEMO);
        DemoCloud.secret(call.send());

        RawResponse again = call.send();

        assertRefused(again, 401, "replay");
        assertThat(cloud.lastEvent().outcome()).isEqualTo("replay");
    }

    @Test
    void takesARequestOnceFromManyThreads() {
        SignedCall call = call(ALICE, DEMO);
        AtomicInteger tokens = new AtomicInteger();

        IntStream.range(0, 64).parallel().forEach(i -> {
            RawResponse answer = call.send();
            assertThat(answer.status()).isIn(201, 401);
            tokens.addAndGet(answer.status() == 201 ? 1 : 0);
        });

        assertThat(tokens).hasValue(1);
    }

    @Test
    void asksForAServerNonceAfterAStart() {
        DemoCloud fresh = DemoCloud.start();
        fresh.setClock(DemoCloud.START.minusSeconds(3600));
        String body = LoginJson.signed(DEMO).toString();
        RawResponse first = SignedCall.of(fresh, ALICE, "POST", TOKENS, body).send();

        assertRefused(first, 401, "nonce");
        Matcher demand = DEMAND.matcher(first.header("WWW-Authenticate").orElseThrow());
        assertThat(demand.matches()).isTrue();
        SignedCall second = SignedCall.of(fresh, Optional.of(demand.group(1)), ALICE, "POST", TOKENS, body);
        DemoCloud.secret(second.send());
        assertRefused(second.send(), 401, "replay");
    }

    @Test
    void refusesASignatureThatIsOldOrOfTheFuture() {
        SignedCall call = call(ALICE, DEMO);
        cloud.advance(Duration.ofSeconds(61));
        assertRefused(call.send(), 401, "stale");

        SignedCall ahead = call(ALICE, DEMO);
        cloud.setClock(cloud.now().minusSeconds(11));
        assertRefused(ahead.send(), 401, "stale");
    }

    @Test
    void refusesASignatureBesideAnAnswerOrAnIdentity() {
        String answer = LoginJson.second(ALICE, cloud.challenge(ALICE.sin(), DEMO), DEMO)
                .toString();
        String question = LoginJson.first(ALICE.sin(), DEMO).toString();
        for (String body : new String[] {answer, question}) {
            AnswerForm.checkError(
                    SignedCall.of(cloud, ALICE, "POST", TOKENS, body).send(), 400);
        }
        DemoCloud.secret(cloud.post(answer));
    }

    @Test
    void refusesAnEmptyPayloadWithoutASignature() {
        AnswerForm.checkError(cloud.post(LoginJson.signed(DEMO)), 400);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"X-Identity", "X-Signature", "x-identity"})
    void refusesHeadersOfVersion1(String name) {
        SignedCall call = call(ALICE, DEMO);
        call.headers.put(name, ALICE.publicKey().toHex());

        AnswerForm.checkError(call.send(), 400);
        AnswerForm.checkError(
                cloud.send(
                        "POST",
                        TOKENS,
                        LoginJson.first(ALICE.sin(), DEMO).toString().getBytes(StandardCharsets.UTF_8),
                        name,
                        ""),
                400);
    }

    @Test
    void refusesABodyThatWasChangedAfterSigning() {
        SignedCall call = call(ALICE, DEMO);

        assertRefused(call.send(LoginJson.signed(OTHER).toString()), 401, "invalid");
        DemoCloud.secret(call.send());
    }

    @ParameterizedTest(name = "without {0}")
    @ValueSource(strings = {"Signature", "Signature-Input", "Content-Digest"})
    void refusesHalfASignature(String name) {
        SignedCall call = call(ALICE, DEMO);
        call.headers.remove(name);

        assertRefused(call.send(), 400, "malformed");
    }

    @Test
    void refusesTheSignatureOfAnotherKey() {
        SignedCall call = call(ALICE, DEMO);
        call.headers.put("Signature", call(BOB, DEMO).headers.get("Signature"));

        assertRefused(call.send(), 401, "invalid");
    }

    @Test
    void tellsAStrangerTheSameAsEverybodyElseWhoGetsNoToken() {
        String likeAll = withoutId(cloud.login(STRANGER, DEMO));
        for (BitauthKey key : new BitauthKey[] {STRANGER, CAROL, BOB}) {
            RawResponse answer = call(key, DEMO).send();
            AnswerForm.checkError(answer, 401);
            assertThat(withoutId(answer)).isEqualTo(likeAll);
        }
        assertThat(withoutId(call(ALICE, OTHER).send())).isEqualTo(likeAll);
    }

    @Test
    void provesNothingForOtherMethods() {
        String token = LoginJson.token("x", DEMO).toString();
        String robot = LoginJson.applicationCredential(DemoDirectory.CREDENTIAL_ID, "wrong", NO_SCOPE)
                .toString();
        for (String body : new String[] {token, robot}) {
            AnswerForm.checkError(
                    SignedCall.of(cloud, ALICE, "POST", TOKENS, body).send(), 401);
        }
    }

    private SignedCall call(BitauthKey key, String scope) {
        return SignedCall.of(cloud, key, "POST", TOKENS, LoginJson.signed(scope).toString());
    }

    /** A refusal of the signature itself: in the form of signed requests, with what every answer of a Keystone has. */
    private static void assertRefused(RawResponse answer, int status, String word) {
        AnswerForm.check(answer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(json(answer).at("/error/code").intValue()).isEqualTo(status);
        assertThat(json(answer).at("/error/reason").textValue()).isEqualTo(word);
        assertThat(answer.header("X-Subject-Token")).isEmpty();
        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate").orElseThrow())
                    .startsWith(
                            "Bitauth realm=\"https://cloud.example/identity\", version=\"2\", error=\"" + word + "\"");
        }
    }

    private static String withoutId(RawResponse answer) {
        String id = answer.header("X-Openstack-Request-Id").orElseThrow();
        return answer.status() + " " + answer.headers().toString().replace(id, "") + answer.text();
    }
}
