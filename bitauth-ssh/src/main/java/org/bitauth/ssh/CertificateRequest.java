package org.bitauth.ssh;

import org.bitauth.Sin;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.AskKind;

/**
 * What a certificate is wanted for.
 *
 * @param key the SSH key that will log in
 * @param login the login, {@code [A-Za-z0-9._-]{1,64}}
 * @param instance the instance, {@code [A-Za-z0-9._-]{1,64}}
 */
public record CertificateRequest(SshPublicKey key, String login, String instance) {
    private static final AskKind KIND = AskKind.of(
            "SSH certificate for {} as {} on {}",
            AskKind.Slot.SSH_FINGERPRINT,
            AskKind.Slot.HOST_WORD,
            AskKind.Slot.HOST_WORD);

    /**
     * Checks login and instance.
     *
     * @throws org.bitauth.MalformedException if one has another form
     */
    public CertificateRequest {
        KIND.ask(key.fingerprint(), login, instance);
    }

    /**
     * What the challenge for this certificate states.
     *
     * @return the ask
     */
    public Ask ask() {
        return KIND.ask(key.fingerprint(), login, instance);
    }

    /**
     * The principal by which an instance's principals file lets an owner in.
     *
     * @param sin the owner
     * @return {@code sin:<SIN>/<instance>/<login>}
     */
    public String principal(Sin sin) {
        return Principals.of(sin, instance, login);
    }
}
