package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signed variant of a revocation list, as the stock ssh-keygen checks it. */
class KrlSignatureIT {
    private final KrlSigner signer = new KrlSigner(SshKeyPair.generate());
    private final Krl krl = Krl.empty()
            .plus(Instant.EPOCH, new Revocation.Identity(BitauthKey.generate().sin()));

    @TempDir
    Path folder;

    @BeforeEach
    void requireSshKeygen() {
        Peers.requirePrograms("ssh-keygen");
    }

    @Test
    void isValid() throws IOException {
        assertThat(verify(krl.toBytes(), signer, "bitauth-krl")).isZero();
    }

    @Test
    void isNotValidForAnotherList() throws IOException {
        assertThat(verify(Krl.empty().toBytes(), signer, "bitauth-krl")).isNotZero();
    }

    @Test
    void isNotValidForAnotherKey() throws IOException {
        assertThat(verify(krl.toBytes(), new KrlSigner(SshKeyPair.generate()), "bitauth-krl"))
                .isNotZero();
    }

    @Test
    void isNotValidInAnotherNamespace() throws IOException {
        assertThat(verify(krl.toBytes(), signer, "git")).isNotZero();
    }

    private int verify(byte[] list, KrlSigner trusted, String namespace) throws IOException {
        Path file = Files.write(folder.resolve("krl"), list);
        Path signature = Files.writeString(folder.resolve("krl.sig"), signer.sign(krl));
        Path signers = Files.writeString(
                folder.resolve("signers"), "krl " + trusted.publicKey().line() + "\n");
        Programs.Result result = Programs.run(
                Map.of(),
                "sh",
                "-c",
                "ssh-keygen -Y verify -I krl -n \"$1\" -f \"$2\" -s \"$3\" < \"$4\"",
                "sh",
                namespace,
                signers.toString(),
                signature.toString(),
                file.toString());
        return result.exitCode();
    }
}
