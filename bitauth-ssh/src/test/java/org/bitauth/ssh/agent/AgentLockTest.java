package org.bitauth.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AgentLockTest {
    private static final byte[] RIGHT = "right".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WRONG = "wrong".getBytes(StandardCharsets.US_ASCII);

    @Test
    void locksOnceAndUnlocksByTheSamePassPhraseOnly() {
        AgentLock lock = new AgentLock(Duration.ofMillis(1));

        assertThat(lock.isLocked()).isFalse();
        assertThat(lock.unlock(RIGHT)).isFalse();
        assertThat(lock.lock(RIGHT)).isTrue();
        assertThat(lock.lock(WRONG)).isFalse();
        assertThat(lock.unlock(WRONG)).isFalse();
        assertThat(lock.unlock(new byte[0])).isFalse();
        assertThat(lock.isLocked()).isTrue();
        assertThat(lock.unlock(RIGHT)).isTrue();
        assertThat(lock.isLocked()).isFalse();
    }

    @Test
    void tellsThatItWasUnlocked() {
        AtomicInteger told = new AtomicInteger();
        AgentLock lock = new AgentLock(Duration.ofMillis(1));
        lock.onUnlock(told::incrementAndGet);
        lock.lock(RIGHT);

        lock.unlock(WRONG);
        assertThat(told).hasValue(0);
        lock.unlock(RIGHT);
        assertThat(told).hasValue(1);
    }

    @Test
    void eachBadTryWaitsLongerThanTheOneBefore() {
        AgentLock lock = new AgentLock(Duration.ofMillis(20));
        lock.lock(RIGHT);
        long begin = System.nanoTime();

        for (int i = 0; i < 4; i++) {
            lock.unlock(WRONG);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(199));
    }

    @Test
    @Timeout(60)
    void aBadTryMakesOtherTriesWaitButNobodyElse() throws Exception {
        AgentLock lock = new AgentLock(Duration.ofHours(1));
        lock.lock(RIGHT);
        CompletableFuture<Boolean> bad = CompletableFuture.supplyAsync(() -> lock.unlock(WRONG));
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> lock.unlock(WRONG))
                .whenComplete((answer, failure) -> done.countDown());

        assertThat(done.await(200, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(lock.isLocked()).isTrue();
        assertThat(lock.lock(WRONG)).isFalse();

        lock.close();
        assertThat(bad.get()).isFalse();
        assertThat(second.get()).isFalse();
    }
}
