package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.CredentialJson.OF_ALICE;
import static org.bitauth.keystone.CredentialJson.named;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;

import com.fasterxml.jackson.databind.JsonNode;
import org.bitauth.BitauthKey;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.Jws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens that are bound to the key of their login, and a bridge that demands it. */
class HolderOfKeyTest {
    private static final String TOKENS = "/v3/auth/tokens";

    /** Python: sha256 of the JSON Web Key of alice's public key, in base64url. */
    private static final String ALICES_THUMBPRINT = "ZypeBETmbTMxAHXm6Ij1unxZoQCbQV-LaoT_kMoFEZY";

    private final DemoCloud strict = DemoCloud.with((builder, clock) -> builder.requireHolderOfKey());
    private final DemoCloud lax = DemoCloud.start();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a1, ZypeBETmbTMxAHXm6Ij1unxZoQCbQV-LaoT_kMoFEZY",
        "b2, _2aBYxgUcxK9mQRNVsNyvHyPXcm6FqdTXDUQnJuFbxk",
        "d4, U-3kbkED__nj9ICNYMZt5sjZG3Lbxy--oAnxQemPa9o",
    })
    void namesKeysLikeAnotherImplementation(String digits, String thumbprint) {
        assertThat(BitauthKey.ofHex(digits.repeat(32)).publicKey().jwkThumbprint())
                .isEqualTo(thumbprint);
    }

    @Test
    void namesAKeyWithALeadingZeroInItsPoint() {
        BitauthKey key = BitauthKey.ofHex(String.format("%064x", 122));

        assertThat(key.publicKey().jwkThumbprint()).isEqualTo("hLZA8vfEaf0u5jj3aS8iZ5gQhS1Jr2-F1N5U6-Ld_Oo");
    }

    @Test
    void bindsTheTokenToTheKeyOfTheLogin() {
        String twoSteps = lax.token(ALICE, DEMO);
        String oneStep = DemoCloud.secret(
                SignedCall.of(lax, ALICE, "POST", TOKENS, LoginJson.signed(DEMO).toString())
                        .send());

        for (String token : new String[] {twoSteps, oneStep}) {
            assertThat(Jws.part(token, 1).get("cnf")).hasToString("{\"jkt\":\"" + ALICES_THUMBPRINT + "\"}");
            assertThat(lax.bridge.validate(token).orElseThrow().holder()).contains(ALICES_THUMBPRINT);
        }
    }

    @Test
    void keepsTheKeyThroughRescoping() {
        String child = DemoCloud.secret(lax.rescope(lax.token(ALICE, UNSCOPED), DEMO));
        String grandchild = DemoCloud.secret(lax.rescope(child, UNSCOPED));

        for (String token : new String[] {child, grandchild}) {
            assertThat(Jws.part(token, 1).at("/cnf/jkt").textValue()).isEqualTo(ALICES_THUMBPRINT);
        }
    }

    @Test
    void keepsTheFirstKeyWhereAnotherOneSignsTheRescoping() {
        String body = LoginJson.token(lax.token(ALICE, UNSCOPED), DEMO).toString();

        String child =
                DemoCloud.secret(SignedCall.of(lax, BOB, "POST", TOKENS, body).send());

        assertThat(Jws.part(child, 1).at("/cnf/jkt").textValue()).isEqualTo(ALICES_THUMBPRINT);
    }

    @Test
    void bindsTheTokenOfAnApplicationCredentialToNoKey() {
        String robot =
                DemoCloud.secret(lax.robot(DemoDirectory.CREDENTIAL_ID, DemoDirectory.CREDENTIAL_SECRET, NO_SCOPE));

        assertThat(Jws.part(robot, 1).has("cnf")).isFalse();
    }

    @Test
    void needsTheKeyToRescope() {
        String body = LoginJson.token(strict.token(ALICE, UNSCOPED), DEMO).toString();

        AnswerForm.checkError(strict.post(body), 401);
        assertThat(strict.lastEvent().detail()).contains("not signed by the key");
        AnswerForm.checkError(SignedCall.of(strict, BOB, "POST", TOKENS, body).send(), 401);
        DemoCloud.secret(SignedCall.of(strict, ALICE, "POST", TOKENS, body).send());
    }

    @Test
    void needsTheKeyToMakeAndDeleteApplicationCredentials() {
        String token = strict.token(ALICE, DEMO);
        AnswerForm.checkError(CredentialJson.post(strict, token, OF_ALICE, named("a")), 403);
        AnswerForm.checkError(create(BOB, token).send(), 403);
        JsonNode made = CredentialJson.made(create(ALICE, token).send());

        String path = OF_ALICE + "/" + made.get("id").textValue();
        AnswerForm.checkError(CredentialJson.delete(strict, token, path), 403);
        AnswerForm.checkError(
                SignedCall.of(strict, BOB, "DELETE", path, "", "X-Auth-Token", token)
                        .send(),
                403);
        assertThat(strict.get(path, "X-Auth-Token", token).status()).isEqualTo(200);
        assertThat(SignedCall.of(strict, ALICE, "DELETE", path, "", "X-Auth-Token", token)
                        .send()
                        .status())
                .isEqualTo(204);
        AnswerForm.checkError(strict.get(path, "X-Auth-Token", token), 404);
    }

    @Test
    void needsTheKeyToRevokeAnotherToken() {
        String token = strict.token(ALICE, DEMO);
        String another = strict.token(ALICE, DEMO);
        AnswerForm.checkError(strict.revoke(token, another), 403);
        AnswerForm.checkError(revoke(BOB, token, another).send(), 403);
        AnswerForm.checkError(strict.revoke(strict.token(ROOT, DEMO), another), 403);
        assertThat(strict.validate(another, another).status()).isEqualTo(200);

        assertThat(revoke(ALICE, token, another).send().status()).isEqualTo(204);
        AnswerForm.checkError(strict.validate(token, another), 404);
        assertThat(revoke(ROOT, strict.token(ROOT, DEMO), token).send().status())
                .isEqualTo(204);
    }

    @Test
    void letsATokenEndItselfUnsigned() {
        String token = strict.token(ALICE, DEMO);

        assertThat(strict.revoke(token, token).status()).isEqualTo(204);
        AnswerForm.checkError(strict.validate(token, token), 401);
    }

    @Test
    void takesASignatureForItsOwnTokenOnly() {
        String token = strict.token(ALICE, DEMO);
        String another = strict.token(ALICE, UNSCOPED);
        SignedCall call = revoke(ALICE, token, another);
        call.headers.put("X-Subject-Token", strict.token(ALICE, DEMO));

        RawResponse answer = call.send();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains("error=\"invalid\"");
    }

    @Test
    void readsAndValidatesUnsigned() {
        String token = strict.token(ALICE, DEMO);

        for (String path : new String[] {"/v3/users/u-alice", "/v3/auth/projects", "/v3/auth/catalog", OF_ALICE}) {
            assertThat(strict.get(path, "X-Auth-Token", token).status()).isEqualTo(200);
        }
        assertThat(strict.validate(token, token).status()).isEqualTo(200);
    }

    @Test
    void letsAProgramWorkUnsigned() {
        String robot =
                DemoCloud.secret(strict.robot(DemoDirectory.CREDENTIAL_ID, DemoDirectory.CREDENTIAL_SECRET, NO_SCOPE));

        DemoCloud.secret(strict.rescope(robot, DEMO));
    }

    @Test
    void demandsNothingUnlessItIsSet() {
        String token = lax.token(ALICE, DEMO);
        String another = DemoCloud.secret(lax.rescope(token, UNSCOPED));
        JsonNode made = CredentialJson.made(lax, token, named("a"));

        assertThat(lax.revoke(token, another).status()).isEqualTo(204);
        assertThat(CredentialJson.delete(
                                lax, token, OF_ALICE + "/" + made.get("id").textValue())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void refusesABadSignatureEvenWhereNoneIsDemanded() {
        String token = lax.token(ALICE, DEMO);
        SignedCall call = SignedCall.of(lax, ALICE, "POST", OF_ALICE, named("a"), "X-Auth-Token", token);

        assertThat(call.send(named("b")).status()).isEqualTo(401);
        call.headers.put("X-Identity", "x");
        AnswerForm.checkError(call.send(), 400);
        assertThat(lax.get(OF_ALICE, "X-Auth-Token", token).text()).contains("\"application_credentials\":[]");
    }

    private SignedCall create(BitauthKey key, String token) {
        return SignedCall.of(strict, key, "POST", OF_ALICE, named("a"), "X-Auth-Token", token);
    }

    private SignedCall revoke(BitauthKey key, String token, String subject) {
        return SignedCall.of(strict, key, "DELETE", TOKENS, "", "X-Auth-Token", token, "X-Subject-Token", subject);
    }
}
