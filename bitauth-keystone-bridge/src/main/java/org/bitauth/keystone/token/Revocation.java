package org.bitauth.keystone.token;

import java.time.Instant;

/** Ends tokens before their time. Kept until the last token that it ends would have been forgotten anyway. */
public sealed interface Revocation permits Revocation.OfToken, Revocation.OfUser {
    /**
     * Until when it must be kept.
     *
     * @return in whole seconds
     */
    Instant until();

    /**
     * Tells whether this ends a token.
     *
     * @param claims what the token says
     * @return true if it does
     */
    boolean ends(TokenClaims claims);

    /**
     * Ends one token.
     *
     * @param auditId the token's own audit id
     * @param until until when this must be kept
     */
    record OfToken(String auditId, Instant until) implements Revocation {
        @Override
        public boolean ends(TokenClaims claims) {
            return auditId.equals(claims.auditId());
        }
    }

    /**
     * Ends the tokens that a user has by a certain time.
     *
     * @param userId the user's id
     * @param issuedUntil tokens that say they were issued in this second or earlier
     * @param until until when this must be kept
     */
    record OfUser(String userId, Instant issuedUntil, Instant until) implements Revocation {
        @Override
        public boolean ends(TokenClaims claims) {
            return userId.equals(claims.userId()) && !claims.issuedAt().isAfter(issuedUntil);
        }
    }
}
