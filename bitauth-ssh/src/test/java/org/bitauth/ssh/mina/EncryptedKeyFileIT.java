package org.bitauth.ssh.mina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.DerivedKey;
import org.bitauth.ssh.SshKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ssh-keygen opens what is written, with the pass phrase and not without. */
class EncryptedKeyFileIT {
    private final SshKeyPair pair = DerivedKey.derive(BitauthKey.ofHex("1".repeat(64)), "work", 0);

    @Test
    void sshKeygenOpensItWithThePassPhraseAlone(@TempDir Path folder) throws IOException {
        Peers.requirePrograms("ssh-keygen");
        Path file = folder.resolve("id");
        Files.writeString(
                file,
                EncryptedKeyFile.write(
                        pair, "correct horse \u00e4".getBytes(StandardCharsets.UTF_8), SecretAccess.EXPORT));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(open(file, "correct horse \u00e4").output().strip())
                .isEqualTo(pair.publicKey().line());
        assertThat(open(file, "wrong").output()).contains("incorrect passphrase");
        assertThat(open(file, "").exitCode()).isNotZero();
    }

    @Test
    void refusesAnEmptyPassPhrase() {
        assertThatThrownBy(() -> EncryptedKeyFile.write(pair, new byte[0], SecretAccess.EXPORT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Programs.Result open(Path file, String passPhrase) {
        return Programs.run(Map.of("LC_ALL", "C.UTF-8"), "ssh-keygen", "-y", "-P", passPhrase, "-f", file.toString());
    }
}
