package org.bitauth.keystone;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a user asks of a new application credential.
 *
 * @param name its name, 1 to 64 characters
 * @param description what the user wrote to remember it by; at most 255 characters
 * @param secret a secret of the user's own choice; best left to the bridge
 * @param roles names or ids of roles; those of the token if there are none
 * @param expiresAt its end, if it has one
 * @param unrestricted true if its tokens may make and delete application credentials
 * @param accessRules the only requests that it may make; none if there is no such bound
 */
public record CredentialRequest(
        String name,
        String description,
        Optional<String> secret,
        List<String> roles,
        Optional<Instant> expiresAt,
        boolean unrestricted,
        List<AccessRule> accessRules) {
    /** Copies the lists. */
    public CredentialRequest {
        roles = List.copyOf(roles);
        accessRules = List.copyOf(accessRules);
    }

    @Override
    public String toString() {
        return "CredentialRequest[" + name + "]";
    }
}
