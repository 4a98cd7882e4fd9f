package org.bitauth.keystone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a token is kept, renewed, shared and dropped; the logins are scripted. */
@Timeout(60)
class TokenHolderTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final AtomicInteger logins = new AtomicInteger();
    private volatile Instant now = START;
    private volatile Supplier<Outcome<ClientToken, ClientRejection>> cloud = this::grant;
    private Duration life = Duration.ofHours(1);
    private final TokenHolder holder = new TokenHolder(
            () -> {
                logins.incrementAndGet();
                return cloud.get();
            },
            () -> now);

    @ParameterizedTest(name = "a life of {0} s is renewed after {1} s")
    @CsvSource({"3600, 3240", "86400, 77760", "600, 540", "300, 240", "120, 60", "100, 50", "1, 0.5"})
    void renewsATokenThatHasATenthOfItsLifeOrAMinuteLeft(long seconds, double after) {
        life = Duration.ofSeconds(seconds);
        String first = secret();

        now = START.plusMillis((long) (after * 1000));
        assertThat(secret()).isEqualTo(first);
        now = now.plusMillis(1);
        assertThat(secret()).isEqualTo("t2");
        assertThat(logins).hasValue(2);
    }

    @Test
    void countsTheLifeFromBeforeTheLogin() {
        cloud = () -> {
            now = now.plusSeconds(100);
            return grant();
        };
        secret();

        now = START.plusSeconds(3241);
        assertThat(secret()).isEqualTo("t2");
    }

    @Test
    void renewsWhenItsClockWasSetBack() {
        secret();

        now = START.minusSeconds(1);
        assertThat(secret()).isEqualTo("t2");
    }

    @Test
    void livesWithDatesAtTheEndsOfTime() {
        cloud = () -> token(Instant.MIN, Instant.MAX);
        secret();

        now = Instant.MAX;
        assertThat(secret()).isEqualTo("t1");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    void goesOnWithAGoodTokenWhileTheCloudFails(int status) {
        secret();
        cloud = () -> refusal(status);
        now = START.plusSeconds(3300);

        assertThat(secret()).isEqualTo("t1");
        now = START.plusSeconds(3600);
        assertThat(holder.current().rejected()).isPresent();
    }

    @Test
    void asksAnUnreachableCloudEveryTenSecondsOnly() {
        secret();
        cloud = () -> ClientRejection.unreachable("c", new IOException());
        now = START.plusSeconds(3300);
        assertThat(secret()).isEqualTo("t1");
        assertThat(secret()).isEqualTo("t1");
        assertThat(logins).hasValue(2);

        now = START.plusSeconds(3309);
        assertThat(secret()).isEqualTo("t1");
        assertThat(logins).hasValue(2);
        now = START.plusSeconds(3310);
        assertThat(secret()).isEqualTo("t1");
        assertThat(logins).hasValue(3);

        cloud = this::grant;
        now = START.plusSeconds(3320);
        assertThat(secret()).isEqualTo("t4");
    }

    @Test
    void asksAtOnceForATokenThatWasDroppedWhileTheCloudFailed() {
        secret();
        cloud = () -> refusal(503);
        now = START.plusSeconds(3300);
        secret();
        cloud = this::grant;

        holder.invalidate("t1");
        assertThat(secret()).isEqualTo("t3");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404})
    void saysThatARenewalIsRefusedThoughTheTokenIsGood(int status) {
        secret();
        cloud = () -> refusal(status);
        now = START.plusSeconds(3300);

        assertThat(holder.current().rejected().orElseThrow().detail()).startsWith(status + " ");
        cloud = this::grant;
        assertThat(secret()).isEqualTo("t3");
    }

    @Test
    void dropsOnlyTheTokenThatIsNamed() {
        secret();

        holder.invalidate("t0");
        holder.invalidate("");
        assertThat(secret()).isEqualTo("t1");
        holder.invalidate("t1");
        assertThat(secret()).isEqualTo("t2");
        holder.invalidate("t1");
        assertThat(secret()).isEqualTo("t2");
    }

    @Test
    void letsNobodyWaitWhoHasAGoodToken() throws Exception {
        secret();
        now = START.plusSeconds(3300);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        cloud = () -> {
            begun.countDown();
            await(end);
            return grant();
        };
        FutureTask<String> renewal = new FutureTask<>(this::secret);
        new Thread(renewal).start();
        await(begun);

        assertThat(secret()).isEqualTo("t1");
        end.countDown();
        assertThat(renewal.get(10, TimeUnit.SECONDS)).isEqualTo("t2");
        assertThat(secret()).isEqualTo("t2");
    }

    @Test
    void sharesARefusalWithThoseWhoWaited() throws Exception {
        Waiting waiting = new Waiting();
        waiting.leader.start();
        await(waiting.begun);
        waiting.follow();
        cloud = this::grant;

        waiting.end(() -> refusal(401));

        assertThat(waiting.first.get().rejected()).isPresent();
        assertThat(waiting.second.get()).isEqualTo(waiting.first.get());
        assertThat(logins).hasValue(1);
    }

    @Test
    void letsAnotherThreadTryWhenTheKeyFails() throws Exception {
        Waiting waiting = new Waiting();
        waiting.leader.start();
        await(waiting.begun);
        waiting.follow();
        cloud = this::grant;

        waiting.end(() -> {
            throw new IllegalStateException("the HSM is locked");
        });

        assertThatThrownBy(waiting.first::get).hasRootCauseMessage("the HSM is locked");
        assertThat(waiting.second.get().accepted().orElseThrow().secret()).isEqualTo("t2");
    }

    @Test
    void letsAnotherThreadTryWhenTheOneThatLogsInIsInterrupted() throws Exception {
        Waiting waiting = new Waiting();
        waiting.leader.start();
        await(waiting.begun);
        waiting.follow();
        cloud = this::grant;

        waiting.end(() -> {
            Thread.currentThread().interrupt();
            return ClientRejection.unreachable("c", new IOException());
        });

        assertThat(waiting.first.get().rejected().orElseThrow().reason()).isEqualTo(ClientRejection.UNREACHABLE);
        assertThat(waiting.second.get().accepted().orElseThrow().secret()).isEqualTo("t2");
    }

    @Test
    void letsAThreadThatIsInterruptedStopWaiting() throws Exception {
        Waiting waiting = new Waiting();
        waiting.leader.start();
        await(waiting.begun);
        waiting.follow();

        waiting.follower.interrupt();

        assertThat(waiting.second
                        .get(10, TimeUnit.SECONDS)
                        .rejected()
                        .orElseThrow()
                        .reason())
                .isEqualTo(ClientRejection.UNREACHABLE);
        waiting.end(this::grant);
        assertThat(waiting.first.get().accepted()).isPresent();
    }

    /** One thread that logs in until it is told how that ends, and one that waits for it. */
    private final class Waiting {
        final CountDownLatch begun = new CountDownLatch(1);
        final FutureTask<Outcome<ClientToken, ClientRejection>> first = new FutureTask<>(holder::current);
        final FutureTask<Outcome<ClientToken, ClientRejection>> second = new FutureTask<>(holder::current);
        final Thread leader = new Thread(first);
        final Thread follower = new Thread(second);
        private final CountDownLatch decided = new CountDownLatch(1);
        private volatile Supplier<Outcome<ClientToken, ClientRejection>> end = TokenHolderTest.this::grant;

        Waiting() {
            cloud = () -> {
                begun.countDown();
                await(decided);
                return end.get();
            };
        }

        void follow() {
            follower.start();
            while (follower.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }

        void end(Supplier<Outcome<ClientToken, ClientRejection>> how) {
            end = how;
            decided.countDown();
        }
    }

    private String secret() {
        return holder.current().orElseThrow(CloudException::new).secret();
    }

    private Outcome<ClientToken, ClientRejection> grant() {
        return token(now.plusSeconds(77_777), now.plusSeconds(77_777).plus(life)); // the cloud's clock is another
    }

    private Outcome<ClientToken, ClientRejection> token(Instant begins, Instant ends) {
        return new Outcome.Accepted<>(new ClientToken(
                "t" + logins.get(), ends, JsonNodeFactory.instance.objectNode().put("issued_at", begins.toString())));
    }

    private static Outcome<ClientToken, ClientRejection> refusal(int status) {
        return AnswerRefusal.of(RawResponse.of(status, "text/plain", "no"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
