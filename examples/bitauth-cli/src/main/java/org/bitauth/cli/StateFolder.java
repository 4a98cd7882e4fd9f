package org.bitauth.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.bitauth.SecretAccess;
import org.bitauth.challenge.MacKey;
import org.bitauth.challenge.MacKeys;
import org.bitauth.http.ServerNonces;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.bitauth.keystone.token.TokenKeys;
import org.bitauth.ssh.SshKeyPair;

/** The kept keys of a server: each is made when it is first needed, in a file that only its owner reads. */
final class StateFolder {
    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private static final int KEY_SIZE = 32;

    private final Path folder;

    StateFolder(Path folder) {
        this.folder = folder;
    }

    TokenKeys tokenKeys() {
        return TokenKeys.of(keyPair("token_key.pem", "token key file"));
    }

    /** What challenges are marked with: the same file on every node. */
    MacKeys challengeKeys() {
        return MacKeys.of(MacKey.of("s1", random("challenge_key")));
    }

    /** What makes the nonces for signed requests: the same file on every node. */
    ServerNonces serverNonces() {
        return ServerNonces.of(random("nonce_key"));
    }

    private byte[] random(String name) {
        String text = secret(name, () -> {
            byte[] key = new byte[KEY_SIZE];
            new SecureRandom().nextBytes(key);
            return Base64.getEncoder().encodeToString(key) + "\n";
        });
        try {
            byte[] key = Base64.getDecoder().decode(text.strip());
            if (key.length == KEY_SIZE) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw badKey(name);
        }
        throw badKey(name);
    }

    private CommandFailure badKey(String name) {
        return new CommandFailure(
                CommandFailure.WRONG_USE, "file " + folder.resolve(name) + " must hold 32 bytes in base64");
    }

    /** The provider's own key, and public keys in PEM that are published beside it. */
    IssuerKeys issuerKeys(List<Path> published) {
        return IssuerKeys.of(
                keyPair("oidc_key.pem", "issuer key file"),
                published.stream().map(StateFolder::publicKey).toArray(PublicKey[]::new));
    }

    private static PublicKey publicKey(Path file) {
        try {
            String pem = Files.readString(file, StandardCharsets.US_ASCII);
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(content(pem, "PUBLIC KEY")));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, "key file " + file + " must hold a P-256 public key in PEM");
        }
    }

    private KeyPair keyPair(String name, String what) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            KeyPair made = TokenKeys.newKeyPair();
            KeyFile.writeNewPrivate(
                    file,
                    block("PRIVATE KEY", made.getPrivate().getEncoded())
                            + block("PUBLIC KEY", made.getPublic().getEncoded()));
        }
        String pem = KeyFile.readPrivate(file, what);
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            KeyPair pair = new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(content(pem, "PUBLIC KEY"))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(content(pem, "PRIVATE KEY"))));
            TokenKeys.of(pair); // refuses other curves, and halves of two pairs
            return pair;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE, what + " " + file + " must hold a P-256 key pair in PEM");
        }
    }

    /** The folder of a server that was started before; one that is not there is a typing error. */
    static StateFolder existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "state folder " + folder + " does not exist");
        }
        return new StateFolder(folder);
    }

    SshKeyPair sshKey(String name) {
        return SshKeyPair.parse(secret(name, () -> SshKeyPair.generate().privateKeyFile(SecretAccess.EXPORT)));
    }

    /** A private file's content, made when it is first needed. */
    String secret(String name, Supplier<String> made) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            KeyFile.writeNewPrivate(file, made.get());
        }
        return KeyFile.readPrivate(file, name);
    }

    /** The place of a file that others read too. */
    Path file(String name) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "state folder " + folder + " cannot be made");
        }
        return folder.resolve(name);
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
