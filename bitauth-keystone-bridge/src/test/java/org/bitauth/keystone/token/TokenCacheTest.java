package org.bitauth.keystone.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bitauth.keystone.DemoCloud;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
    private static final int MOST = 20_000;

    private final TokenCache cache = new TokenCache();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void readsAGoodTokenOnce() {
        assertThat(cache.get("good 1", this::read)).contains(claims("good 1"));
        assertThat(cache.get("good 1", this::read)).contains(claims("good 1"));
        assertThat(cache.get("good 1 ", this::read)).contains(claims("good 1 "));

        assertThat(reads).hasValue(2);
    }

    @Test
    void keepsNothingOfABadToken() {
        for (int i = 0; i < 3; i++) {
            assertThat(cache.get("bad", this::read)).isEmpty();
        }

        assertThat(reads).hasValue(3);
    }

    @Test
    void forgetsTheTokenThatWasAskedForLongestAgo() {
        IntStream.range(0, MOST).forEach(i -> cache.get("good " + i, this::read));
        cache.get("good 0", this::read);
        assertThat(reads).hasValue(MOST);

        cache.get("good and new", this::read);
        cache.get("good 0", this::read);
        assertThat(reads).hasValue(MOST + 1);
        cache.get("good 1", this::read);
        assertThat(reads).hasValue(MOST + 2);
    }

    @Test
    void answersManyThreads() {
        assertThat(IntStream.range(0, 50_000)
                        .parallel()
                        .mapToObj(i -> "good " + i % 100)
                        .filter(token -> !cache.get(token, this::read).equals(Optional.of(claims(token)))))
                .isEmpty();
    }

    private Optional<TokenClaims> read(String token) {
        reads.incrementAndGet();
        return token.startsWith("good") ? Optional.of(claims(token)) : Optional.empty();
    }

    private static TokenClaims claims(String token) {
        return new TokenClaims(
                token,
                List.of("bitauth"),
                List.of("a"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                DemoCloud.START,
                DemoCloud.START.plusSeconds(60));
    }
}
