package org.bitauth.ssh.mina;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whom a file lists: a line {@code <SIN> <login>} for each. It is read at each login, so that taking a line away
 * revokes; a file that is missing, cannot be read or has more than a mebibyte lets nobody in. Keys of other types are
 * refused. Immutable and thread-safe.
 */
public final class AuthorizedSins implements PublickeyAuthenticator {
    private static final int LONGEST_FILE = 1 << 20;

    private final Path file;

    /**
     * Takes a list.
     *
     * @param file the file, ASCII
     */
    public AuthorizedSins(Path file) {
        this.file = file;
    }

    @Override
    public boolean authenticate(String username, PublicKey key, @Nullable ServerSession session) {
        return key instanceof NativePublicKey known
                && !username.isEmpty()
                && lines().contains(known.key().sin() + " " + username);
    }

    private List<String> lines() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
                return List.of();
            }
            return List.of(Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
