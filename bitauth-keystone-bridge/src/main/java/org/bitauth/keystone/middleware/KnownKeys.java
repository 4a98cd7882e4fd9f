package org.bitauth.keystone.middleware;

import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.keystone.token.TokenCache;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenKeySet;
import org.bitauth.keystone.token.TokenReader;

/** A set of keys, and the tokens that were verified with it: what one set verified is not remembered for another. */
final class KnownKeys {
    private final TokenKeySet keys;
    private final TokenReader reader;
    private final InstantSource clock;
    private final TokenCache verified = new TokenCache();

    KnownKeys(TokenKeySet keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        reader = new TokenReader(keys, clock);
    }

    TokenKeySet keys() {
        return keys;
    }

    /** What a token says that has not ended; empty if it is not signed by one of the keys. */
    Optional<TokenClaims> read(String token) {
        return verified.get(token, reader::read)
                .filter(claims -> clock.instant().isBefore(claims.expiresAt()));
    }
}
