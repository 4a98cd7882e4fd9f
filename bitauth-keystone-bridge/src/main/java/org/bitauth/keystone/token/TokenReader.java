package org.bitauth.keystone.token;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.keystone.internal.P256Provider;
import org.jspecify.annotations.Nullable;

/**
 * Reads tokens by their signature and nothing else: ES256 with a key of the set, one spelling, the claims of Keystone's
 * JWS provider. JWTs of other kinds, which have an issuer or an audience, are refused. Thread-safe; throws nothing for any
 * text.
 */
public final class TokenReader {
    /** How long after its end a token may still be asked for by {@code allow_expired}, as in Keystone: 48 hours. */
    public static final Duration EXPIRED_WINDOW = Duration.ofHours(48);

    private static final int MAX_LENGTH = 8192;
    // One spelling only: the last of 86 characters carries 2 bits of the 64 bytes, and there is no padding.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{85}[AQgw]");

    private final TokenKeySet keys;
    private final InstantSource clock;
    private final JwtParser parser;

    /**
     * A reader.
     *
     * @param keys the cloud's keys
     * @param clock what tells whether a token has expired
     */
    public TokenReader(TokenKeySet keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        parser = Jwts.parser()
                .provider(P256Provider.provider())
                .keyLocator(this::key)
                .clock(() -> Date.from(clock.instant()))
                .clockSkewSeconds(EXPIRED_WINDOW.toSeconds())
                .build();
    }

    /**
     * Reads a token that has not expired.
     *
     * @param token what a client sent
     * @return what it says; empty if it is not of this cloud, was altered or has expired
     */
    public Optional<TokenClaims> read(String token) {
        // RFC 7519, section 4.1.4: not on or after that time.
        return readExpired(token).filter(claims -> clock.instant().isBefore(claims.expiresAt()));
    }

    /**
     * Reads a token that may have expired within the last 48 hours.
     *
     * @param token what a client sent
     * @return what it says; empty if it is not of this cloud or was altered
     */
    public Optional<TokenClaims> readExpired(String token) {
        if (token.length() > MAX_LENGTH || !FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(claims(parser.parseSignedClaims(token).getPayload()));
        } catch (RuntimeException e) { // the parser has many ways to say that a text is not a token
            return Optional.empty();
        }
    }

    private Key key(Header header) {
        if (header instanceof JwsHeader jws
                && Jwts.SIG.ES256.getId().equals(jws.getAlgorithm())
                && "JWT".equals(jws.getType())) {
            return keys.key(String.valueOf(jws.getKeyId())).orElseThrow();
        }
        throw new IllegalArgumentException("token must be a JWT that is signed with ES256");
    }

    private static TokenClaims claims(Claims claims) {
        if (claims.getIssuer() != null || claims.getAudience() != null) {
            throw new IllegalArgumentException("token must have neither issuer nor audience");
        }
        return new TokenClaims(
                text(claims, "sub").orElseThrow(),
                texts(claims.get(TokenForm.METHODS)),
                texts(claims.get(TokenForm.AUDIT_IDS)),
                text(claims, TokenForm.PROJECT),
                text(claims, TokenForm.DOMAIN),
                text(claims, TokenForm.SYSTEM).filter("all"::equals).isPresent(),
                text(claims, TokenForm.CREDENTIAL),
                claims.getIssuedAt().toInstant(),
                claims.getExpiration().toInstant(),
                holder(claims.get(TokenForm.HOLDER)),
                TokenForm.names(claims));
    }

    /** A token that is bound to a key in another way than this one is refused, not taken for an unbound one. */
    private static Optional<String> holder(@Nullable Object claim) {
        if (claim == null) {
            return Optional.empty();
        }
        if (claim instanceof Map<?, ?> map && map.size() == 1 && map.get("jkt") instanceof String thumbprint) {
            return Optional.of(thumbprint);
        }
        throw new IllegalArgumentException("claim cnf must hold jkt alone");
    }

    private static Optional<String> text(Claims claims, String name) {
        return Optional.ofNullable(claims.get(name, String.class));
    }

    private static List<String> texts(@Nullable Object claim) {
        if (claim instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException("claim must be a list of texts");
    }
}
