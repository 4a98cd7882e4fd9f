package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.AnswerForm.checkError;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.NO_SCOPE;
import static org.bitauth.keystone.DemoCloud.STRANGER;
import static org.bitauth.keystone.DemoCloud.SVC;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.RawResponse;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.statement.StatementSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users change their own identities: by a statement of the old key and the new one. */
class RotationTest {
    private static final String PATH = "/v3/bitauth/identities";
    private static final BitauthKey NEW = BOB;

    private final WritableCloud users = new WritableCloud();
    private final DemoCloud cloud = users.cloud;

    @BeforeEach
    void hasRunForAnHour() {
        cloud.setClock(DemoCloud.START.plusSeconds(3600));
    }

    @Test
    void addsTheIdentityAtOnceUnlessThereIsAWait() {
        checkError(cloud.login(NEW, NO_SCOPE), 401);

        RawResponse answer = post(rotation(ALICE, NEW));

        AnswerForm.check(answer);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(json(answer))
                .hasToString("{\"identity\":{\"sin\":\"" + NEW.sin()
                        + "\",\"valid_from\":\"2026-11-22T11:00:00.000000Z\"}}");
        AuthEvent event = cloud.lastEvent();
        assertThat(event.action()).isEqualTo("identity.add");
        assertThat(event.outcome()).isEqualTo("accepted");
        assertThat(event.sin()).contains(ALICE.sin());
        assertThat(event.requestId())
                .isEqualTo(answer.header("X-Openstack-Request-Id").orElseThrow());
        for (BitauthKey key : new BitauthKey[] {ALICE, NEW}) {
            assertThat(json(cloud.login(key, NO_SCOPE)).at("/token/user/id").textValue())
                    .isEqualTo(users.alice.id());
        }
        assertThat(post(rotation(NEW, STRANGER)).status()).isEqualTo(201);
    }

    @Test
    void letsTheIdentityWait() {
        users.admin.setRotationWait(users.alice.id(), Duration.ofDays(2));

        RawResponse answer = post(rotation(ALICE, NEW));

        assertThat(json(answer).at("/identity/valid_from").textValue()).isEqualTo("2026-11-24T11:00:00.000000Z");
        cloud.advance(Duration.ofDays(2).minusSeconds(1));
        checkError(cloud.login(NEW, NO_SCOPE), 401);
        checkError(post(rotation(NEW, STRANGER)), 401);
        cloud.advance(Duration.ofSeconds(1));
        DemoCloud.secret(cloud.login(NEW, NO_SCOPE));
    }

    @Test
    void withdrawsAnIdentityWhileItWaits() {
        users.admin.setRotationWait(users.alice.id(), Duration.ofDays(2));
        post(rotation(ALICE, NEW));
        cloud.advance(Duration.ofDays(2).minusSeconds(1));

        RawResponse answer = withdraw(ALICE, NEW.sin());

        AnswerForm.check(answer);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(cloud.lastEvent().action()).isEqualTo("identity.withdraw");
        assertThat(cloud.lastEvent().sin()).contains(ALICE.sin());
        checkError(withdraw(ALICE, NEW.sin()), 404);
        cloud.advance(Duration.ofDays(1));
        checkError(cloud.login(NEW, NO_SCOPE), 401);
        assertThat(post(rotation(ALICE, NEW)).status()).isEqualTo(201);
    }

    @Test
    void withdrawsNothingThatCounts() {
        post(rotation(ALICE, NEW));

        checkError(withdraw(ALICE, NEW.sin()), 404);
        assertThat(cloud.lastEvent().action()).isEqualTo("identity.withdraw");
        assertThat(cloud.lastEvent().outcome()).isEqualTo("missing");
        checkError(withdraw(NEW, ALICE.sin()), 404);
        checkError(withdraw(ALICE, ALICE.sin()), 404);
        DemoCloud.secret(cloud.login(NEW, NO_SCOPE));
    }

    @Test
    void letsOnlyIdentitiesOfTheUserThatCountWithdraw() {
        users.admin.setRotationWait(users.alice.id(), Duration.ofDays(2));
        post(rotation(ALICE, NEW));

        checkError(withdraw(NEW, NEW.sin()), 404);
        checkError(withdraw(SVC, NEW.sin()), 404);
        checkError(withdraw(STRANGER, NEW.sin()), 404);
        checkError(cloud.send("DELETE", PATH + "/" + NEW.sin(), new byte[0]), 401);
        checkError(
                cloud.send(
                        "DELETE",
                        PATH + "/" + NEW.sin(),
                        new byte[0],
                        "X-Identity",
                        ALICE.publicKey().toHex()),
                400);
        SignedCall changed = SignedCall.of(cloud, ALICE, "DELETE", PATH + "/" + NEW.sin(), "");
        assertThat(changed.send("x").status()).isEqualTo(401);
        users.admin.setEnabled(users.alice.id(), false);
        checkError(withdraw(ALICE, NEW.sin()), 404);
        assertThat(users.store.identities(users.alice.id())).hasSize(2);
    }

