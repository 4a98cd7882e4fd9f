package org.bitauth.keystone.token;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads tokens in the form of Keystone's own JWS provider: ES256, and claims with the prefix
 * {@code openstack_}. Thread-safe.
 */
public final class TokenCodec {
    private static final int MAX_LENGTH = 8192;
    // One spelling only: the last of 86 characters carries 2 bits of the 64 bytes, and there is no padding.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{85}[AQgw]");
    private static final String METHODS = "openstack_methods";
    private static final String AUDIT_IDS = "openstack_audit_ids";
    private static final String PROJECT = "openstack_project_id";
    private static final String DOMAIN = "openstack_domain_id";
    private static final String SYSTEM = "openstack_system";
    private static final String CREDENTIAL = "openstack_app_cred_id";

    private final TokenKeys keys;
    private final InstantSource clock;

    /**
     * A codec.
     *
     * @param keys the keys
     * @param clock what tells whether a token has expired
     */
    public TokenCodec(TokenKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Signs a token.
     *
     * @param claims what it says
     * @return the token
     */
    public String write(TokenClaims claims) {
        JwtBuilder jwt = Jwts.builder()
                .header()
                .type("JWT")
                .keyId(keys.signingKeyId())
                .and()
                .subject(claims.userId())
                .issuedAt(Date.from(claims.issuedAt()))
                .expiration(Date.from(claims.expiresAt()))
                .claim(METHODS, claims.methods())
                .claim(AUDIT_IDS, claims.auditIds());
        claims.projectId().ifPresent(id -> jwt.claim(PROJECT, id));
        claims.domainId().ifPresent(id -> jwt.claim(DOMAIN, id));
        claims.credentialId().ifPresent(id -> jwt.claim(CREDENTIAL, id));
        if (claims.system()) {
            jwt.claim(SYSTEM, "all");
        }
        return jwt.signWith(keys.signingKey(), Jwts.SIG.ES256).compact();
    }

    /**
     * Reads a token of ours. Throws nothing for any text.
     *
     * @param token what a client sent
     * @return what it says; empty if it is not ours, was altered or has expired
     */
    public Optional<TokenClaims> read(String token) {
        if (token.length() > MAX_LENGTH || !FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            Claims claims = Jwts.parser()
                    .keyLocator(this::checkingKey)
                    .clock(() -> Date.from(clock.instant()))
                    .build()
                    .parseSignedClaims(token)
                    .getPayload();
            // RFC 7519, section 4.1.4: not on or after that time. The parser still takes it on that time.
            return Optional.of(claims(claims)).filter(read -> clock.instant().isBefore(read.expiresAt()));
        } catch (RuntimeException e) { // the parser has many ways to say that a text is not a token
            return Optional.empty();
        }
    }

    private Key checkingKey(Header header) {
        if (header instanceof JwsHeader jws && Jwts.SIG.ES256.getId().equals(jws.getAlgorithm())) {
            return keys.checkingKey(String.valueOf(jws.getKeyId())).orElseThrow();
        }
        throw new IllegalArgumentException("token must be signed with ES256");
    }

    private static TokenClaims claims(Claims claims) {
        return new TokenClaims(
                text(claims, "sub").orElseThrow(),
                texts(claims.get(METHODS)),
                texts(claims.get(AUDIT_IDS)),
                text(claims, PROJECT),
                text(claims, DOMAIN),
                text(claims, SYSTEM).filter("all"::equals).isPresent(),
                text(claims, CREDENTIAL),
                claims.getIssuedAt().toInstant(),
                claims.getExpiration().toInstant());
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
