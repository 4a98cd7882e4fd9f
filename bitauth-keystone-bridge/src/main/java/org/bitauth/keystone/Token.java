package org.bitauth.keystone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;

/**
 * What a token says, looked up in the directory. It is not the secret: that is the text in {@link IssuedToken}.
 *
 * @param methods how the user logged in, the last method first
 * @param user who
 * @param assignment where, and with which roles
 * @param auditIds its own audit id, then that of the token that it was made from; safe to log
 * @param issuedAt when it was made, in whole seconds
 * @param expiresAt until when it is good, in whole seconds
 * @param credential the application credential that it was made with
 * @param holder the RFC 7638 thumbprint of the key that it is bound to, if it is
 */
public record Token(
        List<String> methods,
        User user,
        Assignment assignment,
        List<String> auditIds,
        Instant issuedAt,
        Instant expiresAt,
        Optional<ApplicationCredential> credential,
        Optional<String> holder) {
    /** Copies the lists. */
    public Token {
        methods = List.copyOf(methods);
        auditIds = List.copyOf(auditIds);
    }

    /**
     * The token's own audit id.
     *
     * @return safe to log
     */
    public String auditId() {
        return auditIds.get(0);
    }

    /**
     * Tells whether a key may use this token where the holder's key is demanded.
     *
     * @param signer the key that signed the request, if it was signed
     * @return true if the token is bound to no key, or to this one
     */
    public boolean isHeldBy(Optional<BitauthPublicKey> signer) {
        return holder.isEmpty() || holder.equals(signer.map(BitauthPublicKey::jwkThumbprint));
    }

    /**
     * Tells whether the token may make certain requests to other services only. Such a token is good for none here.
     *
     * @return true if its application credential has access rules
     */
    public boolean isBoundByRules() {
        return credential.filter(found -> !found.accessRules().isEmpty()).isPresent();
    }

    /**
     * Tells whether the token has a role.
     *
     * @param name the role's name
     * @return true if it has
     */
    public boolean hasRole(String name) {
        return assignment.roles().stream().anyMatch(role -> role.name().equals(name));
    }
}
