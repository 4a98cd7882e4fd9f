package org.bitauth.keystone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.STRANGER;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bitauth.MalformedException;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.ScopeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that is asked for its token again and again, at a bridge on a loopback port. */
@Timeout(60)
class TokenRenewalTest {
    private static final int THREADS = 64;

    private final HandlerServer server = new HandlerServer();
    private final DemoCloud cloud = DemoCloud.at(server.url().toString());
    private final KeystoneClient alice = KeystoneClient.builder(server.url(), ALICE)
            .project("demo", "Default")
            .clock(cloud::now)
            .build();

    TokenRenewalTest() throws IOException {
        server.serve(cloud.handler);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void asksForNothingBeforeATokenIsNeeded() {
        assertThat(server.requests).isEmpty();
    }

    @Test
    void logsInOnceForManyThreads() throws Exception {
        CountDownLatch all = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<String>> tokens = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS; i++) {
                tokens.add(threads.submit(() -> {
                    all.countDown();
                    all.await();
                    return alice.token();
                }));
            }
            for (Future<String> token : tokens) {
                assertThat(token.get()).isEqualTo(alice.token());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.requests).hasSize(2);
        assertThat(cloud.bridge.validate(alice.token())).isPresent();
    }

    @Test
    void isOfItsScope() {
        assertThat(alice.current()
                        .orElseThrow(CloudException::new)
                        .body()
                        .at("/project/id")
                        .textValue())
                .isEqualTo("p-demo");
        KeystoneClient plain = new KeystoneClient(server.url(), ALICE);
        assertThat(plain.current()
                        .orElseThrow(CloudException::new)
                        .body()
                        .at("/project/id")
                        .textValue())
                .as("the user's default project")
                .isEqualTo("p-demo");
        KeystoneClient unscoped = KeystoneClient.builder(server.url(), ALICE)
                .scope(new ScopeRequest.Unscoped())
                .build();
        assertThat(unscoped.current().orElseThrow(CloudException::new).body().has("project"))
                .isFalse();
    }

    @Test
    void renewsItselfBeforeTheEnd() {
        String first = alice.token();
        cloud.advance(Duration.ofMinutes(53));
        assertThat(alice.token()).isEqualTo(first);
        assertThat(server.requests).hasSize(2);

        cloud.advance(Duration.ofMinutes(2));
        String second = alice.token();

        assertThat(second).isNotEqualTo(first);
        assertThat(server.requests).hasSize(4);
        cloud.advance(Duration.ofMinutes(50));
        assertThat(cloud.bridge.validate(first)).isEmpty();
        assertThat(cloud.bridge.validate(alice.token())).isPresent();
    }

    @Test
    void givesTheOldOneWhileTheCloudCannotBeReached() {
        String first = alice.token();
        cloud.advance(Duration.ofMinutes(55));
        server.close();

        assertThat(alice.token()).isEqualTo(first);
        cloud.advance(Duration.ofMinutes(6));
        assertThat(failure(alice).reason()).isEqualTo(ClientRejection.UNREACHABLE);
    }

    @Test
    void saysSoWhenTheUserWasDisabled() {
        alice.token();
        cloud.directory.disable("u-alice");
        cloud.advance(Duration.ofMinutes(55));

        assertThat(failure(alice).reason()).isEqualTo(ClientRejection.REFUSED);
    }

    @Test
    void throwsTheRefusalOfTheCloud() {
        KeystoneClient stranger = new KeystoneClient(server.url(), STRANGER);

        CloudException failure = failure(stranger);

        assertThat(failure.reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(failure.detail()).startsWith("401 ");
        assertThat(failure.requestId()).isEqualTo(cloud.lastEvent().requestId());
        assertThat(failure).hasMessage("REFUSED: " + failure.detail() + " (" + failure.requestId() + ")");
    }

    @Test
    void throwsThatAChallengeIsNotTheOneAwaited() {
        server.serve(request -> {
            RawResponse answer = cloud.handler.handle(request);
            return RawResponse.of(
                    answer.status(), "application/json", answer.text().replace("demo", "other"));
        });

        assertThat(failure(alice).reason()).isEqualTo(ClientRejection.UNTRUSTED);
    }

    @Test
    void logsInAnewForATokenThatAServiceRefused() {
        String revoked = alice.token();
        cloud.revoke(revoked, revoked);

        alice.invalidate(revoked);
        String next = alice.token();
        alice.invalidate(revoked);

        assertThat(cloud.bridge.validate(next)).isPresent();
        assertThat(alice.token()).isEqualTo(next);
        assertThat(server.requests).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
            ~~, Default
            demo, ~~
            """)
    void refusesAProjectThatNoChallengeCanName(String project, String domain) {
        KeystoneClientBuilder builder = KeystoneClient.builder(server.url(), ALICE);

        assertThat(catchThrowableOfType(MalformedException.class, () -> builder.project(project, domain)))
                .isNotNull();
    }

    private static CloudException failure(KeystoneClient client) {
        return catchThrowableOfType(CloudException.class, client::token);
    }
}
