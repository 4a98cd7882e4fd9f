package org.bitauth.keystone;

import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.MalformedException;

/** The method {@code application_credential}: id and secret of a program that acts for a user. */
final class ApplicationCredentialMethod implements AuthMethod {
    private final ApplicationCredentials credentials;
    private final Directory directory;
    private final InstantSource clock;

    ApplicationCredentialMethod(ApplicationCredentials credentials, Directory directory, InstantSource clock) {
        this.credentials = credentials;
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "application_credential";
    }

    @Override
    public Result authenticate(Attempt attempt) {
        Payload payload;
        Optional<ApplicationCredential> found;
        try {
            payload = new Payload(attempt.payload());
            found = credentials
                    .find(payload.get("id"))
                    .filter(credential -> credential.secret().matches(payload.get("secret")))
                    .filter(credential -> !credential.hasEnded(clock.instant()));
        } catch (MalformedException e) {
            return new Refused(LoginRejection.MALFORMED, String.valueOf(e.getMessage()));
        }
        if (found.isEmpty()) {
            return new Refused(
                    LoginRejection.NOT_PROVEN, "no such application credential, another secret, or it has ended");
        }
        return directory
                .user(found.get().userId())
                .<Result>map(user -> new Authenticated(user, Optional.empty(), Optional.empty(), found))
                .orElseGet(() -> new Refused(LoginRejection.NO_USER, "the credential's user is gone"));
    }
}
