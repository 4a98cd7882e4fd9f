package org.bitauth.ssh.self;

import java.net.URI;
import java.time.Instant;
import org.bitauth.Sin;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.statement.StatementKind.Field;
import org.bitauth.statement.StatementKind.Slot;

/**
 * The statement {@code ssh-binding}: the holder of a Bitcoin key says which SSH key stands for it, as which login, on which
 * instance, and until when. It may be shown any number of times until then.
 */
public final class SshBinding {
    /** The kind: {@code Cloud}, {@code Identity}, {@code Key}, {@code Login}, {@code Instance}, {@code Not-After}. */
    public static final StatementKind KIND = StatementKind.of(
                    "ssh-binding",
                    new Field("Key", Slot.SSH_FINGERPRINT),
                    new Field("Login", Slot.HOST_WORD),
                    new Field("Instance", Slot.HOST_WORD))
            .withNotAfter();

    private SshBinding() {}

    /**
     * Writes the statement.
     *
     * @param cloud the base URL of the cloud whose instance it is
     * @param identity whose key signs
     * @param key the SSH key that stands for it
     * @param login the login, {@code [A-Za-z0-9._-]{1,64}}
     * @param instance the instance, {@code [A-Za-z0-9._-]{1,64}}
     * @param notAfter until when, cut to whole seconds
     * @return the statement
     * @throws org.bitauth.MalformedException if URL, login or instance has another form
     */
    public static Statement of(
            URI cloud, Sin identity, SshPublicKey key, String login, String instance, Instant notAfter) {
        return Statement.builder(KIND, cloud, identity)
                .with("Key", key.fingerprint())
                .with("Login", login)
                .with("Instance", instance)
                .validUntil(notAfter)
                .build();
    }
}
