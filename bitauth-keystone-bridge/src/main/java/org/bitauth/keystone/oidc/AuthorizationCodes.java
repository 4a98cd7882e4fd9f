package org.bitauth.keystone.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.Sin;
import org.bitauth.replay.ReplayGuard;

/**
 * Authorization codes (RFC 6749, section 4.1.2): sealed texts, good for 60 seconds and once, for one client, redirect URI
 * and PKCE challenge.
 */
final class AuthorizationCodes {
    private static final String PURPOSE = "code";
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration REMEMBER_LONGER = Duration.ofSeconds(60);
    private static final Duration SKEW = Duration.ofSeconds(10);
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final Seals seals;
    private final ReplayGuard guard;

    AuthorizationCodes(Seals seals, ReplayGuard guard) {
        this.seals = seals;
        this.guard = guard;
    }

    /** What a code stands for: who logged in, when, and for what. */
    record Login(AuthorizationRequest request, Sin sin, Instant at, Seals.Opened seal) {
        @Override
        public String toString() {
            return "Login[" + sin + " at " + request + "]";
        }
    }

    String issue(AuthorizationRequest request, Sin sin, Instant at) {
        Map<String, String> content = request.content();
        content.remove("state");
        content.put("sin", sin.value());
        content.put("at", String.valueOf(at.getEpochSecond()));
        return seals.seal(PURPOSE, content, at.isBefore(memory()) ? memory() : at, LIFE);
    }

    /** Looks into a code without using it up. */
    Optional<Login> read(String code) {
        return seals.open(PURPOSE, code)
                .filter(seal -> isRemembered(seal))
                .map(seal -> new Login(
                        AuthorizationRequest.of(seal),
                        new Sin(seal.get("sin")),
                        Instant.ofEpochSecond(Long.parseLong(seal.get("at"))),
                        seal));
    }

    /** Tells whether a verifier is the one whose hash came with the authorization request (RFC 7636, section 4.6). */
    static boolean isVerifier(String verifier, AuthorizationRequest request) {
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        s256(verifier).getBytes(StandardCharsets.US_ASCII),
                        request.codeChallenge().getBytes(StandardCharsets.US_ASCII));
    }

    /** Uses a code up; true for exactly one caller. */
    boolean claim(Login login) {
        return guard.claim(
                        "oidc code " + login.seal().id(), login.seal().expires().plus(REMEMBER_LONGER))
                && isRemembered(login.seal());
    }

    /** A code from before the guard's memory was sure, by any node's clock, may have been used and forgotten. */
    private boolean isRemembered(Seals.Opened seal) {
        return !seal.issued().isBefore(memory());
    }

    private Instant memory() {
        return guard.rememberingSince()
                .truncatedTo(ChronoUnit.MILLIS)
                .plusMillis(1)
                .plus(SKEW);
    }

    static String s256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