    @Test
    void refusesToWithdrawWhatIsNoIdentity() {
        checkError(SignedCall.of(cloud, ALICE, "DELETE", PATH + "/x", "").send(), 400);
        checkError(
                SignedCall.of(cloud, ALICE, "DELETE", PATH + "/" + "T".repeat(35), "")
                        .send(),
                400);
    }

    @Test
    void takesAStatementOnce() {
        users.admin.setRotationWait(users.alice.id(), Duration.ofDays(2));
        String body = body(rotation(ALICE, NEW));
        assertThat(post(body).status()).isEqualTo(201);
        withdraw(ALICE, NEW.sin());

        checkError(post(body), 401);

        cloud.advance(Duration.ofMinutes(5));
        checkError(post(body), 401);
        assertThat(users.store.identities(users.alice.id())).hasSize(1);
    }

    @Test
    void takesAStatementOnceFromManyThreads() {
        String body = body(rotation(ALICE, NEW));

        long added = IntStream.range(0, 32)
                .parallel()
                .filter(i -> post(body).status() == 201)
                .count();

        assertThat(added).isEqualTo(1);
    }

    @Test
    void givesAnIdentityToOneOfManyUsersAtOnce() {
        long added = IntStream.range(0, 32)
                .parallel()
                .filter(i -> post(rotation(i % 2 == 0 ? ALICE : SVC, NEW)).status() == 201)
                .count();

        assertThat(added).isEqualTo(1);
    }

