package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;

import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.http.RawResponse;
import org.bitauth.internal.Base58Check;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.replay.ReplayGuard;
import org.junit.jupiter.api.Test;

/** Logins that are begun and never finished: they must leave nothing behind. */
class UnfinishedLoginsTest {
    private static final int LOGINS = 100_000;
    private static final long MOST_BYTES = 8L << 20;

    private final AtomicInteger guardUses = new AtomicInteger();
    private final DemoCloud cloud = DemoCloud.with((builder, clock) -> builder.stores(new BridgeStores() {
        private final CountingGuard guard = new CountingGuard(guardUses, new InMemoryReplayGuard(10, clock));
        private final RevocationStore revocations = new InMemoryRevocationStore(clock);

        @Override
        public ReplayGuard replayGuard() {
            return guard;
        }

        @Override
        public RevocationStore revocations() {
            return revocations;
        }

        @Override
        public ApplicationCredentials applicationCredentials() {
            throw new StoreException("must not be asked: the cloud sets its own");
        }
    }));

    @Test
    void leaveNothingBehind() {
        Random random = new Random(5);
        begin(random, 1_000);
        long revocations = cloud.bridge.signedRevocations().length();
        long before = usedBytes();

        begin(random, LOGINS);

        assertThat(usedBytes() - before).isLessThan(MOST_BYTES);
        assertThat(guardUses).hasValue(0);
        assertThat(cloud.directory.reads()).isZero();
        assertThat(cloud.events).isEmpty();
        assertThat(cloud.bridge.signedRevocations()).hasSize((int) revocations);
        DemoCloud.secret(cloud.login(ALICE, DEMO));
        assertThat(guardUses).hasPositiveValue();
    }

    private void begin(Random random, int count) {
        byte[] hash = new byte[20];
        for (int i = 0; i < count; i++) {
            random.nextBytes(hash);
            Sin sin = new Sin(Base58Check.encode(new byte[] {0x0f, 0x02}, hash));
            RawResponse answer = cloud.post(LoginJson.first(sin, DEMO));
            assertThat(answer.status()).isEqualTo(401);
            if (i % 1_000 == 0) {
                assertThat(answer.text()).contains("Identity: " + sin);
            }
        }
    }

    /** The least of some measurements, each after a collection. */
    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private record CountingGuard(AtomicInteger uses, ReplayGuard guard) implements ReplayGuard {
        @Override
        public boolean claim(String nonce, Instant until) {
            uses.incrementAndGet();
            return guard.claim(nonce, until);
        }

        @Override
        public boolean isClaimed(String nonce) {
            uses.incrementAndGet();
            return guard.isClaimed(nonce);
        }

        @Override
        public Instant rememberingSince() {
            return guard.rememberingSince();
        }
    }
}
