package org.bitauth.keystone.middleware;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.SignedRevocations;
import org.jspecify.annotations.Nullable;

/**
 * The signed list of revocations of a bridge, read again when somebody asks and it is older than the poll. It counts while
 * both its signature and its arrival are young. A list with a lower number or an earlier time than the last one does not
 * count, so that nobody between can show an old one as new.
 */
final class RevocationFeed {
    private static final Duration POLL = Duration.ofSeconds(5);
    /** The bridge's clock may be ahead of this one by so much; a list from further on would stay young for too long. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final PolledDocument document;
    private final KeyFeed keys;
    private final Duration maxAge;
    private final InstantSource clock;
    private volatile @Nullable Read last;

    RevocationFeed(URI url, KeyFeed keys, Duration maxAge, DirectHttpClient http, InstantSource clock) {
        document = new PolledDocument(url, POLL, http, clock);
        this.keys = keys;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    private record Read(Instant askedAt, Instant issuedAt, long number, RevocationStore revoked) {}

    /** What is revoked; empty if no list that is young enough can be had. */
    Optional<RevocationStore> revoked() {
        document.poll(isYoung(last), this::take);
        return Optional.ofNullable(last).filter(this::isYoung).map(Read::revoked);
    }

    /** What came of the last try, for the operator. */
    String state() {
        return document.state();
    }

    /** The key is looked for: the list is the first that a new key signs where nobody has logged in since. */
    private boolean take(String text, Instant askedAt) {
        Optional<Read> read = JwsText.keyId(text)
                .flatMap(keys::lookingFor)
                .flatMap(known -> SignedRevocations.read(text, known.keys()))
                .filter(this::isNotBeforeLast)
                .map(dated -> read(dated, askedAt));
        read.ifPresent(list -> last = list);
        return read.isPresent();
    }

    private boolean isNotBeforeLast(SignedRevocations.Dated dated) {
        Read before = last;
        return !dated.issuedAt().isAfter(clock.instant().plus(SKEW))
                && (before == null
                        || (dated.list().number() >= before.number()
                                && !dated.issuedAt().isBefore(before.issuedAt())));
    }

    private Read read(SignedRevocations.Dated dated, Instant askedAt) {
        InMemoryRevocationStore revoked = new InMemoryRevocationStore(clock);
        dated.list().revocations().forEach(revoked::revoke);
        return new Read(askedAt, dated.issuedAt(), dated.list().number(), revoked);
    }

    private boolean isYoung(@Nullable Read read) {
        if (read == null) {
            return false;
        }
        Instant now = clock.instant();
        return !read.issuedAt().isAfter(now.plus(SKEW))
                && !read.askedAt().isAfter(now)
                && !now.isAfter(read.issuedAt().plus(maxAge))
                && !now.isAfter(read.askedAt().plus(maxAge));
    }
}
