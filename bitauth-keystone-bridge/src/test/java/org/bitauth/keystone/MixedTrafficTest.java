package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.CredentialJson.OF_ALICE;
import static org.bitauth.keystone.CredentialJson.named;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.BOB;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.STRANGER;
import static org.bitauth.keystone.DemoCloud.SVC;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;

/** Good and bad requests from 16 threads at once: no bad one stops, changes or answers a good one. */
class MixedTrafficTest {
    private static final int THREADS = 16;
    private static final int ROUNDS = 40;

    private final DemoCloud cloud = DemoCloud.start();
    private final String bad = "{\"auth\":" + "[".repeat(5_000);
    private final String shared = cloud.token(ALICE, DEMO);

    @Test
    void letsNoBadRequestStopAGoodOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<Integer>> done = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                Callable<Integer> work = () -> {
                    start.await(30, TimeUnit.SECONDS);
                    return number % 2 == 0 ? good(number) : bad(number);
                };
                done.add(threads.submit(work));
            }
            for (Future<Integer> each : done) {
                assertThat(each.get(120, TimeUnit.SECONDS)).isEqualTo(ROUNDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cloud.validate(shared, shared).status()).isEqualTo(200);
        assertThat(cloud.directory.ofUser("u-alice")).isEmpty();
        assertThat(cloud.events).noneMatch(event -> event.outcome().equals("failed"));
    }

    private int good(int number) {
        int rounds = 0;
        for (int i = 0; i < ROUNDS; i++) {
            String token = cloud.token(number % 4 == 0 ? ALICE : SVC, DEMO);
            String user = number % 4 == 0 ? "u-alice" : "u-svc";
            RawResponse own = cloud.get("/v3/users/" + user, "X-Auth-Token", token);
            assertThat(own.status()).isEqualTo(200);
            assertThat(DemoCloud.json(own).at("/user/id").textValue()).isEqualTo(user);
            String path = "/v3/users/" + user + "/application_credentials";
            JsonNode made = CredentialJson.made(
                    CredentialJson.post(cloud, token, path, named("by " + number + " in round " + i)));
            DemoCloud.secret(CredentialJson.login(cloud, made));
            assertThat(CredentialJson.delete(
                                    cloud, token, path + "/" + made.get("id").textValue())
                            .status())
                    .isEqualTo(204);
            assertThat(cloud.revoke(token, token).status()).isEqualTo(204);
            rounds++;
        }
        return rounds;
    }

    private int bad(int number) {
        int rounds = 0;
        String stranger = cloud.token(BOB, DemoCloud.NO_SCOPE);
        for (int i = 0; i < ROUNDS; i++) {
            List<RawResponse> answers = List.of(
                    cloud.post(bad),
                    cloud.post(bad.replace('[', '{')),
                    cloud.login(STRANGER, DEMO),
                    cloud.robot("ac-none", "wrong", ""),
                    cloud.get("/v3/users/u-alice", "X-Auth-Token", stranger),
                    cloud.get("/v3/projects?name=%zz", "X-Auth-Token", stranger),
                    cloud.revoke(stranger, shared),
                    CredentialJson.post(cloud, stranger, OF_ALICE, named("x")),
                    CredentialJson.post(cloud, shared, OF_ALICE, "{" + number),
                    cloud.validate("x", "y"),
                    cloud.send("PATCH", "/v3/auth/tokens", new byte[0]),
                    cloud.send("GET", "/v3/\u0000/{id}", "x".getBytes(StandardCharsets.UTF_8)),
                    SignedCall.of(cloud, ROOT, "POST", "/v3/auth/tokens", "{}").send("{ }"));
            assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isBetween(400, 413));
            rounds++;
        }
        return rounds;
    }
}
