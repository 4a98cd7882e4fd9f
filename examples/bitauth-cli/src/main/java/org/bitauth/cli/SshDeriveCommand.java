package org.bitauth.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.bitauth.SecretAccess;
import org.bitauth.cli.zone.AtomicFile;
import org.bitauth.ssh.DerivedKey;
import org.bitauth.ssh.HardenedPath;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.WalletSeed;
import org.bitauth.ssh.mina.EncryptedKeyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh derive}: the SSH key that belongs to a Bitcoin key, or to a wallet's seed. */
@Command(
        name = "derive",
        description =
                "Writes the SSH key that belongs to the Bitcoin key (PREFIX, PREFIX.pub): the same one each time and"
                        + " on every machine. Its public half goes into authorized_keys; no bridge is asked, ever.")
final class SshDeriveCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--context",
            paramLabel = "TEXT",
            description = "what the key is for, such as git; empty by default")
    private Optional<String> context = Optional.empty();

    @Option(names = "--index", paramLabel = "N", description = "tells several keys apart; 0 by default")
    private int index;

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description = "derives from a wallet's seed in hex digits instead, as hardware wallets do (SLIP-0010)")
    private Optional<Path> seed = Optional.empty();

    @Option(names = "--path", paramLabel = "PATH", description = "the path below the seed, as m/44'/0'/0'")
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--service",
            paramLabel = "URI",
            description = "the path of a service and --index below the seed, as ssh://root@example.com (SLIP-0013)")
    private Optional<String> service = Optional.empty();

    @Option(
            names = "--passphrase",
            paramLabel = "FILE",
            description = "encrypts the file with the pass phrase that is the first line of this one")
    private Optional<Path> passPhrase = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "PREFIX", description = "where to write")
    private Path prefix = Path.of("");

    @Override
    public void run() {
        if (index < 0) {
            throw wrongUse("--index must be 0 to 2147483647");
        }
        SshKeyPair pair = seed.isPresent() ? ofSeed(seed.get()) : ofKey();
        String file = passPhrase
                .map(from -> EncryptedKeyFile.write(pair, words(from), SecretAccess.EXPORT))
                .orElseGet(() -> pair.privateKeyFile(SecretAccess.EXPORT));
        KeyFile.writeNewPrivate(prefix, file);
        Path publicFile = prefix.resolveSibling(prefix.getFileName() + ".pub");
        try {
            AtomicFile.write(publicFile, pair.publicKey().line() + "\n");
        } catch (IOException e) {
            throw wrongUse(
                    "file " + publicFile + " cannot be written: " + e.getClass().getSimpleName());
        }
        spec.commandLine().getOut().println(pair.publicKey().line());
    }

    private SshKeyPair ofKey() {
        if (path.isPresent() || service.isPresent()) {
            throw wrongUse("--path and --service go with --seed");
        }
        try {
            return DerivedKey.derive(KeyFile.read(KeyFile.orDefault(key)), context.orElse("default"), index);
        } catch (IllegalArgumentException e) {
            throw wrongUse("--context must be 1 to 255 printable ASCII characters");
        }
    }

    private SshKeyPair ofSeed(Path file) {
        if (path.isPresent() == service.isPresent() || context.isPresent() || key.isPresent()) {
            throw wrongUse("--seed goes with --path or --service, and with no --key or --context");
        }
        HardenedPath below =
                path.map(HardenedPath::parse).orElseGet(() -> HardenedPath.ofService(service.orElse(""), index));
        return WalletSeed.ofHex(KeyFile.readPrivate(file, "seed file").strip()).derive(below);
    }

    private static byte[] words(Path file) {
        String first = KeyFile.readPrivate(file, "pass phrase file")
                .lines()
                .findFirst()
                .orElse("");
        if (first.isEmpty()) {
            throw wrongUse("pass phrase file " + file + " must begin with the pass phrase");
        }
        return first.getBytes(StandardCharsets.UTF_8);
    }

    private static CommandFailure wrongUse(String message) {
        return new CommandFailure(CommandFailure.WRONG_USE, message);
    }
}
