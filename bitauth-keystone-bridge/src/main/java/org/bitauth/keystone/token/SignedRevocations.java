package org.bitauth.keystone.token;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Header;
import io.jsonwebtoken.JwsHeader;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.keystone.internal.P256Provider;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RevocationList} as signed text, for services that check tokens offline: a JWS with ES256 by the token key and
 * the type {@code bitauth-revocations+jwt}. Claims: {@code iat}, {@code number}, {@code tokens} as lists of audit id and
 * end, {@code users} as lists of user id, last revoked second of issue and end; times in seconds. Whoever could forge it
 * could forge tokens, so it needs no key of its own; its type and its claims keep it from being taken for a token.
 */
public final class SignedRevocations {
    private static final String TYPE = "bitauth-revocations+jwt";
    private static final int MAX_LENGTH = 1 << 20;
    /** The parser takes other characters for nothing or for zero. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]{85}[AQgw]");

    private SignedRevocations() {}

    /**
     * A list that was read.
     *
     * @param issuedAt when it was signed, in whole seconds
     * @param list what it holds
     */
    public record Dated(Instant issuedAt, RevocationList list) {}

    /**
     * Signs a list.
     *
     * @param list the list
     * @param keys the cloud's token keys
     * @param clock what tells the time
     * @return the text
     */
    public static String write(RevocationList list, TokenKeys keys, InstantSource clock) {
        List<List<Object>> tokens = new ArrayList<>();
        List<List<Object>> users = new ArrayList<>();
        for (Revocation revocation : list.revocations()) {
            long until = revocation.until().getEpochSecond();
            if (revocation instanceof Revocation.OfToken token) {
                tokens.add(List.of(token.auditId(), until));
            } else if (revocation instanceof Revocation.OfUser user) {
                users.add(List.of(user.userId(), user.issuedUntil().getEpochSecond(), until));
            }
        }
        JwtBuilder jwt = Jwts.builder()
                .provider(P256Provider.provider())
                .header()
                .type(TYPE)
                .keyId(keys.signingKeyId())
                .and()
                .issuedAt(Date.from(clock.instant().truncatedTo(ChronoUnit.SECONDS)))
                .claim("number", list.number())
                .claim("tokens", tokens)
                .claim("users", users);
        return jwt.signWith(keys.signingKey(), Jwts.SIG.ES256).compact();
    }

    /**
     * Reads a list. Throws nothing for any text.
     *
     * @param text what a server sent
     * @param keys the cloud's keys
     * @return the list; empty if it is not signed by one of the keys or has another form
     */
    public static Optional<Dated> read(String text, TokenKeySet keys) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            Claims claims = Jwts.parser()
                    .provider(P256Provider.provider())
                    .keyLocator(header -> key(header, keys))
                    .build()
                    .parseSignedClaims(text)
                    .getPayload();
            List<Revocation> revocations = new ArrayList<>();
            for (List<?> token : entries(claims.get("tokens"), 2)) {
                revocations.add(new Revocation.OfToken(text(token.get(0)), second(token.get(1))));
            }
            for (List<?> user : entries(claims.get("users"), 3)) {
                revocations.add(new Revocation.OfUser(text(user.get(0)), second(user.get(1)), second(user.get(2))));
            }
            RevocationList list = new RevocationList(number(claims.get("number")), revocations);
            return Optional.of(new Dated(claims.getIssuedAt().toInstant(), list));
        } catch (RuntimeException e) { // the parser has many ways to say no
            return Optional.empty();
        }
    }

    private static Key key(Header header, TokenKeySet keys) {
        if (header instanceof JwsHeader jws
                && Jwts.SIG.ES256.getId().equals(jws.getAlgorithm())
                && TYPE.equals(jws.getType())) {
            return keys.key(String.valueOf(jws.getKeyId())).orElseThrow();
        }
        throw new IllegalArgumentException("list must be of its type and signed with ES256");
    }

    private static List<List<?>> entries(@Nullable Object claim, int size) {
        List<List<?>> entries = new ArrayList<>();
        for (Object entry : list(claim)) {
            List<?> parts = list(entry);
            if (parts.size() != size) {
                throw new IllegalArgumentException("entry must have " + size + " parts");
            }
            entries.add(parts);
        }
        return entries;
    }

    private static List<?> list(@Nullable Object part) {
        if (part instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("list must hold lists");
    }

    private static String text(@Nullable Object part) {
        if (part instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("id must be a text");
    }

    private static Instant second(@Nullable Object number) {
        return Instant.ofEpochSecond(number(number));
    }

    private static long number(@Nullable Object part) {
        if (part instanceof Integer || part instanceof Long) {
            return ((Number) part).longValue();
        }
        throw new IllegalArgumentException("number must be whole");
    }
}