    @Test
    void refusesStatementsForOtherCloudsTimesAndLives() {
        Instant now = cloud.now();
        checkError(
                post(statement("https://other.example/v3", now, now.plusSeconds(60))
                        .sign(ALICE, NEW)),
                401);
        checkError(
                post(statement(DemoCloud.URL, now.minusSeconds(60), now.minusSeconds(1))
                        .sign(ALICE, NEW)),
                401);
        checkError(
                post(statement(DemoCloud.URL, now.plusSeconds(11), now.plusSeconds(60))
                        .sign(ALICE, NEW)),
                401);
        checkError(post(statement(DemoCloud.URL, now, now.plusSeconds(86_401)).sign(ALICE, NEW)), 401);
        assertThat(cloud.lastEvent().detail()).contains("a day at most");
        assertThat(post(statement(DemoCloud.URL, now, now.plusSeconds(86_400)).sign(ALICE, NEW))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void refusesStatementsThatMayHaveBeenUsedBeforeAStart() {
        Instant started = DemoCloud.START.minusSeconds(3600);
        cloud.setClock(started.plusSeconds(30));

        checkError(
                post(statement(DemoCloud.URL, started.plusSeconds(9), started.plusSeconds(600))
                        .sign(ALICE, NEW)),
                401);
        assertThat(cloud.lastEvent().detail()).contains("memory");
        assertThat(post(statement(DemoCloud.URL, started.plusSeconds(10), started.plusSeconds(600))
                                .sign(ALICE, NEW))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void refusesAStatementOfOneKey() {
        SignedStatement both = rotation(ALICE, NEW);

        checkError(post(new SignedStatement(both.text(), both.signatures().subList(0, 1))), 400);
        checkError(post(new SignedStatement(both.text(), both.signatures().subList(1, 2))), 400);
        checkError(post(new SignedStatement(both.text(), List.of())), 400);
        StatementSignature old = both.signatures().get(0);
        StatementSignature fresh = both.signatures().get(1);
        checkError(post(new SignedStatement(both.text(), List.of(old, old))), 401);
        checkError(post(new SignedStatement(both.text(), List.of(fresh, fresh))), 401);
        checkError(post(new SignedStatement(both.text(), List.of(fresh, old))), 401);
        StatementSignature forged = new StatementSignature(fresh.publicKey(), old.signature());
        checkError(post(new SignedStatement(both.text(), List.of(old, forged))), 401);
        checkError(post(new SignedStatement(both.text(), List.of(old, fresh, fresh))), 400);
        assertThat(post(both).status()).isEqualTo(201);
    }

    @Test
    void refusesAStrangerAndAUserWhoIsLockedOut() {
        checkError(post(rotation(STRANGER, NEW)), 401);
        users.admin.setEnabled(users.alice.id(), false);
        checkError(post(rotation(ALICE, NEW)), 401);
        assertThat(cloud.lastEvent().outcome()).isEqualTo("not_proven");
        users.admin.setEnabled(users.alice.id(), true);
        assertThat(post(rotation(ALICE, NEW)).status()).isEqualTo(201);
    }

    @Test
    void refusesAnIdentityThatBelongsToSomebody() {
        users.admin.setRotationWait(users.alice.id(), Duration.ofDays(2));
        post(rotation(ALICE, NEW));

        checkError(post(rotation(ALICE, SVC)), 409);
        checkError(post(rotation(SVC, ALICE)), 409);
        checkError(post(rotation(ALICE, NEW)), 409);
        checkError(post(rotation(SVC, NEW)), 409);
    }

    @Test
    void givesAUser32IdentitiesAtMost() {
        for (int i = 2; i <= 32; i++) {
            assertThat(post(rotation(ALICE, BitauthKey.ofHex(String.format("%064x", i))))
                            .status())
                    .isEqualTo(201);
        }

        checkError(post(rotation(ALICE, NEW)), 409);
        assertThat(users.store.identities(users.alice.id())).hasSize(32);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            an empty body            | ~~
            no JSON                  | statement
            a list                   | []
            null                     | null
            an empty object          | {}
            statement alone          | {"statement":TEXT}
            statement null           | {"statement":null,"signatures":SIGNATURES}
            statement a list         | {"statement":[TEXT],"signatures":SIGNATURES}
            statement empty          | {"statement":"","signatures":SIGNATURES}
            another statement        | {"statement":"Bitauth login 1","signatures":SIGNATURES}
            a line end after         | {"statement":TEXTEND,"signatures":SIGNATURES}
            statement twice          | {"statement":TEXT,"statement":TEXT,"signatures":SIGNATURES}
            signatures an object     | {"statement":TEXT,"signatures":{}}
            signatures null          | {"statement":TEXT,"signatures":null}
            signatures a text        | {"statement":TEXT,"signatures":"x"}
            signatures of null       | {"statement":TEXT,"signatures":[null,null]}
            signatures of texts      | {"statement":TEXT,"signatures":["x","y"]}
            signatures of nothing    | {"statement":TEXT,"signatures":[{},{}]}
            a key that is a number   | {"statement":TEXT,"signatures":[{"public_key":1,"signature":"x"},{"public_key":"x","signature":"x"}]}
            a signature that is null | {"statement":TEXT,"signatures":[{"public_key":"x","signature":null},{"public_key":"x","signature":"x"}]}
            keys of no form          | {"statement":TEXT,"signatures":[{"public_key":"x","signature":"x"},{"public_key":"x","signature":"x"}]}
            five signatures          | {"statement":TEXT,"signatures":[{},{},{},{},{}]}
            """)
    void refusesBodiesOfNoForm(String fault, String body) {
        ObjectNode good = (ObjectNode) json(body(rotation(ALICE, NEW)));
        String text = good.get("statement").toString();

        checkError(
                post(body.replace("TEXTEND", text.substring(0, text.length() - 1) + "\\n\"")
                        .replace("TEXT", text)
                        .replace("SIGNATURES", good.get("signatures").toString())),
                400);
        assertThat(users.store.identities(users.alice.id())).hasSize(1);
        assertThat(post(good.toString()).status()).isEqualTo(201);
    }

    @Test
    void survives2000MutatedStatementsOfSeed14() {
        Random random = new Random(14);
        String good = body(rotation(ALICE, NEW));
        for (int i = 0; i < 2_000; i++) {
            String body = Mutations.mutated(random, good);
            RawResponse answer = post(body);
            if (answer.status() == 201) { // changed where nothing is meant, such as a further member
                assertThat(json(body).get("statement")).isEqualTo(json(good).get("statement"));
                assertThat(users.store.removeIdentity(users.alice.id(), NEW.sin()))
                        .isTrue();
                good = body(rotation(ALICE, NEW));
            } else {
                checkError(answer, answer.status());
                assertThat(answer.status()).as(body).isIn(400, 401, 409);
            }
        }
    }

    @Test
    void takesOtherMethodsNot() {
        assertThat(cloud.get(PATH).header("Allow")).contains("POST");
        assertThat(cloud.get(PATH + "/" + NEW.sin()).header("Allow")).contains("DELETE");
    }

    private SignedStatement rotation(BitauthKey by, BitauthKey added) {
        return Statement.builder(StatementKind.ROTATE, URI.create(DemoCloud.URL), by.sin())
                .with("Adds", added.sin().value())
                .valid(cloud.now(), cloud.now().plusSeconds(600))
                .build()
                .sign(by, added);
    }

    private static Statement statement(String cloud, Instant issued, Instant expires) {
        return Statement.builder(StatementKind.ROTATE, URI.create(cloud), ALICE.sin())
                .with("Adds", NEW.sin().value())
                .valid(issued, expires)
                .build();
    }

    private RawResponse withdraw(BitauthKey by, Sin sin) {
        return SignedCall.of(cloud, by, "DELETE", PATH + "/" + sin, "").send();
    }

    private RawResponse post(SignedStatement statement) {
        return post(body(statement));
    }

    private RawResponse post(String body) {
        return cloud.send("POST", PATH, body.getBytes(StandardCharsets.UTF_8));
    }

    private static String body(SignedStatement statement) {
        ObjectNode body = (ObjectNode) json("{\"signatures\":[]}");
        body.put("statement", statement.text());
        ArrayNode signatures = (ArrayNode) body.get("signatures");
        for (StatementSignature signature : statement.signatures()) {
            signatures.addObject().put("public_key", signature.publicKey()).put("signature", signature.signature());
        }
        return body.toString();
    }
}
