package org.bitauth.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.ssh.FileKrlStore;
import org.bitauth.ssh.Krl;
import org.bitauth.ssh.Revocation;
import org.bitauth.ssh.SshPublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh-ca revoke}: changes the revocation list, which a running server reads at once. */
@Command(
        name = "revoke",
        description =
                "Revokes, and prints the number of the list and what it names. Without anything to revoke, it prints"
                        + " alone. A server that runs obeys at once; instances when they fetch the list.")
final class SshRevokeCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "the server's state folder")
    private Path state = Path.of(".");

    @Option(names = "--identity", paramLabel = "SIN", description = "every certificate of this identity")
    private List<String> identities = List.of();

    @Option(names = "--key", paramLabel = "FILE", description = "a key, or a CA and all that it signed: its .pub file")
    private List<Path> keys = List.of();

    @Option(names = "--serial", paramLabel = "N", description = "one certificate, by its number")
    private List<String> serials = List.of();

    @Option(
            names = "--issued",
            paramLabel = "FROM/UNTIL",
            description = "all that was issued in this time, as 2026-11-22T10:00:00Z/2026-11-22T10:05:00Z")
    private List<String> spans = List.of();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "the CA that --serial and --issued speak of; the server's")
    private Optional<Path> authority = Optional.empty();

    @Option(names = "--undo", description = "takes back instead, what was revoked in the same words")
    private boolean undo;

    @Override
    public void run() {
        StateFolder folder = StateFolder.existing(state);
        FileKrlStore store = SshState.krl(folder);
        Revocation[] named = named(folder).toArray(Revocation[]::new);
        Krl krl = undo ? store.restore(named) : store.revoke(named);
        PrintWriter out = spec.commandLine().getOut();
        out.println("list " + krl.number() + " of " + krl.generated());
        krl.revocations().forEach(revocation -> out.println(describe(revocation)));
    }

    private List<Revocation> named(StateFolder folder) {
        List<Revocation> named = new ArrayList<>();
        identities.forEach(sin -> named.add(new Revocation.Identity(new Sin(sin))));
        keys.forEach(file -> named.add(new Revocation.Key(SshCaCommand.publicKey(file))));
        if (!serials.isEmpty() || !spans.isEmpty()) {
            SshPublicKey ca = authority
                    .map(SshCaCommand::publicKey)
                    .orElseGet(() -> folder.sshKey("ssh_user_ca").publicKey());
            serials.forEach(number -> named.add(new Revocation.Serials(ca, serial(number), serial(number))));
            spans.forEach(span -> named.add(span(ca, span)));
        }
        return named;
    }

    private static long serial(String number) {
        try {
            return Long.parseUnsignedLong(number);
        } catch (NumberFormatException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "serial must be a number, was " + number);
        }
    }

    /** The upper half of a serial number is the second of issue. */
    private static Revocation span(SshPublicKey ca, String span) {
        String[] ends = span.split("/", -1);
        try {
            if (ends.length == 2) {
                long first = Instant.parse(ends[0]).getEpochSecond() << 32;
                long last = Instant.parse(ends[1]).getEpochSecond() << 32 | 0xffff_ffffL;
                return new Revocation.Serials(ca, first, last);
            }
        } catch (DateTimeException e) {
            throw badSpan(span);
        }
        throw badSpan(span);
    }

    private static CommandFailure badSpan(String span) {
        return new CommandFailure(
                CommandFailure.WRONG_USE,
                "--issued must be two times as 2026-11-22T10:00:00Z with / between, was " + span);
    }

    private static String describe(Revocation revocation) {
        if (revocation instanceof Revocation.Identity identity) {
            return "identity " + identity.sin();
        }
        if (revocation instanceof Revocation.Serials serials) {
            return "serials " + Long.toUnsignedString(serials.first()) + "-" + Long.toUnsignedString(serials.last())
                    + " of CA " + serials.authority();
        }
        return "key " + ((Revocation.Key) revocation).key();
    }
}
