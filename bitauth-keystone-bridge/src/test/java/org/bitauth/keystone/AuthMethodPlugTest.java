package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.OTHER;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.Jws;
import org.junit.jupiter.api.Test;

/** A vendor's own way to log in, beside those that the bridge ships with. */
class AuthMethodPlugTest {
    private static final String PASSWORD = "correct horse battery staple";
    private static final SecretHash HASH = SecretHash.of(PASSWORD);

    private final DemoDirectory directory = new DemoDirectory();
    private final PasswordMethod method =
            new PasswordMethod(directory, Map.of("u-alice", HASH, "u-bob", HASH, "u-carol", HASH, "u-ghost", HASH));
    private final DemoCloud cloud = DemoCloud.with((builder, clock) -> builder.method(method));

    @Test
    void logsInEndToEnd() {
        RawResponse answer = login("u-alice", PASSWORD, DEMO);

        AnswerForm.check(answer);
        String secret = DemoCloud.secret(answer);
        JsonNode token = json(answer).get("token");
        assertThat(token.get("methods")).hasToString("[\"password\"]");
        assertThat(token.at("/user/name").textValue()).isEqualTo("alice");
        assertThat(token.at("/roles/0/name").textValue()).isEqualTo("member");
        assertThat(json(cloud.validate(secret, secret)).get("token")).isEqualTo(token);
        AuthEvent event = cloud.lastEvent();
        assertThat(event.action()).isEqualTo("token.issue");
        assertThat(event.outcome()).isEqualTo("accepted");
        assertThat(event.sin()).isEmpty();
        assertThat(json(login("u-alice", PASSWORD, NO_SCOPE))
                        .at("/token/project/id")
                        .textValue())
                .isEqualTo("p-demo");
        checkError(login("u-alice", PASSWORD, OTHER), 401);
    }

    @Test
    void isNamedBesideTheOthers() {
        RawResponse answer = cloud.post("{\"auth\":{\"identity\":{\"methods\":[\"totp\"],\"totp\":{}}}}");

        checkError(answer, 401);
        assertThat(json(answer).at("/error/identity/methods"))
                .hasToString("[\"bitauth\",\"token\",\"application_credential\",\"password\"]");
        assertThat(cloud.bridge.methods()).containsExactly("bitauth", "token", "application_credential", "password");
    }

    @Test
    void givesTokensThatAreBoundToNoKeyAndCanBeRescoped() {
        String secret = DemoCloud.secret(login("u-alice", PASSWORD, UNSCOPED));

        RawResponse answer = cloud.rescope(secret, DEMO);

        assertThat(json(answer).at("/token/methods")).hasToString("[\"token\",\"password\"]");
        assertThat(Jws.part(secret, 1).has("cnf")).isFalse();
        assertThat(Jws.part(DemoCloud.secret(answer), 1).has("cnf")).isFalse();
    }

    @Test
    void isNotBoundToAKeyThatHappensToSignTheRequest() {
        String body = body("u-alice", PASSWORD, DEMO);

        String secret = DemoCloud.secret(
                SignedCall.of(cloud, ALICE, "POST", "/v3/auth/tokens", body).send());

        assertThat(Jws.part(secret, 1).has("cnf")).isFalse();
    }

    @Test
    void worksUnsignedWhereTheHolderIsDemanded() {
        DemoCloud strict =
                DemoCloud.with((builder, clock) -> builder.method(method).requireHolderOfKey());
        String secret = DemoCloud.secret(strict.post(body("u-alice", PASSWORD, UNSCOPED)));

        DemoCloud.secret(strict.rescope(secret, DEMO));
    }

    @Test
    void refusesLikeTheOthers() {
        RawResponse wrong = login("u-alice", "wrong", DEMO);
        checkError(wrong, 401);
        assertThat(json(wrong)).isEqualTo(json(cloud.login(DemoCloud.STRANGER, DEMO)));
        checkError(login("u-nobody", PASSWORD, DEMO), 401);
        checkError(login("u-ghost", PASSWORD, DEMO), 401);
        checkError(login("u-carol", PASSWORD, DEMO), 401);
        assertThat(cloud.lastEvent().outcome()).isEqualTo("no_user");
        checkError(cloud.post(body("u-alice", PASSWORD, DEMO).replace("\"password\":\"", "\"pass\":\"")), 400);
        checkError(login("u-down", PASSWORD, DEMO), 503);
        assertThat(cloud.events).noneMatch(event -> event.toString().contains(PASSWORD));
    }

