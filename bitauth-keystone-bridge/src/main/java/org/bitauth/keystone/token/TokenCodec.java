package org.bitauth.keystone.token;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.bitauth.keystone.internal.P256Provider;

/**
 * Writes and reads tokens in the form of Keystone's own JWS provider: ES256, and claims with the prefix
 * {@code openstack_}. Thread-safe.
 */
public final class TokenCodec {
    private final TokenKeys keys;
    private final TokenReader reader;

    /**
     * A codec.
     *
     * @param keys the keys
     * @param clock what tells whether a token has expired
     */
    public TokenCodec(TokenKeys keys, InstantSource clock) {
        this.keys = keys;
        reader = new TokenReader(keys.publicKeys(), clock);
    }

    /**
     * Signs a token.
     *
     * @param claims what it says
     * @return the token
     */
    public String write(TokenClaims claims) {
        JwtBuilder jwt = Jwts.builder()
                .provider(P256Provider.provider())
                .header()
                .type("JWT")
                .keyId(keys.signingKeyId())
                .and()
                .subject(claims.userId())
                .issuedAt(Date.from(claims.issuedAt()))
                .expiration(Date.from(claims.expiresAt()))
                .claim(TokenForm.METHODS, claims.methods())
                .claim(TokenForm.AUDIT_IDS, claims.auditIds());
        claims.projectId().ifPresent(id -> jwt.claim(TokenForm.PROJECT, id));
        claims.domainId().ifPresent(id -> jwt.claim(TokenForm.DOMAIN, id));
        claims.credentialId().ifPresent(id -> jwt.claim(TokenForm.CREDENTIAL, id));
        if (claims.system()) {
            jwt.claim(TokenForm.SYSTEM, "all");
        }
        claims.holder().ifPresent(thumbprint -> jwt.claim(TokenForm.HOLDER, Map.of("jkt", thumbprint)));
        claims.names().ifPresent(names -> write(jwt, names));
        return jwt.signWith(keys.signingKey(), Jwts.SIG.ES256).compact();
    }

    /**
     * Reads a token of ours. Throws nothing for any text.
     *
     * @param token what a client sent
     * @return what it says; empty if it is not ours, was altered or has expired
     */
    public Optional<TokenClaims> read(String token) {
        return reader.read(token);
    }

    /**
     * Reads a token of ours that may have expired within the last 48 hours. Throws nothing for any text.
     *
     * @param token what a client sent
     * @return what it says; empty if it is not ours or was altered
     */
    public Optional<TokenClaims> readExpired(String token) {
        return reader.readExpired(token);
    }

    private static void write(JwtBuilder jwt, TokenNames names) {
        jwt.claim(TokenForm.USER_NAMES, TokenForm.named(names.user(), names.userDomain()));
        names.project()
                .ifPresent(project -> jwt.claim(
                        TokenForm.PROJECT_NAMES,
                        TokenForm.named(project, names.projectDomain().orElseThrow())));
        if (!names.roles().isEmpty()) {
            jwt.claim(TokenForm.ROLES, names.roles());
        }
    }
}
