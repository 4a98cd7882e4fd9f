package org.bitauth.keystone.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Claims of tokens whose signature was found good, by the SHA-256 of the whole token. Bounded; whether a token has expired
 * or was revoked is never kept here. Thread-safe.
 */
public final class TokenCache {
    private static final int MOST = 20_000;

    private final Map<String, TokenClaims> claims = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenClaims> eldest) {
            return size() > MOST;
        }
    };

    /** An empty cache of 20,000 tokens. */
    public TokenCache() {}

    /**
     * What a token says; read anew unless it is known.
     *
     * @param token the token
     * @param read verifies it; what it refuses is not kept
     * @return what it says
     */
    public Optional<TokenClaims> get(String token, Function<String, Optional<TokenClaims>> read) {
        String digest = digest(token);
        synchronized (claims) {
            TokenClaims known = claims.get(digest);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<TokenClaims> fresh = read.apply(token);
        fresh.ifPresent(found -> put(digest, found));
        return fresh;
    }

    private void put(String digest, TokenClaims found) {
        synchronized (claims) {
            claims.put(digest, found);
        }
    }

    private static String digest(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
