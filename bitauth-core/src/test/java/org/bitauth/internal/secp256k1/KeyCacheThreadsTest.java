package org.bitauth.internal.secp256k1;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bitauth.internal.CurvePoint;
import org.junit.jupiter.api.Test;

class KeyCacheThreadsTest {
    private static final int TABLE = KeyCache.TABLE_BYTES;

    @Test
    void isSafeUnder64Threads() throws Exception {
        FastVerifier verifier = new FastVerifier(32, 5L * TABLE);
        List<byte[]> keys = KeyCacheTest.keys(1, 100);
        List<MadeSignature> good = keys.stream()
                .map(key -> MadeSignature.of(BigInteger.TEN, BigInteger.TWO, MadeSignature.point(key))
                        .orElseThrow())
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        CountDownLatch start = new CountDownLatch(64);
        List<Future<Integer>> results = new ArrayList<>();
        for (int thread = 0; thread < 64; thread++) {
            Random random = new Random(20261127 + thread);
            results.add(threads.submit(() -> {
                start.countDown();
                start.await();
                int right = 0;
                for (int i = 0; i < 300; i++) {
                    // A few keys return often, most do not.
                    int index = random.nextInt(1 + random.nextInt(keys.size()));
                    CurvePoint key = verifier.decode(keys.get(index)).orElseThrow();
                    MadeSignature made = good.get(index);
                    byte[] wrong = made.digest().clone();
                    wrong[i % 32] ^= 1;
                    right += verifier.verify(made.digest(), made.signature(), key) ? 1 : 0;
                    right += verifier.verify(wrong, made.signature(), key) ? 0 : 1;
                }
                return right;
            }));
        }
        for (Future<Integer> result : results) {
            assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo(600);
        }
        threads.shutdown();
        assertThat(verifier.tableBytes()).isBetween((long) TABLE, 5L * TABLE);
    }
}
