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
import static org.bitauth.keystone.LoginJson.second;
import static org.bitauth.keystone.LoginJson.sign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bitauth.BitauthSignature;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawResponse;
import org.bitauth.internal.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers to a good challenge of alice for the project demo, with one fault each. */
class KeystoneBadAnswerTest {
    private static final String DENIED = "{\"error\":{\"code\":401,"
            + "\"message\":\"The request you have made requires authentication.\",\"title\":\"Unauthorized\"}}";

    private final DemoCloud cloud = DemoCloud.start();

    /** Makes the request with the fault from the cloud and its challenge. */
    interface Fault extends BiFunction<DemoCloud, String, JsonNode> {}

    static Stream<Arguments> malformed() {
        return Stream.of(
                fault("a garbage challenge", (cloud, text) -> signed(text, "garbage")),
                fault("an empty challenge", (cloud, text) -> signed(text, "")),
                fault("a line end after the last line", (cloud, text) -> signed(text, text + "\n")),
                fault("carriage returns", (cloud, text) -> signed(text, text.replace("\n", "\r\n"))),
                fault("a line more", (cloud, text) -> signed(text, text + "\nNote: x")),
                fault("a line less", (cloud, text) -> signed(text, text.replaceAll("\nNonce: .*", ""))),
                fault(
                        "two lines swapped",
                        (cloud, text) -> signed(text, text.replaceAll("(\nIss.*)(\nExp.*)", "$2$1"))),
                fault(
                        "a space at the end of a line",
                        (cloud, text) -> signed(text, text.replace("\nIssued", " \nIssued"))),
                fault("a time with a fraction", (cloud, text) -> signed(text, text.replace(":00Z", ":00.0Z"))),
                fault("another version", (cloud, text) -> signed(text, text.replace("login 1", "login 2"))),
                fault("another kind", (cloud, text) -> signed(text, text.replace("login", "rotate"))),
                fault("3000 characters", (cloud, text) -> signed(text, text.replace("demo", "demo".repeat(750)))),
                fault("a key off the curve", (cloud, text) -> key(text, "02" + "0".repeat(63) + "5")),
                fault("an uncompressed key", (cloud, text) -> key(text, "04" + "ab".repeat(64))),
                fault("a key of 65 digits", (cloud, text) -> key(text, hex().substring(1))),
                fault("a key in base64", (cloud, text) -> key(text, "AtemFQnxB8SccfoyZScQmb34V2GdEtQkzDz")),
                fault(
                        "a BER signature",
                        (cloud, text) -> signature(text, der(text).replaceFirst("^30", "3081"))),
                fault("a padded DER signature", (cloud, text) -> signature(text, padded(der(text)))),
                fault("a signature with a byte more", (cloud, text) -> signature(text, der(text) + "00")),
                fault("the 64 bytes of a signature", (cloud, text) -> signature(text, "ab".repeat(64))),
                fault("a signature of zeros", (cloud, text) -> signature(text, "3006020100020100")),
                fault("an empty signature", (cloud, text) -> signature(text, "")),
                fault("an address in place of the key", (cloud, text) -> {
                    ObjectNode body = second(ALICE, text, DEMO);
                    ObjectNode payload = (ObjectNode) body.at("/auth/identity/bitauth");
                    payload.remove("public_key");
                    payload.put("address", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
                    return body;
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesAnswersOfNoForm(String what, Fault fault) {
        RawResponse answer = cloud.post(fault.apply(cloud, challenge()));

        String id = AnswerForm.checkError(answer, 400);
        assertHeard("malformed", id);
        DemoCloud.secret(cloud.login(ALICE, DEMO));
    }

    static Stream<Arguments> denied() {
        return Stream.of(
                fault(
                        "another cloud",
                        (cloud, text) -> second(ALICE, text.replace("cloud.example", "evil.example"), DEMO)),
                fault(
                        "another identity",
                        (cloud, text) -> second(
                                BOB, text.replace(ALICE.sin().value(), BOB.sin().value()), DEMO)),
                fault("another ask", (cloud, text) -> second(ALICE, text.replace("p-demo", "p-other"), OTHER)),
                fault("issued later", (cloud, text) -> second(ALICE, text.replace("10:00:00Z", "10:00:01Z"), DEMO)),
                fault("a longer life", (cloud, text) -> second(ALICE, text.replace("10:02:00Z", "10:02:01Z"), DEMO)),
                fault("a shorter life", (cloud, text) -> second(ALICE, text.replace("10:02:00Z", "10:01:59Z"), DEMO)),
                fault("another nonce", (cloud, text) -> second(ALICE, altered(text, "Nonce: "), DEMO)),
                fault("another MAC", (cloud, text) -> second(ALICE, altered(text, "Mac: r1."), DEMO)),
                fault("another MAC key", (cloud, text) -> second(ALICE, text.replace("Mac: r1", "Mac: r2"), DEMO)),
                fault("another scope", (cloud, text) -> second(ALICE, text, UNSCOPED)),
                fault("no scope", (cloud, text) -> second(ALICE, text, NO_SCOPE)),
                fault(
                        "the same project by name",
                        (cloud, text) -> second(
                                ALICE, text, "{\"project\":{\"name\":\"demo\",\"domain\":{\"id\":\"default\"}}}")),
                fault("too late", (cloud, text) -> {
                    cloud.advance(Duration.ofMillis(120_001));
                    return second(ALICE, text, DEMO);
                }),
                fault("a second time", (cloud, text) -> {
                    DemoCloud.secret(cloud.post(second(ALICE, text, DEMO)));
                    return second(ALICE, text, DEMO);
                }),
                fault("a second time, a minute after its end", (cloud, text) -> {
                    DemoCloud.secret(cloud.post(second(ALICE, text, DEMO)));
                    cloud.advance(Duration.ofSeconds(180));
                    return second(ALICE, text, DEMO);
                }),
                fault("signed by somebody else", (cloud, text) -> second(BOB, text, DEMO)),
                fault(
                        "somebody else's key",
                        (cloud, text) -> key(text, BOB.publicKey().toHex())),
                fault(
                        "somebody else's signature",
                        (cloud, text) -> signature(text, sign(BOB, text).toDerHex())),
                fault(
                        "the signature of another challenge",
                        (cloud, text) -> signature(
                                text,
                                sign(ALICE, cloud.challenge(ALICE.sin(), DEMO)).toDerHex())),
                fault(
                        "the high S",
                        (cloud, text) ->
                                signature(text, highS(sign(ALICE, text)).toDerHex())),
                fault(
                        "the other half of the curve",
                        (cloud, text) -> key(text, (hex().startsWith("02") ? "03" : "02") + hex().substring(2))),
                fault(
                        "an unknown user",
                        (cloud, text) -> second(STRANGER, cloud.challenge(STRANGER.sin(), DEMO), DEMO)),
                fault("a disabled user", (cloud, text) -> second(CAROL, cloud.challenge(CAROL.sin(), DEMO), DEMO)),
                fault("a user who was just disabled", (cloud, text) -> {
                    cloud.directory.disable("u-alice");
                    return second(ALICE, text, DEMO);
                }),
                fault("no role", (cloud, text) -> second(ALICE, cloud.challenge(ALICE.sin(), OTHER), OTHER)),
                fault("an unknown project", (cloud, text) -> {
                    String scope = "{\"project\":{\"id\":\"p-none\"}}";
                    return second(ALICE, cloud.challenge(ALICE.sin(), scope), scope);
                }),
                fault("an unknown domain", (cloud, text) -> {
                    String scope = "{\"project\":{\"name\":\"demo\",\"domain\":{\"name\":\"default\"}}}";
                    return second(ALICE, cloud.challenge(ALICE.sin(), scope), scope);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("denied")
    void deniesAnswersThatProveNothingAndNeverSaysWhy(String what, Fault fault) {
        RawResponse answer = cloud.post(fault.apply(cloud, challenge()));

        String id = AnswerForm.checkError(answer, 401);
        assertThat(answer.text()).isEqualTo(DENIED);
        assertThat(cloud.lastEvent().outcome()).isIn("not_proven", "no_user", "no_role");
        assertHeard(cloud.lastEvent().outcome(), id);
        DemoCloud.secret(cloud.login(DemoCloud.ROOT, DEMO));
    }

    @Test
    void tellsTheListenerTheStepThatRefused() {
        Set<String> reasons = new HashSet<>();
        denied().forEach(arguments -> {
            DemoCloud fresh = DemoCloud.start();
            fresh.post(((Fault) arguments.get()[1]).apply(fresh, fresh.challenge(ALICE.sin(), DEMO)));
            reasons.add(fresh.lastEvent().detail().replaceAll(":? .*", ""));
        });
        assertThat(reasons)
                .containsExactlyInAnyOrder("MAC", "ASK", "STALE", "REPLAY", "IDENTITY", "SIGNATURE", "no", "user");
    }

    @Test
    void tellsTheListenerWhoLoggedIn() {
        RawResponse answer = cloud.login(ALICE, DEMO);

        AuthEvent event = cloud.lastEvent();
        assertThat(event.outcome()).isEqualTo("accepted");
        assertThat(event.action()).isEqualTo("token.issue");
        assertThat(event.sin()).contains(ALICE.sin());
        assertThat(event.at()).isEqualTo(DemoCloud.START);
        assertThat(event.requestId()).isEqualTo(AnswerForm.check(answer));
        assertThat(event.detail())
                .contains(
                        "u-alice",
                        DemoCloud.json(answer).at("/token/audit_ids/0").textValue())
                .doesNotContain(DemoCloud.secret(answer));
    }

    private void assertHeard(String outcome, String requestId) {
        AuthEvent event = cloud.lastEvent();
        assertThat(event.outcome()).isEqualTo(outcome);
        assertThat(event.action()).isEqualTo("token.issue");
        assertThat(event.requestId()).isEqualTo(requestId);
        assertThat(event.detail()).isNotBlank().doesNotContain("Mac: ", "3044", "3045");
        assertThat(event.toString().length()).isLessThan(600);
    }

    private String challenge() {
        return cloud.challenge(ALICE.sin(), DEMO);
    }

    /** An altered text with the signature of the good one: its form must be what is refused. */
    private static ObjectNode signed(String text, String altered) {
        assertThat(altered).isNotEqualTo(text);
        return second(hex(), altered, der(text), DEMO);
    }

    private static ObjectNode key(String text, String publicKey) {
        return second(publicKey, text, der(text), DEMO);
    }

    private static ObjectNode signature(String text, String signature) {
        return second(hex(), text, signature, DEMO);
    }

    private static String hex() {
        return ALICE.publicKey().toHex();
    }

    private static String der(String text) {
        return sign(ALICE, text).toDerHex();
    }

    /** A needless zero byte before r, all lengths right. */
    private static String padded(String der) {
        int length = Integer.parseInt(der.substring(2, 4), 16);
        int first = Integer.parseInt(der.substring(6, 8), 16);
        return String.format("30%02x02%02x00%s", length + 1, first + 1, der.substring(8));
    }

    private static BitauthSignature highS(BitauthSignature low) {
        byte[] bytes = low.toBytes();
        Curve.writeScalar(Curve.ORDER.subtract(new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64))), bytes, 32);
        return BitauthSignature.ofBytes(bytes);
    }

    /** Another first character of the value that follows. */
    private static String altered(String text, String before) {
        int at = text.indexOf(before) + before.length();
        return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    }

    private static Arguments fault(String what, Fault fault) {
        return Arguments.of(what, fault);
    }
}
