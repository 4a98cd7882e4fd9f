package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.bitauth.BitauthKey;
import org.bitauth.SetClock;
import org.bitauth.internal.VectorFile;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that an RFC 9421 library and libsecp256k1 signed: we make the same bytes, and accept them. */
class HardenedVectorTest {
    private static final Pattern TIMES = Pattern.compile(";created=(\\d+);expires=(\\d+);nonce=\"([^\"]+)\"");

    /** One vector; its name is its id. */
    record Case(JsonNode json) {
        String text(String name) {
            return json.get(name).textValue();
        }

        String header(String name) {
            return json.get("headers").get(name).textValue();
        }

        Optional<String> token() {
            return Optional.ofNullable(json.get("headers").get("x-auth-token")).map(JsonNode::textValue);
        }

        byte[] body() {
            return VectorFile.bytes(json.get("bodyHex"));
        }

        String input() {
            return header("Signature-Input");
        }

        Matcher times() {
            Matcher times = TIMES.matcher(input());
            assertThat(times.find()).isTrue();
            return times;
        }

        Instant created() {
            return Instant.ofEpochSecond(Long.parseLong(times().group(1)));
        }

        @Override
        public String toString() {
            return text("id");
        }
    }

    static List<Case> cases() {
        return StreamSupport.stream(
                        VectorFile.resource("/vectors/bitauth-hardened-vectors.json")
                                .get("cases")
                                .spliterator(),
                        false)
                .map(Case::new)
                .toList();
    }

    @Test
    void hasNineCases() {
        assertThat(cases()).hasSize(9);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void signsTheSameBytes(Case one) {
        SignatureParameters parameters = SignatureParameters.parse(one.input()).orElseThrow();
        SignatureBase base = new SignatureBase(
                one.text("method"), one.text("targetUri"), one.header("content-digest"), one.token(), Optional.empty());

        assertThat(new String(base.with(parameters).toBytes(), StandardCharsets.US_ASCII))
                .isEqualTo(one.text("signatureBase"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void makesTheSameHeaders(Case one) {
        BitauthKey key = BitauthKey.ofHex(one.text("priv"));
        OutgoingRequest plain = OutgoingRequest.of(one.text("method"), one.text("targetUri"), one.body());
        OutgoingRequest request = one.token().map(plain::withAuthToken).orElse(plain);

        Map<String, String> headers = RequestSigner.of(key, new SetClock(one.created()))
                .sign(request, Optional.of(one.times().group(3)), Duration.ZERO);

        assertThat(headers)
                .isEqualTo(Map.of(
                        "Content-Digest", one.header("content-digest"),
                        "Signature-Input", one.input(),
                        "Signature", one.header("Signature")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void acceptsThem(Case one) {
        URI url = URI.create(one.text("targetUri"));
        String base = url.getScheme() + "://" + url.getRawAuthority();
        SetClock clock = new SetClock(one.created().minusSeconds(60));
        InMemoryReplayGuard guard = new InMemoryReplayGuard(10, clock);
        clock.set(one.created());
        RequestVerifier verifier =
                RequestVerifier.builder(URI.create(base), guard).clock(clock).build();
        SentRequest sent = new SentRequest(
                        one.text("method"),
                        one.text("targetUri").substring(base.length()),
                        List.of(),
                        one.text("bodyHex"))
                .with("Host", url.getRawAuthority())
                .with("Content-Digest", one.header("content-digest"))
                .with("Signature-Input", one.input())
                .with("Signature", one.header("Signature"));
        SentRequest whole =
                one.token().map(token -> sent.with("X-Auth-Token", token)).orElse(sent);

        assertThat(verifier.verify(whole.raw()).accepted())
                .contains(new SignedRequest(BitauthKey.ofHex(one.text("priv")).publicKey(), SignedRequest.Version.V2));
    }
}
