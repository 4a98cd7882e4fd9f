package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.BOB;
import static org.bitauth.keystone.oidc.DemoProvider.answerForm;
import static org.bitauth.keystone.oidc.DemoProvider.checkError;
import static org.bitauth.keystone.oidc.DemoProvider.form;
import static org.bitauth.keystone.oidc.DemoProvider.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.bitauth.StoreException;
import org.bitauth.challenge.Challenge;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.Jws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grant by challenge of docs/protocol.md. */
class ChallengeGrantTest {
    private final DemoProvider cloud = DemoProvider.start();

    @ParameterizedTest
    @ValueSource(strings = {"tenants;admins", "", "a\nb"})
    void givesNoJwtForAGroupThatKeystoneWouldReadAsOthers(String group) {
        DemoProvider grouped = DemoProvider.with(settings -> settings.groups(sin -> List.of("tenants", group)));

        RawResponse answer = grouped.answer(ALICE, grouped.challenge(ALICE.sin(), AUDIENCE), AUDIENCE);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).doesNotContain("access_token");
    }

    @Test
    void swapsAnAnswerForAJwtOfExactlySixClaims() {
        String challenge = cloud.challenge(ALICE.sin(), AUDIENCE);

        RawResponse answer = cloud.answer(ALICE, challenge, AUDIENCE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode body = json(answer);
        assertThat(body.fieldNames()).toIterable().containsExactly("access_token", "token_type", "expires_in");
        assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").asInt()).isEqualTo(120);
        JsonNode claims = Jws.part(body.path("access_token").asText(), 1);
        assertThat(claims.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("iss", "sub", "aud", "iat", "exp", "jti");
        assertThat(claims.path("iss").asText()).isEqualTo(DemoProvider.ISSUER);
        assertThat(claims.path("sub").asText()).isEqualTo(ALICE.sin().value());
        assertThat(claims.path("aud").isTextual()).isTrue();
        assertThat(claims.path("aud").asText()).isEqualTo(AUDIENCE);
        assertThat(claims.path("iat").asLong()).isEqualTo(cloud.now().getEpochSecond());
        assertThat(claims.path("exp").asLong()).isEqualTo(cloud.now().getEpochSecond() + 120);
    }

    @Test
    void namesCloudAndAudienceInTheChallenge() {
        Challenge challenge = Challenge.parse(cloud.challenge(ALICE.sin(), AUDIENCE));

        assertThat(challenge.cloud()).isEqualTo(DemoProvider.ISSUER);
        assertThat(challenge.asks()).isEqualTo("token for federation " + AUDIENCE);
        assertThat(challenge.expires()).isEqualTo(challenge.issued().plusSeconds(120));
    }

    @Test
    void refusesAReplayedAnswer() {
        String challenge = cloud.challenge(ALICE.sin(), AUDIENCE);
        assertThat(cloud.answer(ALICE, challenge, AUDIENCE).status()).isEqualTo(200);

        checkError(cloud.answer(ALICE, challenge, AUDIENCE), 400, "invalid_grant");
    }

    @Test
    void refusesAnAnswerAfterItsTime() {
        String challenge = cloud.challenge(ALICE.sin(), AUDIENCE);
        cloud.advance(Duration.ofSeconds(121));

        checkError(cloud.answer(ALICE, challenge, AUDIENCE), 400, "invalid_grant");
    }

    @Test
    void refusesAnAnswerForAnotherAudience() {
        checkError(cloud.answer(ALICE, cloud.challenge(ALICE.sin(), AUDIENCE), "other"), 400, "invalid_grant");
    }

    @Test
    void refusesAnAnswerByAnotherKey() {
        checkError(cloud.answer(BOB, cloud.challenge(ALICE.sin(), AUDIENCE), AUDIENCE), 400, "invalid_grant");
    }

    @Test
    void refusesAChallengeOfAnotherProvider() {
        String foreign = DemoProvider.start().challenge(ALICE.sin(), AUDIENCE);

        checkError(cloud.answer(ALICE, foreign, AUDIENCE), 400, "invalid_grant");
    }

    @Test
    void refusesAnAudienceThatIsNotConfigured() {
        String form = form(
                "grant_type",
                OidcHandler.CHALLENGE_GRANT,
                "audience",
                "https://elsewhere.example",
                "identity",
                ALICE.sin().value());

        checkError(cloud.post("/token", form), 400, "invalid_target");
        String answer = answerForm(ALICE, cloud.challenge(ALICE.sin(), AUDIENCE), "https://elsewhere.example");
        checkError(cloud.post("/token", answer), 400, "invalid_target");
    }

    @Test
    void refusesADeniedIdentityOnceItIsProven() {
        DemoProvider strict = DemoProvider.with(settings -> settings.denyList(DenyList.of(Set.of(ALICE.sin()))));

        RawResponse answer = strict.answer(ALICE, strict.challenge(ALICE.sin(), AUDIENCE), AUDIENCE);

        checkError(answer, 400, "access_denied");
        assertThat(strict.token(BOB, AUDIENCE)).isNotEmpty();
    }

    @Test
    void failsClosedWhereTheDenyListCannotAnswer() {
        DemoProvider broken = DemoProvider.with(settings -> settings.denyList(sin -> {
            throw new StoreException("no answer");
        }));

        checkError(
                broken.answer(ALICE, broken.challenge(ALICE.sin(), AUDIENCE), AUDIENCE),
                503,
                "temporarily_unavailable");
    }

    @Test
    void putsGroupsIntoTheJwtWhereTheyAreConfigured() {
        DemoProvider grouped = DemoProvider.with(
                settings -> settings.groups(sin -> sin.equals(ALICE.sin()) ? List.of("tenants", "a b") : List.of()));

        JsonNode claims = Jws.part(grouped.token(ALICE, AUDIENCE), 1);

        assertThat(claims.path("groups").toString()).isEqualTo("[\"tenants\",\"a b\"]");
        assertThat(claims.size()).isEqualTo(7);
        assertThat(Jws.part(grouped.token(BOB, AUDIENCE), 1).path("groups").toString())
                .isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Tf7",
                "Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDy",
                "tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz",
                "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
            })
    void refusesAnIdentityOfWrongShape(String identity) {
        String form = form("grant_type", OidcHandler.CHALLENGE_GRANT, "audience", AUDIENCE, "identity", identity);

        checkError(cloud.post("/token", form), 400, "invalid_request");
    }
}
