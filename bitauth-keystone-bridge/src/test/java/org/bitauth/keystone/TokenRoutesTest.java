package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.SVC;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation and revocation of tokens. */
class TokenRoutesTest {
    private static final String TOKENS = "/v3/auth/tokens";

    private final DemoCloud cloud = DemoCloud.start();

    @Test
    void tellsAUserAboutHisOwnTokens() {
        RawResponse login = cloud.login(ALICE, DEMO);
        String subject = DemoCloud.secret(login);

        for (String caller : new String[] {subject, cloud.token(ALICE, UNSCOPED)}) {
            RawResponse answer = cloud.validate(caller, subject);
            AnswerForm.check(answer);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-Subject-Token")).contains(subject);
            assertThat(json(answer)).isEqualTo(json(login));
        }
    }

    @Test
    void tellsServicesAndAdministratorsAboutEverybody() {
        String subject = cloud.token(ALICE, DEMO);

        for (BitauthKey key : new BitauthKey[] {SVC, ROOT}) {
            RawResponse answer = cloud.validate(cloud.token(key, DEMO), subject);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(json(answer).at("/token/user/name").textValue()).isEqualTo("alice");
        }
    }

    @Test
    void tellsStrangersNothing() {
        String subject = cloud.token(ALICE, DEMO);

        AnswerForm.checkError(cloud.validate(cloud.token(BOB, NO_SCOPE), subject), 403);
        AnswerForm.checkError(cloud.validate(cloud.token(ALICE, DEMO), cloud.token(ROOT, DEMO)), 403);
        AnswerForm.checkError(cloud.validate(cloud.token(SVC, UNSCOPED), subject), 403);
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        String token = cloud.token(ALICE, DEMO);

        RawResponse answer = cloud.send("HEAD", TOKENS, new byte[0], "X-Auth-Token", token, "X-Subject-Token", token);

        AnswerForm.check(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("X-Subject-Token")).contains(token);
        RawResponse bad = cloud.send("HEAD", TOKENS, new byte[0], "X-Auth-Token", token, "X-Subject-Token", "x");
        assertThat(bad.status()).isEqualTo(404);
        assertThat(bad.body()).isEmpty();
        assertThat(cloud.send("HEAD", TOKENS, new byte[0]).status()).isEqualTo(401);
    }

    @Test
    void leavesOutTheCatalogOnRequest() {
        String token = cloud.token(ALICE, DEMO);

        RawResponse answer = cloud.get(TOKENS + "?nocatalog", "X-Auth-Token", token, "X-Subject-Token", token);

        assertThat(AnswerForm.names(json(answer).get("token")))
                .contains("roles")
                .doesNotContain("catalog");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", " ", "x", "a.b.c", "null", "eyJhbGciOiJub25lIn0.e30."})
    void refusesACallerWithoutAToken(String caller) {
        String subject = cloud.token(ALICE, DEMO);

        AnswerForm.checkError(cloud.validate(caller, subject), 401);
        AnswerForm.checkError(cloud.revoke(caller, subject), 401);
        AnswerForm.checkError(cloud.get(TOKENS, "X-Subject-Token", subject), 401);
        AnswerForm.checkError(cloud.get(TOKENS), 401);
    }

    @Test
    void refusesACallerWithTwoTokens() {
        String token = cloud.token(ALICE, DEMO);

        AnswerForm.checkError(
                cloud.get(TOKENS, "X-Auth-Token", token, "X-Auth-Token", token, "X-Subject-Token", token), 401);
        AnswerForm.checkError(
                cloud.get(TOKENS, "X-Auth-Token", token, "X-Subject-Token", token, "X-Subject-Token", token), 404);
        AnswerForm.checkError(cloud.get("/v3/auth/catalog", "X-Auth-Token", token, "X-Auth-Token", "x"), 401);
    }

    @Test
    void knowsNoSubjectThatIsMissingBadAlteredOrOfAnotherCloud() {
        String caller = cloud.token(SVC, DEMO);
        String token = cloud.token(ALICE, DEMO);
        char last = token.charAt(token.length() - 1);

        AnswerForm.checkError(cloud.get(TOKENS, "X-Auth-Token", caller), 404);
        for (String subject : new String[] {
            "",
            "x",
            token + "A",
            token.substring(1),
            token.substring(0, token.length() - 1),
            token.substring(0, token.length() - 1) + (last == 'A' ? 'B' : (char) (last + 1)),
            token.replace('.', ','),
            " " + token,
            token + "=",
            DemoCloud.start().token(ALICE, DEMO)
        }) {
            AnswerForm.checkError(cloud.validate(caller, subject), 404);
            AnswerForm.checkError(cloud.revoke(caller, subject), 404);
        }
    }

    @Test
    void knowsNoTokenThatHasExpired() {
        String token = cloud.token(ALICE, DEMO);
        cloud.advance(Duration.ofHours(1).minusMillis(1));
        String caller = cloud.token(SVC, DEMO);
        assertThat(cloud.validate(caller, token).status()).isEqualTo(200);

        cloud.advance(Duration.ofMillis(1));

        AnswerForm.checkError(cloud.validate(caller, token), 404);
        AnswerForm.checkError(cloud.validate(token, token), 401);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("lost the role", cloud -> cloud.directory.remove("roles of u-alice")),
                change("was disabled", cloud -> cloud.directory.disable("u-alice")),
                change("is gone", cloud -> cloud.directory.remove("u-alice")),
                change("has no project any more", cloud -> cloud.directory.remove("p-demo")));
    }

