package org.bitauth.keystone.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bitauth.StoreException;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenCodec;
import org.bitauth.keystone.token.TokenKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineTokenCheckerTest {
    private static final CheckedToken ONLINE = new CheckedToken(
            "u", "online", "default", Optional.empty(), Optional.empty(), List.of(), Instant.EPOCH, Optional.empty());

    private final OfflineCloud cloud = new OfflineCloud();
    private final OfflineTokenChecker checker = cloud.checker();

    OfflineTokenCheckerTest() throws IOException {}

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void tellsWhatATokenSaysAndAsksForKeysOnce() {
        for (int i = 0; i < 3; i++) {
            CheckedToken token = checker.check(cloud.token()).orElseThrow();

            assertThat(token.userId()).isEqualTo("u-alice");
            assertThat(token.userName()).isEqualTo("alice");
            assertThat(token.projectId()).contains("p-demo");
            assertThat(token.projectName()).contains("demo");
            assertThat(token.roles()).containsExactly("member");
            assertThat(token.holder()).contains(cloud.alice.publicKey().jwkThumbprint());
        }
        assertThat(cloud.asked(OfflineCloud.KEYS)).isEqualTo(1);
        assertThat(cloud.asked(OfflineCloud.LIST)).isEqualTo(1);
        assertThat(cloud.asked("/v3/auth/tokens")).isZero();
    }

    @Test
    void refusesATokenThatWasRevokedAsSoonAsTheListSaysSo() {
        String token = cloud.token();
        assertThat(checker.check(token)).isPresent();

        cloud.revoke(token);
        assertThat(checker.check(token)).as("before the next poll").isPresent();
        cloud.advance(Duration.ofSeconds(5));

        assertThat(checker.check(token)).isEmpty();
        assertThat(checker.check(cloud.token())).isPresent();
    }

    @Test
    void refusesTheTokensThatAUserHadWhenSomethingWasTakenFromHim() {
        String token = cloud.token();
        cloud.revocations.revoke(new Revocation.OfUser(
                "u-alice", cloud.now().minusSeconds(1), cloud.now().plusSeconds(200_000)));

        assertThat(checker.check(token)).isEmpty();
        cloud.advance(Duration.ofSeconds(1));
        assertThat(checker.check(cloud.token())).isPresent();
    }

    @Test
    void refusesATokenFromItsEndOn() {
        String token = cloud.token();
        assertThat(checker.check(token)).isPresent();

        cloud.advance(Duration.ofHours(1));

        assertThat(checker.check(token)).isEmpty();
    }

    @Test
    void refusesATokenOfAnotherCloudsKey() throws IOException {
        checker.check(cloud.token());
        try (OfflineCloud other = new OfflineCloud()) {
            assertThat(checker.check(other.token())).isEmpty();
        }
    }

    @Test
    void takesTheTokensOfANewKeyAfterAMinuteAtMost() {
        String old = cloud.token();
        assertThat(checker.check(old)).isPresent();
        cloud.rotate(TokenKeys.generate());
        assertThat(checker.check(cloud.token())).isEmpty();

        cloud.advance(Duration.ofSeconds(31));

        assertThat(checker.check(cloud.token())).isPresent();
        assertThat(checker.check(old)).as("its key is published no longer").isEmpty();
    }

    @Test
    void asksElsewhereOnceTheListIsTooOld() {
        String token = cloud.token();
        OfflineTokenChecker withFallback = cloud.checker(any -> Optional.of(ONLINE));
        assertThat(withFallback.check(token))
                .get()
                .extracting(CheckedToken::userName)
                .isEqualTo("alice");
        assertThat(checker.check(token)).isPresent();
        cloud.tell(OfflineCloud.LIST, RawResponse.of(503));

        cloud.advance(Duration.ofSeconds(60));
        assertThat(checker.check(token)).isPresent();
        cloud.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
        assertThat(withFallback.check(token)).contains(ONLINE);
        cloud.tellTheTruth();
        cloud.advance(Duration.ofSeconds(1));
        assertThat(checker.check(token)).isPresent();
    }

    @Test
    void knowsNothingWithoutAListOrKeysUnlessSomebodyElseDoes() {
        OfflineTokenChecker alone = OfflineTokenChecker.of(cloud.url);
        cloud.tell(OfflineCloud.KEYS, RawResponse.of(200, "application/json", "{\"keys\":[]}"));
        String token = cloud.token();

        assertThatThrownBy(() -> alone.check(token)).isInstanceOf(StoreException.class);
        assertThat(cloud.checker(any -> Optional.of(ONLINE)).check(token)).contains(ONLINE);
    }

    @Test
    void takesNoListWithALowerNumber() {
        String token = cloud.token();
        String old = cloud.list();
        cloud.revocations.revoke(
                new Revocation.OfUser("u-alice", cloud.now(), cloud.now().plusSeconds(200_000)));
        assertThat(checker.check(token)).isEmpty();

        cloud.tell(OfflineCloud.LIST, RawResponse.of(200, "application/jwt", old));
        cloud.advance(Duration.ofSeconds(10));

        assertThat(checker.check(token)).isEmpty();
        cloud.advance(Duration.ofSeconds(51));
        assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "{\"number\":1}"})
    void takesNoListThatIsNotSignedByTheCloud(String list) throws IOException {
        cloud.tell(OfflineCloud.LIST, RawResponse.of(200, "application/jwt", list));
        String token = cloud.token();

        assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
        cloud.advance(Duration.ofSeconds(2));
        cloud.tell(OfflineCloud.LIST, RawResponse.of(200, "application/jwt", token));
        assertThatThrownBy(() -> checker.check(token)).as("a token is no list").isInstanceOf(StoreException.class);
        cloud.advance(Duration.ofSeconds(2));
        try (OfflineCloud other = new OfflineCloud()) {
            cloud.tell(OfflineCloud.LIST, RawResponse.of(200, "application/jwt", other.list()));
            assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
        }
        assertThat(checker.check(cloud.list())).as("a list is no token").isEmpty();
    }

    @Test
    void asksElsewhereAboutWhatTheTokenDoesNotSay() {
        TokenKeys keys = TokenKeys.generate();
        cloud.rotate(keys);
        TokenCodec codec = new TokenCodec(keys, cloud::now);
        TokenClaims idsAlone = claims(Optional.empty());
        TokenClaims ofCredential = claims(Optional.of("ac-1"));

        for (TokenClaims claims : List.of(idsAlone, ofCredential)) {
            String token = codec.write(claims);
            assertThat(OfflineTokenChecker.of(cloud.url, any -> Optional.of(ONLINE), Duration.ofSeconds(60), cloud::now)
                            .check(token))
                    .contains(ONLINE);
        }
        assertThat(OfflineTokenChecker.of(cloud.url, any -> Optional.empty(), Duration.ofSeconds(60), cloud::now)
                        .check(codec.write(idsAlone)))
                .isEmpty();
    }

    @Test
    void neverThrowsAndNeverTakesAChangedTokenOfSeed31() {
        Random random = new Random(31);
        String token = cloud.token();
        assertThat(checker.check(token)).isPresent();
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = token.getBytes(StandardCharsets.ISO_8859_1);
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String changed = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!changed.equals(token)) {
                assertThat(checker.check(changed)).as(changed).isEmpty();
            }
        }
    }

    @Test
    void asksOnceForManyThreads() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            tokens.add(cloud.token());
        }
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Callable<Boolean>> calls = new ArrayList<>();
            tokens.forEach(token -> calls.add(() -> checker.check(token).isPresent()));
            for (Future<Boolean> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cloud.asked(OfflineCloud.KEYS)).isEqualTo(1);
        assertThat(cloud.asked(OfflineCloud.LIST)).isEqualTo(1);
    }

    private TokenClaims claims(Optional<String> credential) {
        Instant now = cloud.now();
        return new TokenClaims(
                "u-alice",
                List.of("bitauth"),
                List.of("AAAAAAAAAAAAAAAAAAAAAA"),
                Optional.of("p-demo"),
                Optional.empty(),
                false,
                credential,
                now,
                now.plusSeconds(600));
    }
}
