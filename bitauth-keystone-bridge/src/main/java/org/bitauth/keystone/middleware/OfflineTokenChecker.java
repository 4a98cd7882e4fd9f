package org.bitauth.keystone.middleware;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenClaims;
import org.bitauth.keystone.token.TokenNames;

/**
 * Checks tokens of a bridge without asking it about each: by its keys, and by its signed list of revocations, which is read
 * again every few seconds. What the list does not tell yet passes for that long. A list that is older than 60 seconds is not
 * gone by: the fallback is asked, or nothing is known (503). Tokens that were made with an application credential, and those
 * that hold ids alone, are the fallback's, too; without one they are refused. Thread-safe; starts no thread.
 */
public final class OfflineTokenChecker implements TokenChecker {
    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final int MAX_TOKEN = 8192;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KeyFeed keys;
    private final RevocationFeed revocations;
    private final Optional<TokenChecker> fallback;

    private OfflineTokenChecker(
            String identity, Optional<TokenChecker> fallback, Duration maxAge, InstantSource clock) {
        DirectHttpClient http = new DirectHttpClient(PATIENCE);
        keys = new KeyFeed(URI.create(identity + "/bitauth/keys"), http, clock);
        revocations = new RevocationFeed(URI.create(identity + "/bitauth/revocations"), keys, maxAge, http, clock);
        this.fallback = fallback;
    }

    /**
     * Checks tokens of one cloud, with lists of 60 seconds at most, and asks nobody else.
     *
     * @param identity the identity service's URL, as clients know it; ends in {@code /v3}
     * @return the checker
     */
    public static OfflineTokenChecker of(URI identity) {
        return new OfflineTokenChecker(CloudUrl.of(identity), Optional.empty(), MAX_AGE, InstantSource.system());
    }

    /**
     * Checks tokens of one cloud.
     *
     * @param identity the identity service's URL, as clients know it; ends in {@code /v3}
     * @param fallback is asked about what cannot be told offline
     * @param maxAge how old a list of revocations may be
     * @param clock what tells the time
     * @return the checker
     */
    public static OfflineTokenChecker of(URI identity, TokenChecker fallback, Duration maxAge, InstantSource clock) {
        return new OfflineTokenChecker(CloudUrl.of(identity), Optional.of(fallback), maxAge, clock);
    }

    @Override
    public Optional<CheckedToken> check(String token) {
        Optional<String> keyId = token.length() > MAX_TOKEN ? Optional.empty() : JwsText.keyId(token);
        if (keyId.isEmpty()) {
            return Optional.empty();
        }
        Optional<KnownKeys> known = keys.lookingFor(keyId.get());
        if (known.isEmpty()) {
            return elsewhere(token, "keys of the cloud cannot be had, " + keys.state());
        }
        Optional<TokenClaims> claims = known.get().read(token);
        if (claims.isEmpty()) {
            return Optional.empty();
        }
        if (claims.get().credentialId().isPresent() || claims.get().names().isEmpty()) {
            return fallback.flatMap(checker -> checker.check(token));
        }
        Optional<RevocationStore> revoked = revocations.revoked();
        if (revoked.isEmpty()) {
            return elsewhere(token, "young list of revocations cannot be had, " + revocations.state());
        }
        return revoked.get().isRevoked(claims.get())
                ? Optional.empty()
                : Optional.of(checked(claims.get(), claims.get().names().get()));
    }

    private Optional<CheckedToken> elsewhere(String token, String why) {
        return fallback.orElseThrow(() -> new StoreException(why)).check(token);
    }

    private static CheckedToken checked(TokenClaims claims, TokenNames names) {
        return new CheckedToken(
                claims.userId(),
                names.user(),
                names.userDomain().id(),
                claims.projectId(),
                names.project(),
                names.roles(),
                claims.expiresAt(),
                claims.holder());
    }
}