    @Test
    void asksForAnotherStep() {
        RawResponse answer = login("u-bob", PASSWORD, NO_SCOPE);

        checkError(answer, 401);
        assertThat(json(answer).at("/error/message").textValue())
                .isEqualTo("Additional authentications steps required.");
        assertThat(json(answer).at("/error/identity"))
                .hasToString("{\"methods\":[\"password\"],\"password\":{\"wants\":\"new_password\"}}");
        assertThat(cloud.events).isEmpty();
        DemoCloud.secret(cloud.post(body("u-bob", PASSWORD, NO_SCOPE)
                .replace("\"password\":\"" + PASSWORD, "\"new_password\":\"x\",\"password\":\"" + PASSWORD)));
    }

    @Test
    void leavesTheShippedMethodsAsTheyAre() {
        DemoCloud.secret(cloud.login(ALICE, DEMO));
        DemoCloud.secret(cloud.robot(DemoDirectory.CREDENTIAL_ID, DemoDirectory.CREDENTIAL_SECRET, NO_SCOPE));
    }

    @Test
    void replacesAShippedMethodOfTheSameName() {
        DemoCloud closed = DemoCloud.with((builder, clock) -> builder.method(new AuthMethod() {
            @Override
            public String name() {
                return "application_credential";
            }

            @Override
            public Result authenticate(Attempt attempt) {
                return new Refused(LoginRejection.NOT_PROVEN, "closed on Sundays");
            }
        }));

        checkError(closed.robot(DemoDirectory.CREDENTIAL_ID, DemoDirectory.CREDENTIAL_SECRET, NO_SCOPE), 401);
        assertThat(closed.lastEvent().detail()).isEqualTo("closed on Sundays");
        assertThat(closed.bridge.methods()).containsExactly("bitauth", "token", "application_credential");
        DemoCloud.secret(closed.login(ALICE, DEMO));
    }

    @Test
    void answers500WhenAMethodIsBroken() {
        DemoCloud broken = DemoCloud.with((builder, clock) -> builder.method(new AuthMethod() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Result authenticate(Attempt attempt) {
                throw new IllegalStateException("very-secret-text");
            }
        }));

        RawResponse answer = broken.post("{\"auth\":{\"identity\":{\"methods\":[\"broken\"],\"broken\":{}}}}");

        checkError(answer, 500);
        assertThat(answer.text()).doesNotContain("very-secret-text");
        DemoCloud.secret(broken.login(ALICE, DEMO));
    }

    @Test
    void isToldWhatItIsFor() {
        AtomicReference<String> heard = new AtomicReference<>("");
        DemoCloud curious = DemoCloud.with((builder, clock) -> builder.method(new AuthMethod() {
            @Override
            public String name() {
                return "curious";
            }

            @Override
            public Result authenticate(Attempt attempt) {
                heard.set(attempt.scope().ask().line() + " " + attempt.payload() + " "
                        + attempt.signer().isPresent() + " " + attempt.requestId());
                return new Refused(LoginRejection.NOT_PROVEN, "no");
            }
        }));

        RawResponse answer = curious.post(
                "{\"auth\":{\"identity\":{\"methods\":[\"curious\"],\"curious\":[1]},\"scope\":" + DEMO + "}}");

        assertThat(heard)
                .hasValue("token for project id p-demo [1] false "
                        + answer.header("X-Openstack-Request-Id").orElseThrow());
    }

    private RawResponse login(String userId, String password, String scope) {
        return cloud.post(body(userId, password, scope));
    }

    private static String body(String userId, String password, String scope) {
        return "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":{\"id\":\"" + userId
                + "\",\"password\":\"" + password + "\"}}}" + (scope.isEmpty() ? "" : ",\"scope\":" + scope) + "}}";
    }
}
