package org.bitauth.keystone.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The revocations of one process. Holds only those that still end something, so its size is bounded by the tokens issued. */
public final class InMemoryRevocationStore implements RevocationStore {
    private static final int SWEEP_EVERY = 1024;

    private final InstantSource clock;
    private final Map<String, Revocation.OfToken> tokens = new HashMap<>();
    private final Map<String, Revocation.OfUser> users = new HashMap<>();
    private long number;
    private int untilSweep = SWEEP_EVERY;

    /**
     * An empty store.
     *
     * @param clock what tells when a revocation may be forgotten, and the number to begin with: lists of an earlier
     *     process have lower ones
     */
    public InMemoryRevocationStore(InstantSource clock) {
        this.clock = clock;
        number = clock.instant().toEpochMilli();
    }

    @Override
    public synchronized void revoke(Revocation revocation) {
        if (revocation instanceof Revocation.OfToken token) {
            tokens.merge(token.auditId(), token, InMemoryRevocationStore::later);
        } else if (revocation instanceof Revocation.OfUser user) {
            users.merge(user.userId(), user, InMemoryRevocationStore::later);
        }
        number++;
        if (--untilSweep <= 0) {
            Instant now = clock.instant();
            tokens.values().removeIf(token -> now.isAfter(token.until()));
            users.values().removeIf(user -> now.isAfter(user.until()));
            untilSweep = SWEEP_EVERY + tokens.size() + users.size();
        }
    }

    @Override
    public synchronized boolean isRevoked(TokenClaims claims) {
        Revocation.OfUser user = users.get(claims.userId());
        return tokens.containsKey(claims.auditId()) || (user != null && user.ends(claims));
    }

    @Override
    public synchronized RevocationList list() {
        Instant now = clock.instant();
        List<Revocation> all = new ArrayList<>(tokens.values());
        all.addAll(users.values());
        all.removeIf(revocation -> now.isAfter(revocation.until()));
        return new RevocationList(number, all);
    }

    private static Revocation.OfToken later(Revocation.OfToken one, Revocation.OfToken other) {
        return one.until().isAfter(other.until()) ? one : other;
    }

    private static Revocation.OfUser later(Revocation.OfUser one, Revocation.OfUser other) {
        return new Revocation.OfUser(
                one.userId(), later(one.issuedUntil(), other.issuedUntil()), later(one.until(), other.until()));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
