package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.CodeFlow.challenge;
import static org.bitauth.keystone.oidc.CodeFlow.encoded;
import static org.bitauth.keystone.oidc.CodeFlow.good;
import static org.bitauth.keystone.oidc.CodeFlow.pasted;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.BOB;
import static org.bitauth.keystone.oidc.DemoProvider.form;

import java.time.Duration;
import java.util.Random;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;

/** Seeded mutations of forms: never an answer of the server's fault, never a token or code that was not earned. */
class OidcFuzzTest {
    private static final String[] PIECES = {
        "&",
        "=",
        "%",
        "%00",
        "%0A",
        "%zz",
        "+",
        "%ED%A0%80",
        "\u0000",
        "\ud83d",
        "<script>",
        "\"",
        "step=",
        "code=",
        "client_id=",
        "grant_type=",
        "&grant_type=authorization_code",
        "&audience=other",
        "&identity=x",
        "&cancel=1",
        ".",
        "..",
        "A",
        "0",
        "-",
        "99999999999999999999",
        "a&".repeat(40),
        " ".repeat(300)
    };

    private final CodeFlow flow = new CodeFlow(settings -> settings.deviceGrant(new InMemoryDeviceStore()));

    @Test
    void givesNoTokenFor5000MutatedTokenFormsOfSeed1() {
        Random random = new Random(1);
        String stranger = DemoProvider.answerForm(BOB, flow.cloud.challenge(ALICE.sin(), AUDIENCE), AUDIENCE);
        String first = form(
                "grant_type",
                OidcHandler.CHALLENGE_GRANT,
                "audience",
                AUDIENCE,
                "identity",
                ALICE.sin().value());
        String code = encoded(CodeFlow.tokenRequest(flow.code(ALICE), "code_verifier", "w".repeat(43)));
        String device = form("grant_type", DeviceGrant.TYPE, "client_id", CodeFlow.PUBLIC, "device_code", deviceCode());
        String[] forms = {stranger, first, code, device};
        for (int i = 0; i < 5_000; i++) {
            String form = mutated(random, forms[i % forms.length]);
            RawResponse answer = flow.cloud.post("/token", form);
            assertThat(answer.status()).as(form).isBetween(400, 413);
            assertThat(answer.text()).doesNotContain("access_token");
        }
    }

    @Test
    void givesATokenFor500MutatedAnswersOfSeed2OnlyForTheSameProof() {
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            String challenge = flow.cloud.challenge(ALICE.sin(), AUDIENCE);
            String form = mutated(random, DemoProvider.answerForm(ALICE, challenge, AUDIENCE));
            RawResponse answer = flow.cloud.post("/token", form);
            assertThat(answer.status()).as(form).isIn(200, 400, 413);
            if (answer.status() == 200) {
                // Something that does not count was changed: the challenge is used up.
                assertThat(flow.cloud.answer(ALICE, challenge, AUDIENCE).status())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void redirectsNowhereElseFor3000MutatedAuthorizationRequestsOfSeed3() {
        Random random = new Random(3);
        String good = encoded(good());
        for (int i = 0; i < 3_000; i++) {
            RawResponse answer = flow.cloud.get("/authorize?" + mutated(random, good));
            assertThat(answer.status()).isIn(200, 303, 400);
            answer.header("Location")
                    .ifPresent(location -> assertThat(location).startsWith(CodeFlow.CALLBACK + "?error="));
            assertThat(answer.text()).doesNotContain("<script");
        }
    }

    @Test
    void givesNoCodeFor3000MutatedStepsOfSeed4() {
        Random random = new Random(4);
        RawResponse page = flow.challengePage(ALICE);
        String cookie = CodeFlow.COOKIE + "=" + flow.cookie;
        String[] forms = {
            form("step", CodeFlow.hidden(page), "answer", pasted(BOB, challenge(page))),
            form(
                    "step",
                    CodeFlow.hidden(flow.authorize()),
                    "identity",
                    ALICE.sin().value())
        };
        for (int i = 0; i < 3_000; i++) {
            RawResponse answer = flow.cloud.post("/authorize", mutated(random, forms[i % 2]), "Cookie", cookie);
            assertThat(answer.status()).isIn(200, 303, 400, 413);
            assertThat(answer.header("Location").orElse("")).doesNotContain("code=");
            assertThat(answer.text()).doesNotContain("<script");
        }
    }

    @Test
    void confirmsNoDeviceFor3000MutatedFormsOfSeed5() {
        Random random = new Random(5);
        String[] forms = {
            form("client_id", CodeFlow.PUBLIC),
            form("user_code", "BCDF-GHJK", "identity", ALICE.sin().value()),
            form("step", "x.y.z", "answer", "02 30")
        };
        String[] paths = {"/device_authorization", "/device", "/device"};
        for (int i = 0; i < 3_000; i++) {
            String form = mutated(random, forms[i % 3]);
            RawResponse answer = flow.cloud.post(paths[i % 3], form, "Cookie", CodeFlow.COOKIE + "=" + "C".repeat(22));
            assertThat(answer.status()).as(form).isIn(200, 400, 401, 413, 429);
            assertThat(answer.text()).doesNotContain("<script", "id=\"done\"");
            flow.cloud.advance(Duration.ofSeconds(3));
        }
    }

    private String deviceCode() {
        RawResponse answer = flow.cloud.post("/device_authorization", form("client_id", CodeFlow.PUBLIC));
        return DemoProvider.json(answer).path("device_code").asText();
    }

    private static String mutated(Random random, String text) {
        StringBuilder out = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + random.nextInt(4));
            switch (random.nextInt(5)) {
                case 0 -> out.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> out.delete(at, end);
                case 2 -> out.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
                case 3 -> out.replace(at, end, String.valueOf((char) random.nextInt(0x180)));
                default -> out.setLength(random.nextInt(8) == 0 ? at : out.length());
            }
        }
        return out.toString();
    }
}
