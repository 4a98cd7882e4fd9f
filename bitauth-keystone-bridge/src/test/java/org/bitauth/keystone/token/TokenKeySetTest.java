package org.bitauth.keystone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.keystone.DemoCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeySetTest {
    private static final KeyPair PAIR = TokenKeys.newKeyPair();
    private static final ECPublicKey KEY = (ECPublicKey) PAIR.getPublic();
    private static final String X = coordinate(KEY.getW().getAffineX().toString(16));
    private static final String Y = coordinate(KEY.getW().getAffineY().toString(16));
    private static final String GOOD = "{'kty':'EC','crv':'P-256','x':'" + X + "','y':'" + Y + "'}";

    @Test
    void writesTheKeysOfACloud() {
        ECPublicKey older = (ECPublicKey) TokenKeys.newKeyPair().getPublic();

        JsonNode keys =
                DemoCloud.json(TokenKeys.of(PAIR, older).publicKeys().json()).get("keys");

        assertThat(keys).hasSize(2);
        assertThat(keys.get(0))
                .isEqualTo(DemoCloud.json(
                        quoted(GOOD.replace("}", ",'kid':'" + Jws.thumbprint(KEY) + "','use':'sig','alg':'ES256'}"))));
        assertThat(keys.get(1).get("kid").textValue()).isEqualTo(Jws.thumbprint(older));
    }

    @Test
    void readsWhatItWroteAndWhatOthersWrite() {
        TokenKeySet written = TokenKeys.of(PAIR).publicKeys();

        assertThat(TokenKeySet.parse(written.json()).ids()).isEqualTo(written.ids());
        TokenKeySet bare = parse(GOOD);
        assertThat(bare.ids()).containsExactly(Jws.thumbprint(KEY));
        assertThat(bare.key(Jws.thumbprint(KEY)).orElseThrow().getW()).isEqualTo(KEY.getW());
        assertThat(bare.key("x")).isEmpty();
        TokenKeySet renamed = parse(GOOD.replace("}", ",'kid':'another name'}"));
        assertThat(renamed.ids()).containsExactly(Jws.thumbprint(KEY));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{'kty':'RSA','n':'AQAB','e':'AQAB'}",
                "{'kty':'OKP','crv':'Ed25519','x':'AAAA'}",
                "{'kty':'EC','crv':'secp256k1','x':'AAAA','y':'AAAA'}",
                "{'kty':'EC','crv':'P-384','x':'AAAA','y':'AAAA'}",
                "{}",
                "1",
                "null",
                "[]"
            })
    void passesOverOtherKeys(String other) {
        assertThat(parse(other + "," + GOOD).ids()).containsExactly(Jws.thumbprint(KEY));
        refuses("{'keys':[" + other + "]}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{}",
                "{'keys':{}}",
                "{'keys':[]}",
                "{'keys':'x'}",
                "{'keys':[{'kty':'EC','crv':'P-256'}]}",
                "{'keys':[{'kty':'EC','crv':'P-256','x':'AAAA','y':'AAAA'}]}",
                "{'keys':[{'kty':'EC','crv':'P-256','x':'X','y':'X'}]}",
                "{'keys':[{'kty':'EC','crv':'P-256','x':'!','y':'Y'}]}",
                "{'keys':[{'kty':'EC','crv':'P-256','x':1,'y':2}]}",
                "{'keys':[{'kty':'oct','crv':'P-256','k':'AAAA'}]}",
                "{'keys':[{'kty':'RSA','crv':'P-256','n':'AQAB','e':'AQAB'}]}",
                "{'keys':[{'kty':'EC','crv':'P-256','x':'X','y':'Y','d':'AAAA'}]}",
                "{'keys':[],'keys':[{'kty':'EC','crv':'P-256','x':'X','y':'Y'}]}"
            })
    void refusesOtherDocuments(String text) {
        refuses(text.replace("'X'", "'" + X + "'").replace("'Y'", "'" + Y + "'"));
    }

    @Test
    void takes16KeysAtMost() {
        String sixteen = Stream.generate(TokenKeys::newKeyPair)
                .limit(16)
                .map(pair -> TokenKeys.of(pair).publicKeys().json())
                .map(json -> json.substring("{\"keys\":[".length(), json.length() - 2))
                .collect(Collectors.joining(","));

        assertThat(parse(sixteen).ids()).hasSize(16);
        refuses("{'keys':[" + sixteen + "," + GOOD + "]}");
    }

    private static TokenKeySet parse(String keys) {
        return TokenKeySet.parse(quoted("{'keys':[" + keys + "]}"));
    }

    private static void refuses(String text) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> TokenKeySet.parse(quoted(text)));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }

    private static String coordinate(String hex) {
        return Jws.base64(HexFormat.of().parseHex("0".repeat(64 - hex.length()) + hex));
    }
}