    @ParameterizedTest(name = "alice {0}")
    @MethodSource("changes")
    void knowsNoTokenOfAUserWho(String what, Consumer<DemoCloud> change) {
        String token = cloud.token(ALICE, DEMO);
        String caller = cloud.token(ROOT, "{\"domain\":{\"id\":\"default\"}}");
        assertThat(cloud.validate(caller, token).status()).isEqualTo(200);

        change.accept(cloud);

        AnswerForm.checkError(cloud.validate(caller, token), 404);
        AnswerForm.checkError(cloud.validate(token, token), 401);
        AnswerForm.checkError(cloud.rescope(token, NO_SCOPE), 401);
        AnswerForm.checkError(cloud.get("/v3/auth/catalog", "X-Auth-Token", token), 401);
    }

    @Test
    void revokesATokenOnceAndForAll() {
        String token = cloud.token(ALICE, DEMO);
        String another = cloud.token(ALICE, DEMO);

        RawResponse answer = cloud.revoke(token, token);

        String id = AnswerForm.check(answer);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        AnswerForm.checkError(cloud.validate(another, token), 404);
        AnswerForm.checkError(cloud.validate(token, another), 401);
        AnswerForm.checkError(cloud.revoke(another, token), 404);
        AnswerForm.checkError(cloud.revoke(token, token), 401);
        assertThat(cloud.validate(another, another).status()).isEqualTo(200);
        AuthEvent event = cloud.lastEvent();
        assertThat(event.action()).isEqualTo("token.revoke");
        assertThat(event.outcome()).isEqualTo("accepted");
        assertThat(event.requestId()).isEqualTo(id);
        assertThat(event.detail()).doesNotContain(token);
    }

    @Test
    void letsOnlyAdministratorsRevokeForOthers() {
        String token = cloud.token(ALICE, DEMO);

        AnswerForm.checkError(cloud.revoke(cloud.token(BOB, NO_SCOPE), token), 403);
        AnswerForm.checkError(cloud.revoke(cloud.token(SVC, DEMO), token), 403);
        assertThat(cloud.validate(token, token).status()).isEqualTo(200);
        assertThat(cloud.revoke(cloud.token(ROOT, DEMO), token).status()).isEqualTo(204);
        AnswerForm.checkError(cloud.validate(token, token), 401);
    }

    @Test
    void neverTellsTheListenerATokenOrASecret() {
        String token = cloud.token(ALICE, DEMO);
        cloud.rescope(token, UNSCOPED);
        cloud.rescope(token + "x", UNSCOPED);
        cloud.robot(DemoDirectory.CREDENTIAL_ID, DemoDirectory.CREDENTIAL_SECRET, NO_SCOPE);
        cloud.robot(DemoDirectory.CREDENTIAL_ID, DemoDirectory.CREDENTIAL_SECRET + "x", NO_SCOPE);
        cloud.revoke(token, token);

        assertThat(cloud.events)
                .hasSize(6)
                .allSatisfy(event -> assertThat(event.toString())
                        .doesNotContain(token, token.substring(token.length() - 20), DemoDirectory.CREDENTIAL_SECRET));
    }

    private static Arguments change(String what, Consumer<DemoCloud> change) {
        return Arguments.of(what, change);
    }
}
