package org.bitauth.keystone.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bitauth.keystone.DemoCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedRevocationsTest {
    private static final Instant NOW = DemoCloud.START;
    private static final long SECOND = NOW.getEpochSecond();
    private static final KeyPair PAIR = TokenKeys.newKeyPair();
    private static final TokenKeys KEYS = TokenKeys.of(PAIR);
    private static final String HEADER = "{\"alg\":\"ES256\",\"typ\":\"bitauth-revocations+jwt\",\"kid\":\""
            + Jws.thumbprint((ECPublicKey) PAIR.getPublic()) + "\"}";
    private static final RevocationList LIST = new RevocationList(
            7,
            List.of(
                    new Revocation.OfToken("AAAAAAAAAAAAAAAAAAAAAA", NOW.plusSeconds(60)),
                    new Revocation.OfUser("u-alice", NOW.minusSeconds(1), NOW.plusSeconds(90))));

    @Test
    void readsWhatItWrote() {
        String text = SignedRevocations.write(LIST, KEYS, () -> NOW.plusMillis(999));

        assertThat(read(text)).contains(new SignedRevocations.Dated(NOW, LIST));
        assertThat(read(SignedRevocations.write(new RevocationList(0, List.of()), KEYS, () -> NOW)))
                .contains(new SignedRevocations.Dated(NOW, new RevocationList(0, List.of())));
    }

    @Test
    void writesTheDocumentedClaims() {
        String text = SignedRevocations.write(LIST, KEYS, () -> NOW);

        assertThat(Jws.part(text, 0)).isEqualTo(DemoCloud.json(HEADER));
        JsonNode payload = Jws.part(text, 1);
        assertThat(payload)
                .isEqualTo(DemoCloud.json(
                        "{\"iat\":" + SECOND + ",\"number\":7,\"tokens\":[[\"AAAAAAAAAAAAAAAAAAAAAA\"," + (SECOND + 60)
                                + "]],\"users\":[[\"u-alice\"," + (SECOND - 1) + "," + (SECOND + 90) + "]]}"));
        assertThat(Jws.verifies((ECPublicKey) PAIR.getPublic(), text)).isTrue();
    }

    @Test
    void readsAListByAnyKeyOfTheCloudAndNoOther() {
        KeyPair next = TokenKeys.newKeyPair();
        String text = SignedRevocations.write(LIST, KEYS, () -> NOW);
        TokenKeySet rotated = TokenKeys.of(next, (ECPublicKey) PAIR.getPublic()).publicKeys();

        assertThat(SignedRevocations.read(text, rotated)).isPresent();
        assertThat(SignedRevocations.read(text, TokenKeys.of(next).publicKeys()))
                .isEmpty();
        assertThat(read(Jws.es256(next.getPrivate(), HEADER, "{\"iat\":1,\"number\":1,\"tokens\":[],\"users\":[]}")))
                .isEmpty();
    }

    @Test
    void takesNoTokenForAList() {
        DemoCloud cloud = DemoCloud.with((builder, clock) -> builder.tokenKeys(KEYS));

        assertThat(read(cloud.token(DemoCloud.ALICE, DemoCloud.DEMO))).isEmpty();
        String payload = "{\"iat\":1,\"number\":1,\"tokens\":[],\"users\":[]}";
        assertThat(read(Jws.es256(PAIR.getPrivate(), HEADER, payload))).isPresent();
        for (String header : new String[] {
            HEADER.replace("bitauth-revocations+jwt", "JWT"),
            HEADER.replace("\"typ\":\"bitauth-revocations+jwt\",", ""),
            HEADER.replace("ES256", "none"),
            HEADER.replace("ES256", "ES384"),
            HEADER.replace("kid", "key")
        }) {
            assertThat(read(Jws.es256(PAIR.getPrivate(), header, payload)))
                    .as(header)
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "{'number':1,'tokens':[],'users':[]}",
                "{'iat':1,'tokens':[],'users':[]}",
                "{'iat':1,'number':1,'users':[]}",
                "{'iat':1,'number':1,'tokens':[]}",
                "{'iat':1,'number':'1','tokens':[],'users':[]}",
                "{'iat':1,'number':1,'tokens':{},'users':[]}",
                "{'iat':1,'number':1,'tokens':['a'],'users':[]}",
                "{'iat':1,'number':1,'tokens':[['a']],'users':[]}",
                "{'iat':1,'number':1,'tokens':[['a',1,2]],'users':[]}",
                "{'iat':1,'number':1,'tokens':[[1,1]],'users':[]}",
                "{'iat':1,'number':1,'tokens':[['a','1']],'users':[]}",
                "{'iat':1,'number':1,'tokens':[['a',null]],'users':[]}",
                "{'iat':1,'number':1,'tokens':[],'users':[['a',1]]}",
                "{'iat':1,'number':1,'tokens':[],'users':[['a',1,'x']]}",
                "{'iat':1,'number':1,'tokens':[[null,1]],'users':[]}",
                "{'iat':1,'number':1.5,'tokens':[],'users':[]}",
                "{'iat':1,'number':1,'tokens':[['a',1e30]],'users':[]}"
            })
    void refusesOtherForms(String payload) {
        assertThat(read(Jws.es256(PAIR.getPrivate(), HEADER, payload.replace('\'', '"'))))
                .isEmpty();
    }

    @Test
    void throwsNothingForAnyText() {
        String good = SignedRevocations.write(LIST, KEYS, () -> NOW);
        for (String text : new String[] {
            "", ".", "..", "a.b.c", good + "x", good.substring(1), good + ".", "\u0000", "x".repeat(2 << 20)
        }) {
            assertThat(read(text)).isEmpty();
        }
    }

    @Test
    void holdsTenThousandRevocations() {
        List<Revocation> many = IntStream.range(0, 10_000)
                .<Revocation>mapToObj(i -> new Revocation.OfToken(String.format("%022d", i), NOW.plusSeconds(60)))
                .toList();

        RevocationList list = read(SignedRevocations.write(new RevocationList(1, many), KEYS, () -> NOW))
                .orElseThrow()
                .list();

        assertThat(list.revocations()).containsExactlyElementsOf(many);
    }

    private static Optional<SignedRevocations.Dated> read(String text) {
        return SignedRevocations.read(text, KEYS.publicKeys());
    }
}
