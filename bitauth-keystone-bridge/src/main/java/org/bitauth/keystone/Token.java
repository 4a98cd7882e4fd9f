package org.bitauth.keystone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
 */
public record Token(
        List<String> methods,
        User user,
        Assignment assignment,
        List<String> auditIds,
        Instant issuedAt,
        Instant expiresAt,
        Optional<ApplicationCredential> credential) {
    /** Copies the lists. */
    public Token {
        methods = List.copyOf(methods);
        auditIds = List.copyOf(auditIds);
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
