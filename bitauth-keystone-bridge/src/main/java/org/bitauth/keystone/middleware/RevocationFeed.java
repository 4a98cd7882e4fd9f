package org.bitauth.keystone.middleware;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.SignedRevocations;
import org.bitauth.keystone.token.TokenKeySet;
import org.jspecify.annotations.Nullable;

/**
 * The signed list of revocations of a bridge, read again when somebody asks and it is older than the poll. One thread reads
 * while the others go on with the one that is there. A list with a lower number or an earlier time than the last one does
 * not count, so that nobody between can show an old one as new.
 */
final class RevocationFeed {
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final URI url;
    private final Duration maxAge;
    private final InstantSource clock;
    private final DirectHttpClient http;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Read last;
    private volatile Instant tried = Instant.MIN;

    RevocationFeed(URI url, Duration maxAge, DirectHttpClient http, InstantSource clock) {
        this.url = url;
        this.maxAge = maxAge;
        this.http = http;
        this.clock = clock;
    }

    private record Read(Instant at, Instant issuedAt, long number, RevocationStore revoked) {
        Instant oldest() {
            return at.isBefore(issuedAt) ? at : issuedAt;
        }
    }

    /** What is revoked; empty if no list that is young enough can be had. */
    Optional<RevocationStore> revoked(TokenKeySet keys) {
        Read now = last;
        if (now != null && clock.instant().isBefore(now.at().plus(POLL))) {
            return Optional.of(now.revoked());
        }
        if (isYoung(now)) {
            if (reading.tryLock()) {
                readLocked(keys);
            }
        } else {
            reading.lock(); // nothing to go on with: wait for whoever reads
            readLocked(keys);
        }
        Read read = last;
        return read != null && isYoung(read) ? Optional.of(read.revoked()) : Optional.empty();
    }

    private void readLocked(TokenKeySet keys) {
        try {
            Read present = last;
            Instant now = clock.instant();
            boolean fresh = present != null && now.isBefore(present.at().plus(POLL));
            if (!fresh && !now.isBefore(tried.plus(RETRY))) {
                tried = now;
                fetch(keys).ifPresent(read -> last = read);
            }
        } finally {
            reading.unlock();
        }
    }

    private Optional<Read> fetch(TokenKeySet keys) {
        RawResponse answer;
        try {
            answer = http.send("GET", url, Map.of(), new byte[0]);
        } catch (IOException e) {
            return Optional.empty();
        }
        Read before = last;
        return Optional.of(answer)
                .filter(list -> list.status() == 200)
                .flatMap(list -> SignedRevocations.read(list.text(), keys))
                .filter(dated -> before == null
                        || (dated.list().number() >= before.number()
                                && !dated.issuedAt().isBefore(before.issuedAt())))
                .map(dated -> {
                    InMemoryRevocationStore revoked = new InMemoryRevocationStore(clock);
                    dated.list().revocations().forEach(revoked::revoke);
                    return new Read(
                            clock.instant(), dated.issuedAt(), dated.list().number(), revoked);
                });
    }

    private boolean isYoung(@Nullable Read read) {
        return read != null && !clock.instant().isAfter(read.oldest().plus(maxAge));
    }
}
