package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.oidc.CodeFlow.challenge;
import static org.bitauth.keystone.oidc.CodeFlow.hidden;
import static org.bitauth.keystone.oidc.CodeFlow.pasted;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.form;
import static org.bitauth.keystone.oidc.DemoProvider.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DemoCloud;
import org.junit.jupiter.api.RepeatedTest;

/** What is good once is good for exactly one of 32 threads. */
class RacesTest {
    private static final int THREADS = 32;
    private static final String COOKIE = CodeFlow.COOKIE + "=" + "C".repeat(22);

    /** Each device's question has a time of its own, so that none asks too often. */
    private static final ThreadLocal<Integer> SECONDS = ThreadLocal.withInitial(() -> -3600);

    @RepeatedTest(5)
    void oneCode() throws Exception {
        CodeFlow flow = new CodeFlow();
        String code = flow.code(ALICE);

        checkOneWins(200, "invalid_grant", atOnce(i -> flow.redeem(code)));
    }

    @RepeatedTest(5)
    void oneAnswerAtTheTokenEndpoint() throws Exception {
        DemoProvider cloud = DemoProvider.start();
        String form = DemoProvider.answerForm(ALICE, cloud.challenge(ALICE.sin(), AUDIENCE), AUDIENCE);

        checkOneWins(200, "invalid_grant", atOnce(i -> cloud.post("/token", form)));
    }

    @RepeatedTest(5)
    void oneAnswerAtThePage() throws Exception {
        CodeFlow flow = new CodeFlow();
        RawResponse page = flow.challengePage(ALICE);
        String answer = pasted(ALICE, challenge(page));

        checkOneWins(303, "The answer was not accepted", atOnce(i -> flow.step(page, "answer", answer)));
    }

    @RepeatedTest(5)
    void oneDeviceCode() throws Exception {
        SECONDS.set(-3600); // before the start, so that the guard's memory is sure
        InMemoryDeviceStore store = new InMemoryDeviceStore(10, () -> DemoCloud.START);
        DemoProvider cloud = DemoProvider.with(settings -> settings.client(OidcClient.ofPublic("cli"))
                .clock(() -> DemoCloud.START.plusSeconds(SECONDS.get()))
                .deviceGrant(store));
        SECONDS.set(0);
        JsonNode device = json(cloud.post("/device_authorization", form("client_id", "cli", "audience", AUDIENCE)));
        RawResponse page = cloud.post(
                "/device",
                form(
                        "user_code",
                        device.path("user_code").asText(),
                        "identity",
                        ALICE.sin().value()),
                "Cookie",
                COOKIE);
        String yes = form("step", hidden(page), "answer", pasted(ALICE, challenge(page)));
        assertThat(cloud.post("/device", yes, "Cookie", COOKIE).text()).contains("id=\"done\"");
        String poll = form(
                "grant_type",
                DeviceGrant.TYPE,
                "client_id",
                "cli",
                "device_code",
                device.path("device_code").asText());

        checkOneWins(200, "invalid_grant", atOnce(i -> {
            SECONDS.set(2 * i);
            return cloud.post("/token", poll);
        }));
    }

    @RepeatedTest(5)
    void oneDecisionAboutADevice() throws Exception {
        InMemoryDeviceStore store = new InMemoryDeviceStore(10, () -> DemoCloud.START);
        DemoProvider cloud = DemoProvider.with(
                settings -> settings.client(OidcClient.ofPublic("cli")).deviceGrant(store));
        JsonNode device = json(cloud.post("/device_authorization", form("client_id", "cli", "audience", AUDIENCE)));
        DeviceRequest waiting = store.find(device.path("user_code").asText()).orElseThrow();

        List<Boolean> decided = atOnce(i -> store.decide(
                waiting, new DeviceRequest.Decision(i % 2 == 0 ? Optional.of(ALICE.sin()) : Optional.empty())));

        assertThat(decided).containsOnlyOnce(true).hasSize(THREADS);
    }

    private static void checkOneWins(int good, String refusal, List<RawResponse> answers) {
        assertThat(answers).hasSize(THREADS);
        List<RawResponse> losers =
                answers.stream().filter(answer -> answer.status() != good).toList();
        assertThat(losers).hasSize(THREADS - 1).allSatisfy(loser -> {
            assertThat(loser.status()).isEqualTo(400);
            assertThat(loser.text()).contains(refusal);
        });
    }

    private static <T> List<T> atOnce(IntFunction<T> racer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    start.await(60, TimeUnit.SECONDS);
                    return racer.apply(number);
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : all) {
                answers.add(one.get(60, TimeUnit.SECONDS));
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
