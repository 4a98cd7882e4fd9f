package org.bitauth.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bitauth.SecretAccess;
import org.bitauth.keystone.token.TokenKeys;
import org.bitauth.ssh.SshKeyPair;

/** The kept keys of a server: each is made when it is first needed, in a file that only its owner reads. */
final class StateFolder {
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;

    StateFolder(Path folder) {
        this.folder = folder;
    }

    TokenKeys tokenKeys() {
        Path file = folder.resolve("token_key.pem");
        if (!Files.exists(file)) {
            KeyPair made = TokenKeys.newKeyPair();
            KeyFile.writeNewPrivate(
                    file,
                    block("PRIVATE KEY", made.getPrivate().getEncoded())
                            + block("PUBLIC KEY", made.getPublic().getEncoded()));
        }
        String pem = KeyFile.readPrivate(file, "token key file");
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            return TokenKeys.of(new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(content(pem, "PUBLIC KEY"))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(content(pem, "PRIVATE KEY")))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "token key file " + file + " must hold a P-256 key pair in PEM");
        }
    }

    SshKeyPair sshAuthority() {
        Path file = folder.resolve("ssh_user_ca");
        if (!Files.exists(file)) {
            KeyFile.writeNewPrivate(file, SshKeyPair.generate().privateKeyFile(SecretAccess.EXPORT));
        }
        return SshKeyPair.parse(KeyFile.readPrivate(file, "SSH CA key file"));
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + ENCODER.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    private static byte[] content(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int start = pem.indexOf(begin);
        int end = pem.indexOf("-----END " + label + "-----");
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
    }
}
