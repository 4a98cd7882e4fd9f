package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.CredentialJson.OF_ALICE;
import static org.bitauth.keystone.CredentialJson.named;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.ROOT;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;

/** Seeded mutations of requests about users, projects and application credentials: never an answer of the server's fault. */
class RoutesFuzzTest {
    private static final String[] PATHS = {
        "/v3/auth/projects",
        "/v3/auth/domains",
        "/v3/auth/system",
        "/v3/users/u-alice",
        "/v3/users/u-alice/projects",
        "/v3/projects?name=demo&domain_id=default",
        "/v3/projects/p-demo",
        "/v3/domains?name=Default",
        "/v3/domains/default",
        "/v3/users/u-alice/application_credentials?name=x",
        "/v3/users/u-alice/application_credentials/x",
        "/v3/bitauth/keys",
        "/v3/bitauth/revocations",
        "/v3/bitauth/identities",
        "/v3/auth/tokens?allow_expired=1&nocatalog"
    };
    private static final String[] METHODS = {"GET", "HEAD", "POST", "DELETE", "PATCH", "PUT", "OPTIONS", ""};
    private static final String[] HEADERS = {
        "X-Auth-Token",
        "X-Subject-Token",
        "OpenStack-Identity-Access-Rules",
        "Accept",
        "Host",
        "Signature",
        "Signature-Input",
        "Content-Digest",
        "X-Identity",
        "X-Signature"
    };
    private static final String BODY = named(
            "ci",
            "'description':'nightly'",
            "'secret':'sixteen letters!'",
            "'roles':[{'name':'member'},{'id':'x'}]",
            "'expires_at':'2027-01-01T00:00:00.000000'",
            "'unrestricted':false",
            "'access_rules':[{'service':'compute','method':'GET','path':'/v2.1/**'}]");

    private final DemoCloud cloud = DemoCloud.start();
    private final String alice = cloud.token(ALICE, DEMO);
    private final String root = cloud.token(ROOT, DEMO);

    @Test
    void survives20000MutatedRequestsOfSeed11() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            String path = PATHS[random.nextInt(PATHS.length)];
            List<String> headers = new ArrayList<>(List.of("X-Auth-Token", random.nextBoolean() ? alice : root));
            for (int more = random.nextInt(3); more > 0; more--) {
                headers.add(HEADERS[random.nextInt(HEADERS.length)]);
                headers.add(Mutations.mutated(random, random.nextBoolean() ? alice : "application/json-home"));
            }
            String sent = random.nextInt(4) == 0 ? path : Mutations.mutated(random, path);
            RawResponse answer = cloud.send(
                    METHODS[random.nextInt(METHODS.length)],
                    sent.startsWith("/") ? sent : "/" + sent,
                    Mutations.mutated(random, "{}").getBytes(StandardCharsets.UTF_8),
                    headers.toArray(String[]::new));
            assertThat(answer.status()).as(sent).isIn(200, 204, 300, 400, 401, 403, 404, 405);
            AnswerForm.check(answer);
        }
    }

    @Test
    void survives2000MutatedApplicationCredentialsOfSeed12() {
        Random random = new Random(12);
        int made = 0;
        for (int i = 0; i < 2_000; i++) {
            String body =
                    Mutations.mutated(random, BODY.replace(",{\"id\":\"x\"}", random.nextInt(3) == 0 ? "" : ",1"));
            RawResponse answer = CredentialJson.post(cloud, alice, OF_ALICE, body);
            assertThat(answer.status()).as(body).isIn(201, 400, 409);
            if (answer.status() == 201) {
                made++;
                String id = CredentialJson.made(answer).get("id").textValue();
                assertThat(CredentialJson.delete(cloud, alice, OF_ALICE + "/" + id)
                                .status())
                        .isEqualTo(204);
            } else {
                AnswerForm.checkError(answer, answer.status());
            }
        }
        assertThat(made).isPositive();
    }

    @Test
    void takes3000MutatedSignedRequestsOfSeed13ForNone() {
        Random random = new Random(13);
        String path = "/v3/auth/tokens";
        String body = LoginJson.signed(DEMO).toString();
        String[] signed = {"Host", "Content-Digest", "Signature-Input", "Signature"};
        for (int i = 0; i < 3_000; i++) {
            SignedCall call = SignedCall.of(cloud, ALICE, "POST", path, body);
            String name = signed[random.nextInt(signed.length)];
            String good = String.valueOf(call.headers.get(name));
            String bad = Mutations.mutated(random, good);
            call.headers.put(name, bad);
            RawResponse answer = call.send();
            if (!bad.equalsIgnoreCase(good)) {
                assertThat(answer.status()).as(bad).isIn(400, 401);
                AnswerForm.check(answer);
            }
        }
    }
}
