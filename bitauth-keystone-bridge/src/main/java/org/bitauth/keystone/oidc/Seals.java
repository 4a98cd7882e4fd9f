package org.bitauth.keystone.oidc;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.Jwe;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a browser carries for the provider from one step to the next, so that nothing is kept for open logins: JSON encrypted
 * and authenticated with a key that only the provider has (RFC 7516, {@code dir} and {@code A256GCM}), for one purpose and a
 * short time.
 */
final class Seals {
    private static final int MAX_LENGTH = 8192;
    private static final String ISSUED_MILLIS = "ms";

    private final Map<String, SecretKey> keys = new LinkedHashMap<>();
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** Seals with the first key, opens with any. */
    Seals(List<byte[]> keys, InstantSource clock) {
        for (byte[] key : keys) {
            this.keys.put(String.valueOf(this.keys.size()), new SecretKeySpec(key, "AES"));
        }
        this.clock = clock;
    }

    /** What was sealed, when, and under which unique name. */
    record Opened(Map<String, String> content, Instant issued, Instant expires, String id) {
        Optional<String> find(String name) {
            return Optional.ofNullable(content.get(name));
        }

        String get(String name) {
            return find(name).orElseThrow();
        }

        @Override
        public String toString() {
            return "Opened[" + id + "]";
        }
    }

    String seal(String purpose, Map<String, String> content, Duration life) {
        return seal(purpose, content, clock.instant(), life);
    }

    /** Seals as of a time, which may be a little ahead. */
    String seal(String purpose, Map<String, String> content, Instant issued, Duration life) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return Jwts.builder()
                .header()
                .type(purpose)
                .and()
                .claims(content)
                .id(Base64.getUrlEncoder().withoutPadding().encodeToString(id))
                .claim(ISSUED_MILLIS, issued.toEpochMilli())
                .expiration(Date.from(issued.plus(life)))
                .encryptWith(keys.values().iterator().next(), Jwts.ENC.A256GCM)
                .compact();
    }

    /** Throws nothing for any text; empty unless it was sealed here, for this purpose, and is still good. */
    Optional<Opened> open(String purpose, String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return keys.values().stream()
                .flatMap(key -> open(key, purpose, text).stream())
                .findFirst();
    }

    private Optional<Opened> open(SecretKey key, String purpose, String text) {
        try {
            Jwe<Claims> jwe = Jwts.parser()
                    .keyLocator(header -> ours(header, key))
                    .clock(() -> Date.from(clock.instant()))
                    .build()
                    .parseEncryptedClaims(text);
            Claims claims = jwe.getPayload();
            Instant expires = claims.getExpiration().toInstant();
            if (!purpose.equals(jwe.getHeader().getType()) || !clock.instant().isBefore(expires)) {
                return Optional.empty();
            }
            Map<String, String> content = new TreeMap<>();
            claims.forEach((name, value) -> content.put(name, String.valueOf(value)));
            Instant issued =
                    Instant.ofEpochMilli(claims.get(ISSUED_MILLIS, Number.class).longValue());
            return Optional.of(new Opened(content, issued, expires, claims.getId()));
        } catch (RuntimeException e) { // the parser has many ways to say that a text is not ours
            return Optional.empty();
        }
    }

    private static Key ours(Header header, SecretKey key) {
        if ("dir".equals(header.getAlgorithm()) && "A256GCM".equals(header.get("enc"))) {
            return key;
        }
        throw new IllegalArgumentException("text must be sealed here");
    }
}
