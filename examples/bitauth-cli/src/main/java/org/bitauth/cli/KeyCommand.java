package org.bitauth.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth key}: makes and shows keys. */
@Command(name = "key", description = "Makes and shows keys.", synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "new", description = "Writes a new key to a file that does not exist yet, and prints its SIN.")
    void create(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
                    Optional<Path> file) {
        BitauthKey key = BitauthKey.generate();
        KeyFile.writeNew(KeyFile.orDefault(file), key);
        spec.commandLine().getOut().println(key.sin());
    }

    @Command(name = "show", description = "Prints the SIN, the public key and the addresses of a key.")
    void show(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
                    Optional<Path> file,
            @Option(names = "--json", description = "one JSON object") boolean json) {
        BitauthKey key = KeyFile.read(KeyFile.orDefault(file));
        Sin sin = key.sin();
        String p2wpkh = BitcoinAddresses.p2wpkh(sin, BitcoinNetwork.MAINNET);
        String p2pkh = BitcoinAddresses.p2pkh(sin, BitcoinNetwork.MAINNET);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.printf(
                    Locale.ROOT,
                    "{\"sin\":\"%s\",\"publicKey\":\"%s\",\"p2wpkh\":\"%s\",\"p2pkh\":\"%s\"}%n",
                    sin,
                    key.publicKey().toHex(),
                    p2wpkh,
                    p2pkh);
        } else {
            out.printf(Locale.ROOT, "SIN         %s%n", sin);
            out.printf(Locale.ROOT, "public key  %s%n", key.publicKey().toHex());
            out.printf(Locale.ROOT, "P2WPKH      %s%n", p2wpkh);
            out.printf(Locale.ROOT, "P2PKH       %s%n", p2pkh);
        }
    }
}
