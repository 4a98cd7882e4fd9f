package org.bitauth.keystone.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bitauth.StoreException;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.RevocationList;
import org.bitauth.keystone.token.SignedRevocations;
import org.bitauth.keystone.token.TokenKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and lists that are old, from the future, withheld, repeated, changed or no such thing. */
class OfflineFeedsTest {
    private static final String UNKNOWN_KEY = "eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6InVua25vd24ifQ.e30.AAAA";

    private final OfflineCloud cloud = new OfflineCloud();
    private final OfflineTokenChecker checker = cloud.checker();

    OfflineFeedsTest() throws IOException {}

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void takesAnOldListNeitherAtFirstNorWhenItIsShownAgain() {
        String old = cloud.list();
        cloud.advance(Duration.ofSeconds(61));
        cloud.tell(OfflineCloud.LIST, RawResponse.of(200, "application/jwt", old));
        String token = cloud.token();

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
            cloud.advance(Duration.ofMillis(500));
        }
    }

    @Test
    void takesAListThatIsAFewSecondsAheadAndNoneFromFurtherOn() {
        TokenKeys keys = TokenKeys.generate();
        cloud.rotate(keys);
        String token = cloud.token();
        cloud.tell(
                OfflineCloud.LIST,
                RawResponse.of(200, "application/jwt", list(7, keys, cloud.now().plusSeconds(11))));
        assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);

        cloud.tell(
                OfflineCloud.LIST,
                RawResponse.of(200, "application/jwt", list(7, keys, cloud.now().plusSeconds(10))));
        cloud.advance(Duration.ofSeconds(1));

        assertThat(checker.check(token)).isPresent();
    }

    @Test
    void takesNoListWithTheSameNumberAndAnEarlierTime() {
        TokenKeys keys = TokenKeys.generate();
        cloud.rotate(keys);
        String token = cloud.token();
        cloud.tell(OfflineCloud.LIST, RawResponse.of(200, "application/jwt", list(7, keys, cloud.now())));
        assertThat(checker.check(token)).isPresent();

        cloud.tell(
                OfflineCloud.LIST,
                RawResponse.of(200, "application/jwt", list(7, keys, cloud.now().minusSeconds(1))));
        cloud.advance(Duration.ofSeconds(61));

        assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
    }

    @Test
    void goesByNoListFromTheFutureOfAClockThatWasSetBack() {
        String token = cloud.token();
        assertThat(checker.check(token)).isPresent();
        cloud.tell(OfflineCloud.LIST, RawResponse.of(503));

        cloud.advance(Duration.ofMinutes(-30));

        assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
    }

    @Test
    void looksForTheKeyOfAListThatANewKeySigned() {
        KeyPair first = TokenKeys.newKeyPair();
        cloud.rotate(TokenKeys.of(first));
        String token = cloud.token();
        assertThat(checker.check(token)).isPresent();
        cloud.rotate(TokenKeys.of(TokenKeys.newKeyPair(), (ECPublicKey) first.getPublic()));

        cloud.advance(Duration.ofSeconds(61)); // nobody has shown a token of the new key

        assertThat(checker.check(token)).isPresent();
    }

    @Test
    void endsTheTokensOfAKeyThatTheCloudWithdrewWhileNobodyShowsAnother() {
        KeyPair first = TokenKeys.newKeyPair();
        TokenKeys stolen = TokenKeys.of(first);
        cloud.rotate(stolen);
        String token = cloud.token();
        assertThat(checker.check(token)).isPresent();
        cloud.rotate(TokenKeys.generate());
        // Whoever stole the key signs lists too, and keeps the real ones away.
        cloud.tell(
                OfflineCloud.LIST,
                request -> RawResponse.of(200, "application/jwt", list(Long.MAX_VALUE, stolen, cloud.now())));

        cloud.advance(Duration.ofMinutes(5));

        assertThat(checker.check(token)).isEmpty();
    }

    @Test
    void goesOnWithItsKeysForAnHourWhenTheyCannotBeReadAgain() {
        cloud.advance(Duration.ofMinutes(1));
        String early = cloud.token();
        assertThat(checker.check(early)).isPresent();
        cloud.tell(OfflineCloud.KEYS, RawResponse.of(500));

        cloud.advance(Duration.ofMinutes(59));
        String token = cloud.token();
        assertThat(checker.check(token)).isPresent();
        cloud.advance(Duration.ofMinutes(1));

        assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
    }

    @Test
    void tellsTheOperatorWhichDocumentCannotBeHad() {
        cloud.tell(OfflineCloud.KEYS, RawResponse.of(500));

        assertThatThrownBy(() -> OfflineTokenChecker.of(cloud.url).check(cloud.token()))
                .hasMessageContaining(cloud.url + "/bitauth/keys: status 500");
    }

    @Test
    void goesOnWhileOneThreadWaitsForAKeyServerThatHangs() throws Exception {
        String token = cloud.token();
        assertThat(checker.check(token)).isPresent();
        cloud.advance(Duration.ofSeconds(60));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        cloud.tell(OfflineCloud.KEYS, request -> {
            asked.countDown();
            await(over);
            return RawResponse.of(503);
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Boolean> stranger =
                    threads.submit(() -> checker.check(UNKNOWN_KEY).isPresent());
            await(asked);

            Future<Boolean> user = threads.submit(() -> checker.check(token).isPresent());
            assertThat(user.get(4, TimeUnit.SECONDS)).isTrue();
            Future<Boolean> other =
                    threads.submit(() -> checker.check(UNKNOWN_KEY).isPresent());
            assertThat(other.get(4, TimeUnit.SECONDS)).isFalse();
            over.countDown();
            assertThat(stranger.get(10, TimeUnit.SECONDS)).isFalse();
        } finally {
            over.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void asksForNothingBecauseOfATextThatIsNoToken() {
        for (String text :
                new String[] {"", "x", "a.b.c", "gAAAAABm-fernet_token", "e30.e30.AAAA", UNKNOWN_KEY + ".x"}) {
            assertThat(checker.check(text)).isEmpty();
        }
        assertThat(checker.check("x".repeat(8193))).isEmpty();
        assertThat(cloud.asked(OfflineCloud.KEYS)).isZero();
    }

    @Test
    void asksForKeysOnceAMinuteHoweverManyUnknownOnesAreNamed() {
        assertThat(checker.check(cloud.token())).isPresent();
        cloud.advance(Duration.ofSeconds(60));

        for (int i = 0; i < 50; i++) {
            assertThat(checker.check(UNKNOWN_KEY)).isEmpty();
        }

        assertThat(cloud.asked(OfflineCloud.KEYS)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "<html></html>",
                "{\"keys\":{}}",
                "{\"keys\":[null,5,\"x\",[]]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%%\",\"y\":7}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"crv\":\"P-256\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"secp256k1\","
                        + "\"x\":\"18_qCEHKkMZ_UmABPi-t-Gx_41h8WIUeRIlza7jtWGM\","
                        + "\"y\":\"qE4ewM30RGPgTQ-PFGout1LjiuFkAeyDBNAjwxBGuLA\"}]}",
                "{\"keys\":[],\"keys\":[]}"
            })
    void takesNoKeysFromAServerThatTellsNone(String document) {
        cloud.tell(OfflineCloud.KEYS, RawResponse.of(200, "application/json", document));

        assertThatThrownBy(() -> checker.check(cloud.token())).isInstanceOf(StoreException.class);
    }

    @Test
    void takesNoKeysFromAServerThatSendsAwayOrTellsTooMuch() {
        String token = cloud.token();
        String many = String.join(
                ",", Collections.nCopies(17, TokenKeys.generate().publicKeys().json()));
        for (RawResponse answer : new RawResponse[] {
            RawResponse.of(302).with("Location", cloud.url + "/bitauth/revocations"),
            RawResponse.of(200, "application/json", "{\"keys\":[" + many + "]}"),
            RawResponse.of(200, "application/json", "[".repeat(100_000)),
            RawResponse.of(200, new byte[(1 << 20) + 1])
        }) {
            cloud.tell(OfflineCloud.KEYS, answer);
            assertThatThrownBy(() -> checker.check(token)).isInstanceOf(StoreException.class);
            cloud.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void neverThrowsAnythingElseAndNeverTakesAChangedListOfSeed32() {
        Random random = new Random(32);
        String token = cloud.token();
        String list = cloud.list();
        for (int i = 0; i < 300; i++) {
            byte[] bytes = list.getBytes(StandardCharsets.ISO_8859_1);
            bytes[random.nextInt(bytes.length)] = (byte) (33 + random.nextInt(94));
            String changed = new String(bytes, StandardCharsets.ISO_8859_1);
            if (!changed.equals(list)) {
                cloud.tell(OfflineCloud.LIST, RawResponse.of(200, "application/jwt", changed));
                assertThat(catchThrowable(() -> cloud.checker().check(token)))
                        .as(changed)
                        .isInstanceOf(StoreException.class);
            }
        }
    }

    private static String list(long number, TokenKeys keys, Instant at) {
        return SignedRevocations.write(new RevocationList(number, List.of()), keys, () -> at);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
