package org.bitauth.keystone.oidc;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.Sin;

/** Signs JWTs. An access token says nothing beyond iss, sub, aud, iat, exp, jti, and groups where they are configured. */
final class JwtWriter {
    private static final Pattern GROUP = Pattern.compile("[^;\\p{Cntrl}]{1,64}");

    private final String issuer;
    private final IssuerKeys keys;
    private final Optional<GroupSource> groups;
    private final Duration life;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    JwtWriter(String issuer, IssuerKeys keys, Optional<GroupSource> groups, Duration life, InstantSource clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.groups = groups;
        this.life = life;
        this.clock = clock;
    }

    IssuedJwt accessToken(Sin sin, String audience) {
        String id = randomText();
        return new IssuedJwt(signed(begun(sin, audience).id(id)), sin, audience, life, id);
    }

    /** The ID token beside an access token (OpenID Connect Core 1.0, sections 2 and 3.1.3.6), for the same audience. */
    String idToken(IssuedJwt access, Optional<String> nonce, Instant loggedIn) {
        JwtBuilder jwt = begun(access.sin(), access.audience())
                .claim("auth_time", loggedIn.getEpochSecond())
                .claim("at_hash", leftHalf(access.secret()));
        nonce.ifPresent(text -> jwt.claim("nonce", text));
        return signed(jwt);
    }

    /** Never a claim {@code nbf}: Keystone and mod_auth_openidc have no use for it, and clocks differ. */
    private JwtBuilder begun(Sin sin, String audience) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        JwtBuilder jwt = Jwts.builder()
                .header()
                .type("JWT")
                .keyId(keys.signingKeyId())
                .and()
                .issuer(issuer)
                .subject(sin.value())
                .claim("aud", audience)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(life)));
        groups.ifPresent(source -> jwt.claim("groups", checked(source.groupsOf(sin))));
        return jwt;
    }

    /** mod_auth_openidc joins the names by semicolons, and Keystone divides them there again. */
    private static List<String> checked(List<String> groups) {
        if (groups.stream().anyMatch(name -> !GROUP.matcher(name).matches())) {
            throw new IllegalStateException("group names must have 1 to 64 printable characters, and no semicolon");
        }
        return groups;
    }

    private static String leftHalf(String token) {
        byte[] hash = Base64.getUrlDecoder().decode(AuthorizationCodes.s256(token));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16));
    }

    private String signed(JwtBuilder jwt) {
        return keys.signingKey() instanceof ECPrivateKey key
                ? jwt.signWith(key, Jwts.SIG.ES256).compact()
                : jwt.signWith(keys.signingKey(), Jwts.SIG.RS256).compact();
    }

    private String randomText() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
