package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.STRANGER;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;

/** Seeded mutations of requests: never an answer of the server's fault, never a token that was not earned. */
class KeystoneFuzzTest {
    private final DemoCloud cloud = DemoCloud.start();

    @Test
    void survives10000MutatedLoginBodiesOfSeed1() {
        Random random = new Random(1);
        String[] bodies = {
            LoginJson.first(ALICE.sin(), DEMO).toString(),
            LoginJson.second(STRANGER, cloud.challenge(ALICE.sin(), DEMO), DEMO).toString(),
            LoginJson.second(STRANGER, cloud.challenge(STRANGER.sin(), DEMO), DEMO)
                    .toString(),
            LoginJson.token(DemoCloud.start().token(ALICE, DEMO), DEMO).toString(),
            LoginJson.applicationCredential("ac-svc", "wrong", "").toString()
        };
        for (int i = 0; i < 10_000; i++) {
            // The last body costs a slow hash each time.
            String body = Mutations.mutated(random, bodies[i % 100 == 0 ? 4 : i % 4]);
            RawResponse answer = cloud.post(body);
            assertThat(answer.status()).as(body).isBetween(400, 413);
            if (i % 10 == 0) {
                AnswerForm.checkError(answer, answer.status());
            }
        }
    }

    @Test
    void gives1000MutatedAnswersOfSeed2ATokenOnlyForTheSameProof() {
        Random random = new Random(2);
        JsonNode good = good();
        for (int i = 0; i < 1_000; i++) {
            String body = Mutations.mutated(random, good.toString());
            RawResponse answer = cloud.post(body);
            assertThat(answer.status()).as(body).isLessThan(500);
            if (answer.status() == 201) {
                assertThat(proof(DemoCloud.json(body))).isEqualTo(proof(good));
                good = good();
            }
        }
        assertThat(cloud.post(good).status()).isEqualTo(201);
    }

    @Test
    void takes10000MutatedTokensOfSeed3ForNone() {
        Random random = new Random(3);
        String good = cloud.token(ALICE, DEMO);
        for (int i = 0; i < 10_000; i++) {
            String token = Mutations.mutated(random, good);
            if (!token.equals(good)) {
                RawResponse answer = cloud.validate(token, good);
                assertThat(answer.status()).as(token).isEqualTo(401);
            }
        }
    }

    @Test
    void survives10000MutatedPathsMethodsAndHeadersOfSeed4() {
        Random random = new Random(4);
        String token = cloud.token(ALICE, DEMO);
        String[] methods = {"GET", "HEAD", "POST", "DELETE", "PUT", "", "get"};
        String[] paths = {"/v3/auth/tokens", "/v3/auth/catalog", "/v3", "/", "/v3/auth/tokens?nocatalog"};
        String[] headers = {"X-Auth-Token", "X-Subject-Token", "x-auth-token", "Content-Type", "X-Auth-Tokens"};
        for (int i = 0; i < 10_000; i++) {
            String method = methods[random.nextInt(methods.length)];
            String path = paths[random.nextInt(paths.length)];
            RawResponse answer = cloud.send(
                    method,
                    random.nextBoolean() ? path : Mutations.mutated(random, path),
                    Mutations.mutated(random, "{\"auth\":{}}").getBytes(StandardCharsets.UTF_8),
                    headers[random.nextInt(headers.length)],
                    Mutations.mutated(random, token),
                    headers[random.nextInt(headers.length)],
                    Mutations.mutated(random, token));
            assertThat(answer.status()).isIn(200, 204, 300, 400, 401, 404, 405);
            AnswerForm.check(answer);
        }
    }

    private JsonNode good() {
        return LoginJson.second(ALICE, cloud.challenge(ALICE.sin(), DEMO), DEMO);
    }

    /** What a token is given for, hexadecimal digits in either case. */
    private static String proof(JsonNode body) {
        JsonNode payload = body.at("/auth/identity/bitauth");
        return body.at("/auth/identity/methods") + "\n" + body.at("/auth/scope/project/id") + "\n"
                + payload.get("challenge") + "\n"
                + payload.get("public_key").textValue().toLowerCase(Locale.ROOT) + "\n"
                + payload.get("signature").textValue().toLowerCase(Locale.ROOT);
    }
}
