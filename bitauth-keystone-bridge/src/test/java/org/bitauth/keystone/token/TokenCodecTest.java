package org.bitauth.keystone.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitauth.keystone.DemoCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodecTest {
    private static final Instant NOW = DemoCloud.START;
    private static final KeyPair PAIR = TokenKeys.newKeyPair();
    private static final ECPublicKey PUBLIC = (ECPublicKey) PAIR.getPublic();
    private static final String KID = Jws.thumbprint(PUBLIC);
    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + KID + "\"}";
    private static final String PAYLOAD = "{\"sub\":\"u-alice\",\"iat\":" + NOW.getEpochSecond() + ",\"exp\":"
            + (NOW.getEpochSecond() + 3600)
            + ",\"openstack_methods\":[\"bitauth\"],\"openstack_audit_ids\":[\"AAAAAAAAAAAAAAAAAAAAAA\"]}";

    private final TokenCodec codec = new TokenCodec(TokenKeys.of(PAIR), () -> NOW);

    static Stream<Arguments> scopes() {
        Optional<String> none = Optional.empty();
        return Stream.of(
                Arguments.of(claims(Optional.of("p"), none, false, none), List.of("openstack_project_id")),
                Arguments.of(claims(none, Optional.of("d"), false, none), List.of("openstack_domain_id")),
                Arguments.of(claims(none, none, true, none), List.of("openstack_system")),
                Arguments.of(claims(none, none, false, none), List.of()),
                Arguments.of(
                        claims(Optional.of("p"), none, false, Optional.of("ac")),
                        List.of("openstack_project_id", "openstack_app_cred_id")));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("scopes")
    void writesTheClaimsOfKeystoneAndNoOthers(TokenClaims claims, List<String> more) {
        String token = codec.write(claims);

        JsonNode payload = Jws.part(token, 1);
        List<String> names = new ArrayList<>(List.of("sub", "iat", "exp", "openstack_methods", "openstack_audit_ids"));
        names.addAll(more);
        assertThat(payload.properties())
                .extracting(member -> member.getKey())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(payload.get("sub").textValue()).isEqualTo("u-alice");
        assertThat(payload.get("iat").isIntegralNumber()).isTrue();
        assertThat(payload.get("iat").longValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(payload.get("exp").isIntegralNumber()).isTrue();
        assertThat(payload.get("exp").longValue()).isEqualTo(NOW.getEpochSecond() + 60);
        assertThat(payload.get("openstack_methods")).hasToString("[\"token\",\"bitauth\"]");
        assertThat(payload.get("openstack_audit_ids")).hasToString("[\"own\",\"parent\"]");
        assertThat(payload.path("openstack_system").asText("all")).isEqualTo("all");
        assertThat(codec.read(token)).contains(claims);
    }

    @Test
    void signsWithEs256AndNamesTheKeyByItsThumbprint() {
        String token = codec.write(claims(Optional.empty(), Optional.empty(), false, Optional.empty()));

        assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{86}");
        assertThat(Jws.part(token, 0).properties())
                .extracting(member -> member.getKey())
                .containsExactlyInAnyOrder("alg", "typ", "kid");
        assertThat(Jws.part(token, 0).get("alg").textValue()).isEqualTo("ES256");
        assertThat(Jws.part(token, 0).get("typ").textValue()).isEqualTo("JWT");
        assertThat(Jws.part(token, 0).get("kid").textValue()).isEqualTo(KID);
        assertThat(Jws.signature(token)).hasSize(64);
        assertThat(Jws.verifies(PUBLIC, token)).isTrue();
    }

    @Test
    void isIssuedBeforeEveryClockThatIsAtMostASecondBehind() {
        DemoCloud cloud = DemoCloud.with((builder, clock) -> builder.tokenKeys(TokenKeys.of(PAIR)));
        cloud.setClock(NOW.plusMillis(999));

        JsonNode payload = Jws.part(cloud.token(DemoCloud.ALICE, DemoCloud.DEMO), 1);

        assertThat(payload.get("iat").longValue()).isEqualTo(NOW.getEpochSecond() - 1);
        assertThat(payload.get("exp").longValue()).isEqualTo(NOW.getEpochSecond() + 3600);
        assertThat(payload.get("openstack_methods")).hasToString("[\"bitauth\"]");
        assertThat(payload.get("openstack_audit_ids")).hasSize(1);
        assertThat(payload.get("openstack_project_id").textValue()).isEqualTo("p-demo");
    }

    @Test
    void readsATokenUntilItsLastMillisecond() {
        TokenClaims claims = claims(Optional.empty(), Optional.empty(), false, Optional.empty());
        String token = codec.write(claims);

        assertThat(at(claims.expiresAt().minusMillis(1)).read(token)).contains(claims);
        assertThat(at(claims.expiresAt()).read(token)).isEmpty();
        assertThat(at(claims.expiresAt().plus(Duration.ofDays(1))).read(token)).isEmpty();
    }

    @Test
    void readsWhatAnotherProgramWroteWithTheKey() {
        assertThat(codec.read(Jws.es256(PAIR.getPrivate(), HEADER, PAYLOAD))).isPresent();
    }

    static Stream<Arguments> forgeries() {
        KeyPair other = TokenKeys.newKeyPair();
        String good = Jws.es256(PAIR.getPrivate(), HEADER, PAYLOAD);
        String[] parts = good.split("\\.", -1);
        return Stream.of(
                forgery("alg none without signature", Jws.base64("{\"alg\":\"none\"}") + "." + parts[1] + "."),
                forgery(
                        "alg none with a signature",
                        Jws.base64("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]),
                forgery("alg none with our kid", Jws.base64(HEADER.replace("ES256", "none")) + "." + parts[1] + "."),
                forgery(
                        "HS256 with the public key",
                        Jws.hs256(PUBLIC.getEncoded(), HEADER.replace("ES256", "HS256"), PAYLOAD)),
                forgery(
                        "HS256 with the point",
                        Jws.hs256(PUBLIC.getW().getAffineX().toByteArray(), HEADER.replace("ES256", "HS256"), PAYLOAD)),
                forgery(
                        "another name for ES256",
                        Jws.es256(PAIR.getPrivate(), HEADER.replace("ES256", "es256"), PAYLOAD)),
                forgery("ES256K", Jws.es256(PAIR.getPrivate(), HEADER.replace("ES256", "ES256K"), PAYLOAD)),
                forgery("ES384", Jws.es256(PAIR.getPrivate(), HEADER.replace("ES256", "ES384"), PAYLOAD)),
                forgery("another key with our kid", Jws.es256(other.getPrivate(), HEADER, PAYLOAD)),
                forgery(
                        "another key in the header",
                        Jws.es256(
                                other.getPrivate(),
                                HEADER.replace("}", ",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\"}}"),
                                PAYLOAD)),
                forgery("an unknown kid", Jws.es256(PAIR.getPrivate(), HEADER.replace(KID, "x"), PAYLOAD)),
                forgery(
                        "the kid null",
                        Jws.es256(PAIR.getPrivate(), HEADER.replace("\"" + KID + "\"", "null"), PAYLOAD)),
                forgery("no kid", Jws.es256(PAIR.getPrivate(), "{\"alg\":\"ES256\",\"typ\":\"JWT\"}", PAYLOAD)),
                forgery("no alg", Jws.es256(PAIR.getPrivate(), "{\"kid\":\"" + KID + "\"}", PAYLOAD)),
                forgery(
                        "an unknown critical header",
                        Jws.es256(PAIR.getPrivate(), HEADER.replace("}", ",\"crit\":[\"x\"],\"x\":1}"), PAYLOAD)),
                forgery(
                        "another payload",
                        parts[0] + "." + Jws.base64(PAYLOAD.replace("alice", "root_")) + "." + parts[2]),
                forgery("another header", Jws.base64(HEADER.replace("JWT", "jwt")) + "." + parts[1] + "." + parts[2]),
                forgery("a signature of zeros", parts[0] + "." + parts[1] + "." + Jws.base64(new byte[64])),
                forgery("a DER signature", Jws.sign(PAIR.getPrivate(), "SHA256withECDSA", HEADER, PAYLOAD)),
                forgery(
                        "a SHA-384 signature",
                        Jws.sign(PAIR.getPrivate(), "SHA384withECDSAinP1363Format", HEADER, PAYLOAD)),
                forgery("no signature", parts[0] + "." + parts[1] + "."),
                forgery("two parts", parts[0] + "." + parts[1]),
                forgery("four parts", good + ".AAAA"),
                forgery("a second spelling of the signature", good.substring(0, good.length() - 1) + twin(good)),
                forgery("padding", good + "=="),
                forgery("a space before", " " + good),
                forgery("a line end after", good + "\n"),
                forgery("the other base64", parts[0] + "." + parts[1] + "." + plain(Jws.signature(good))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void refusesForgeries(String what, String token) {
        assertThat(codec.read(token)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"sub", "iat", "exp", "openstack_methods", "openstack_audit_ids"})
    void refusesATokenOfOursWithoutAClaim(String name) {
        assertThat(codec.read(Jws.es256(PAIR.getPrivate(), HEADER, PAYLOAD.replace(name, "x_" + name))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"sub\":5",
                "\"exp\":\"soon\"",
                "\"openstack_methods\":[]",
                "\"openstack_methods\":\"bitauth\"",
                "\"openstack_audit_ids\":[5]",
                "\"openstack_audit_ids\":null",
                "\"openstack_project_id\":5"
            })
    void refusesATokenOfOursWithAClaimOfAnotherType(String claim) {
        String name = claim.substring(0, claim.indexOf(':'));
        String rest = PAYLOAD.substring(1).replace(name, "\"x\"");

        assertThat(codec.read(Jws.es256(PAIR.getPrivate(), HEADER, "{" + claim + "," + rest)))
                .isEmpty();
    }

    @Test
    void readsAtMost8192Characters() {
        assertThat(codec.read(ofLength(8192))).isPresent();
        assertThat(codec.read(ofLength(8193))).isEmpty();
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "....",
                "x",
                "a.b.c",
                "null",
                "\u0000",
                "\u20bf.\u20bf.\u20bf",
                "e30.e30.e30",
                "W10.W10.W10"
            })
    void refusesGarbage(String text) {
        assertThat(codec.read(text)).isEmpty();
        assertThat(codec.read(text.repeat(100))).isEmpty();
    }

    private static TokenCodec at(Instant instant) {
        return new TokenCodec(TokenKeys.of(PAIR), () -> instant);
    }

    private static TokenClaims claims(
            Optional<String> project, Optional<String> domain, boolean system, Optional<String> credential) {
        return new TokenClaims(
                "u-alice",
                List.of("token", "bitauth"),
                List.of("own", "parent"),
                project,
                domain,
                system,
                credential,
                NOW,
                NOW.plusSeconds(60));
    }

    /** A good token of this length, filled up with white space inside header and payload. */
    private static String ofLength(int length) {
        for (int header = 0; header < 3; header++) {
            for (int payload = 5000; payload < 6200; payload++) {
                int size = (4 * (HEADER.length() + header) + 2) / 3 + (4 * (PAYLOAD.length() + payload) + 2) / 3 + 88;
                if (size == length) {
                    return Jws.es256(PAIR.getPrivate(), HEADER + " ".repeat(header), PAYLOAD + " ".repeat(payload));
                }
            }
        }
        throw new AssertionError("no token has the length " + length);
    }

    /** Another last character, which decodes to the same bytes where decoders are lax. */
    private static char twin(String token) {
        return (char) (token.charAt(token.length() - 1) + 1);
    }

    private static String plain(byte[] signature) {
        byte[] bytes = signature.clone();
        String text = new String(Base64.getEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
        return text.contains("+") || text.contains("/") ? text : text + "+";
    }

    private static Arguments forgery(String what, String token) {
        return Arguments.of(what, token);
    }
}
