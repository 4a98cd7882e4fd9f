package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.http.RequestForge.ALICE;
import static org.bitauth.http.RequestForge.CLOUD;
import static org.bitauth.http.RequestForge.NOW;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthSignature;
import org.bitauth.Outcome;
import org.bitauth.SetClock;
import org.bitauth.internal.Curve;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules for BitPay's form, docs/protocol.md section 2. */
class V1VerifierTest {
    private static final String UNCOMPRESSED = "04d7cfea0841ca90c67f5260013e2fadf86c7fe3587c58851e4489736bb8ed5863"
            + "a84e1ec0cdf44463e04d0f8f146a2eb752e38ae16401ec8304d023c31046b8b0";

    private final InMemoryReplayGuard guard = new InMemoryReplayGuard(10, new SetClock(NOW.minusSeconds(3600)));
    private final RequestVerifier verifier = builder().acceptV1("GET", "HEAD").build();
    private final SentRequest good = signed("GET", "/user?b=2&a=%C3%a9|{}", "");

    @Test
    void isOffUnlessSwitchedOn() {
        assertThat(reason(builder().build(), good)).contains(RequestRejection.MISSING);
    }

    @Test
    void acceptsGetAndHead() {
        for (String method : List.of("GET", "HEAD")) {
            assertThat(verifier.verify(good.withMethod(method).raw()).accepted())
                    .contains(new SignedRequest(ALICE.publicKey(), SignedRequest.Version.V1));
        }
    }

    @Test
    void acceptsARepeatForItCannotTell() {
        assertThat(reason(verifier, good)).isEmpty();
        assertThat(reason(verifier, good)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get"})
    void refusesOtherMethods(String method) {
        refused(good.withMethod(method));
    }

    @Test
    void acceptsOtherMethodsIfConfiguredAndChecksTheBody() {
        RequestVerifier posts = builder().acceptV1("POST").build();
        SentRequest post = signed("POST", "/pizzas", "{\"type\":\"pepperoni\"}");

        assertThat(reason(posts, post)).isEmpty();
        assertThat(reason(posts, post.withBody("{\"type\":\"pepperoni\"} ".getBytes(StandardCharsets.UTF_8))))
                .contains(RequestRejection.V1);
        assertThat(reason(posts, post.withBody(new byte[0]))).contains(RequestRejection.V1);
        assertThat(reason(posts, good)).contains(RequestRejection.V1);
    }

    @Test
    void neitherHeaderIsAnonymous() {
        SentRequest anonymous = good.without("X-Identity").without("X-Signature");

        assertThat(reason(verifier, anonymous)).contains(RequestRejection.MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Identity", "X-Signature"})
    void refusesOneHeaderAloneRepeatedOrMalformed(String name) {
        refused(good.without(name));
        refused(good.doubled(name));
        refused(good.also(name, ""));
        for (String bad :
                List.of("", "0123", "hello", " " + good.header(name), good.header(name) + "00", "x".repeat(5000))) {
            refused(good.with(name, bad));
        }
    }

    @Test
    void refusesKeysThatAreNotCompressedPoints() {
        refused(good.with("X-Identity", UNCOMPRESSED));
        refused(good.with("X-Identity", "06" + UNCOMPRESSED.substring(2)));
        refused(good.with("X-Identity", "02" + "0".repeat(64)));
        refused(good.with("X-Identity", "03" + ALICE.publicKey().toHex().substring(2)));
    }

    @Test
    void acceptsHexInCapitals() {
        SentRequest capitals = good.with("X-Identity", good.header("X-Identity").toUpperCase(Locale.ROOT))
                .with("X-Signature", good.header("X-Signature").toUpperCase(Locale.ROOT));

        assertThat(reason(verifier, capitals)).isEmpty();
    }

    @Test
    void acceptsHighSWhichBitPayMakes() {
        BitauthSignature low = BitauthSignature.ofDerHex(good.header("X-Signature"));
        byte[] bytes = low.toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, bytes, 32, 32)), bytes, 32);
        BitauthSignature high = BitauthSignature.ofBytes(bytes);

        assertThat(high.isLowS()).isFalse();
        assertThat(reason(verifier, good.with("X-Signature", high.toDerHex()))).isEmpty();
    }

    @Test
    void refusesSignaturesThatAreNotStrictDerInRange() {
        String der = good.header("X-Signature");
        String order = "00fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
        refused(good.with("X-Signature", der + "deadbeef"));
        refused(good.with("X-Signature", der.substring(2)));
        refused(good.with(
                "X-Signature",
                HexFormat.of().formatHex(BitauthSignature.ofDerHex(der).toBytes())));
        refused(good.with("X-Signature", "3006020100020101"));
        refused(good.with("X-Signature", "3026020101" + "0221" + order));
    }

    @Test
    void refusesOtherHostAndUrl() {
        refused(good.with("Host", "mallory.example"));
        refused(good.without("Host"));
        refused(good.doubled("Host"));
        refused(good.withTarget(good.target() + "&c"));
        refused(good.withTarget("/user"));
        refused(good.withTarget(CLOUD + good.target()));
        refused(good.withTarget("*"));
        refused(good.withTarget("/user name"));
    }

    @Test
    void refusesABodyThatWasNotSigned() {
        refused(good.withBody(new byte[1]));
    }

    @Test
    void refusesABodyBeyondTheLimitAs413() {
        RequestVerifier small = builder().acceptV1("GET").maxBodyBytes(2).build();

        assertThat(reason(small, signed("GET", "/", "ab"))).isEmpty();
        assertThat(reason(small, signed("GET", "/", "abc"))).contains(RequestRejection.TOO_LARGE);
    }

    @Test
    void bothVersionsInOneRequestAreMalformed() {
        SentRequest both = new RequestForge().sign();

        assertThat(reason(verifier, both)).isEmpty();
        assertThat(reason(verifier, both.with("X-Identity", ALICE.publicKey().toHex())))
                .contains(RequestRejection.MALFORMED);
    }

    @Test
    void halfAV2RequestIsNotTakenForV1() {
        String digest = "Signature-Input";

        assertThat(reason(verifier, good.with(digest, new RequestForge().sign().header(digest))))
                .contains(RequestRejection.MALFORMED);
        assertThat(reason(verifier, good.with("Signature", "bitauth=:AA==:"))).contains(RequestRejection.MALFORMED);
    }

    private void refused(SentRequest request) {
        Optional<Outcome.Rejected<SignedRequest, RequestRejection>> no =
                verifier.verify(request.raw()).rejected();

        assertThat(no.map(Outcome.Rejected::reason)).as(request.toString()).contains(RequestRejection.V1);
        RawResponse answer = verifier.answer(no.orElseThrow());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Invalid signature\"}");
    }

    private RequestVerifier.Builder builder() {
        return RequestVerifier.builder(URI.create(CLOUD), guard).clock(new SetClock(NOW));
    }

    private static SentRequest signed(String method, String target, String body) {
        byte[] bytes = V1RequestSigner.bytes(body);
        Map<String, String> headers = V1RequestSigner.of(ALICE).sign(OutgoingRequest.of(method, CLOUD + target, bytes));
        return new SentRequest(method, target, List.of(), HexFormat.of().formatHex(bytes))
                .with("Host", "cloud.example")
                .withAll(headers);
    }

    private static Optional<RequestRejection> reason(RequestVerifier verifier, SentRequest request) {
        return verifier.verify(request.raw()).rejected().map(Outcome.Rejected::reason);
    }
}
