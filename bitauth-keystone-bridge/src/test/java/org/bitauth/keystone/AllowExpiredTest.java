package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.checkError;
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
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services ask about tokens that have ended a short while ago, to finish what was begun before. */
class AllowExpiredTest {
    private static final String ALLOWED = "allow_expired=1";
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration WINDOW = Duration.ofHours(48);

    private final DemoCloud cloud = DemoCloud.start();
    private final String subject = cloud.token(ALICE, DEMO);

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"allow_expired", "allow_expired=", "allow_expired=1", "allow_expired=true", "x&allow_expired=1"})
    void tellsServicesAndAdministratorsOfATokenThatHasEnded(String query) {
        cloud.advance(LIFE);

        for (BitauthKey key : new BitauthKey[] {SVC, ROOT}) {
            String caller = cloud.token(key, DEMO);
            checkError(cloud.validate(caller, subject), 404);
            RawResponse answer = validate(caller, subject, query);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(json(answer).at("/token/expires_at").textValue()).isEqualTo("2026-11-22T11:00:00.000000Z");
            assertThat(json(answer).at("/token/user/name").textValue()).isEqualTo("alice");
            assertThat(answer.header("X-Subject-Token")).contains(subject);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"allow_expired=0", "allow_expired=false", "allow_expired=False", "allowexpired=1", "x"})
    void tellsNothingUnlessItIsAsked(String query) {
        cloud.advance(LIFE);

        checkError(validate(cloud.token(SVC, DEMO), subject, query), 404);
    }

    @Test
    void tellsNobodyElse() {
        cloud.advance(LIFE);

        checkError(validate(cloud.token(ALICE, DEMO), subject, ALLOWED), 404);
        checkError(validate(cloud.token(BOB, NO_SCOPE), subject, ALLOWED), 404);
        checkError(validate(cloud.token(SVC, UNSCOPED), subject, ALLOWED), 404);
        checkError(validate(subject, subject, ALLOWED), 401);
    }

    @Test
    void tellsFor48HoursAndNotASecondMore() {
        cloud.advance(LIFE.plus(WINDOW).minusSeconds(1));
        String caller = cloud.token(SVC, DEMO);
        assertThat(validate(caller, subject, ALLOWED).status()).isEqualTo(200);

        cloud.advance(Duration.ofSeconds(1));

        checkError(validate(caller, subject, ALLOWED), 404);
    }

    @Test
    void tellsTheSameOfATokenThatItNeverSawBefore() {
        DemoCloud fresh = DemoCloud.start();
        String unseen = fresh.token(ALICE, DEMO);
        fresh.advance(LIFE.plus(WINDOW));

        checkError(validate(fresh, fresh.token(SVC, DEMO), unseen, ALLOWED), 404);
        fresh.setClock(fresh.now().minusSeconds(1));
        assertThat(validate(fresh, fresh.token(SVC, DEMO), unseen, ALLOWED).status())
                .isEqualTo(200);
    }

    @Test
    void tellsNothingOfARevokedToken() {
        cloud.revoke(subject, subject);
        checkError(validate(cloud.token(SVC, DEMO), subject, ALLOWED), 404);

        cloud.advance(LIFE.plus(WINDOW).minusSeconds(1));

        checkError(validate(cloud.token(SVC, DEMO), subject, ALLOWED), 404);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("lost the role", cloud -> cloud.directory.remove("roles of u-alice")),
                change("was disabled", cloud -> cloud.directory.disable("u-alice")),
                change("is gone", cloud -> cloud.directory.remove("u-alice")));
    }

    @ParameterizedTest(name = "alice {0}")
    @MethodSource("changes")
    void tellsNothingOfATokenOfAUserWho(String what, Consumer<DemoCloud> change) {
        cloud.advance(LIFE);
        String caller = cloud.token(SVC, DEMO);
        assertThat(validate(caller, subject, ALLOWED).status()).isEqualTo(200);

        change.accept(cloud);

        checkError(validate(caller, subject, ALLOWED), 404);
    }

    @Test
    void takesAnEndedTokenForNothingElse() {
        cloud.advance(LIFE);
        String admin = cloud.token(ROOT, DEMO);

        checkError(cloud.rescope(subject, NO_SCOPE), 401);
        checkError(cloud.revoke(admin, subject), 404);
        checkError(cloud.get("/v3/auth/catalog?" + ALLOWED, "X-Auth-Token", subject), 401);
        checkError(
                cloud.send(
                        "DELETE",
                        "/v3/auth/tokens?" + ALLOWED,
                        new byte[0],
                        "X-Auth-Token",
                        admin,
                        "X-Subject-Token",
                        subject),
                404);
    }

    private RawResponse validate(String caller, String token, String query) {
        return validate(cloud, caller, token, query);
    }

    private static RawResponse validate(DemoCloud cloud, String caller, String token, String query) {
        return cloud.get("/v3/auth/tokens?" + query, "X-Auth-Token", caller, "X-Subject-Token", token);
    }

    private static Arguments change(String what, Consumer<DemoCloud> change) {
        return Arguments.of(what, change);
    }
}
