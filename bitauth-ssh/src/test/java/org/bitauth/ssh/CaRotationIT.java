package org.bitauth.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.host.InstanceSetup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CA file of two lines, as an unmodified sshd reads it; it is read at every login. */
class CaRotationIT {
    private final TestCloud old = new TestCloud(TestCloud.URL, InstantSource.system());
    private final TestCloud next = new TestCloud(TestCloud.URL, InstantSource.system());

    @BeforeEach
    void requirePeers() {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
    }

    @Test
    void trustsBothWhileTheFileHasTwoLines(@TempDir Path folder) throws IOException {
        Path file = caFile(
                folder, old.caKey.publicKey().line(), next.caKey.publicKey().line());
        try (SshdLab lab = lab(folder, file)) {
            SshCertificate byOld = lab.certificate();
            SshCertificate byNext = next.certificate(lab.alice, lab.request());
            lab.assertLetsIn(byOld);
            lab.assertLetsIn(byNext);

            Files.writeString(file, InstanceSetup.caFile(next.caKey.publicKey()));
            lab.assertLetsIn(byNext);
            lab.assertRefuses(byOld, "Failed publickey");
        }
    }

    /** OpenSSH cannot read the line, and reads no further: the trap why CA files are made of Ed25519 lines alone. */
    @Test
    void stopsAtALineOfSecp256k1(@TempDir Path folder) throws IOException {
        String secp256k1 = "ecdsa-sha2-secp256k1 AAAAFGVjZHNhLXNoYTItc2VjcDI1NmsxAAAACXNlY3AyNTZrMQAAAEE=";
        Path file = caFile(folder, secp256k1, old.caKey.publicKey().line());
        try (SshdLab lab = lab(folder, file)) {
            lab.assertRefuses(lab.certificate(), "Failed publickey");
        }
    }

    private SshdLab lab(Path folder, Path caFile) throws IOException {
        return new SshdLab(old, folder, "Match all", "TrustedUserCAKeys " + caFile);
    }

    private static Path caFile(Path folder, String... lines) throws IOException {
        return Files.write(folder.resolve("ca.pub"), List.of(lines));
    }
}
