package org.bitauth.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bitauth.SecretAccess;

/** A private key file for ssh, and perhaps a certificate beside it. */
final class Identification {
    private Identification() {}

    static Path write(Path folder, SshKeyPair key) throws IOException {
        Path file = Files.createTempFile(folder, "id", "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(file, key.privateKeyFile(SecretAccess.EXPORT));
    }

    static Path write(Path folder, SshKeyPair key, String certificateLine) throws IOException {
        Path file = write(folder, key);
        Files.writeString(certificate(file), certificateLine + "\n");
        return file;
    }

    static Path certificate(Path privateKey) {
        return privateKey.resolveSibling(privateKey.getFileName() + "-cert.pub");
    }
}
