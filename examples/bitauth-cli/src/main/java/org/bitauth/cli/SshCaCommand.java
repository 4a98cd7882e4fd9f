package org.bitauth.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.event.AuthListener;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.FileIssueLog;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.IssueRecord;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.SshdLogin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh-ca}: what the operator of the SSH authorities does, on the state folder of {@code bitauth serve}. */
@Command(
        name = "ssh-ca",
        description = "Operates the SSH authorities, on the state folder of 'bitauth serve'.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = SshRevokeCommand.class)
final class SshCaCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "issued",
            description =
                    "Reads sshd's log on standard input, and prints for each login with a certificate what the issue"
                            + " log knows of it. Ends with 1 if one was not issued here.")
    int issued(
            @Option(names = "--state", required = true, paramLabel = "DIR", description = "the server's state folder")
                    Path state) {
        FileIssueLog log = SshState.log(StateFolder.existing(state));
        PrintWriter out = spec.commandLine().getOut();
        boolean all = true;
        try {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<SshdLogin> login = SshdLogin.parse(line);
                if (login.isPresent()) {
                    Optional<IssueRecord> record =
                            log.find(login.get().keyId(), login.get().serial());
                    all &= record.isPresent();
                    out.println(line.strip());
                    out.println(
                            record.map(issued -> "  issued " + issued.line()).orElse("  NOT ISSUED HERE"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all ? 0 : CommandFailure.REFUSED;
    }

    @Command(
            name = "host-secret",
            description = "Prints a new instance's secret for its first host certificate. It works once, for an hour.")
    void hostSecret(
            @Option(names = "--state", required = true, paramLabel = "DIR", description = "the server's state folder")
                    Path state,
            @Option(names = "--zone", required = true, paramLabel = "ZONE", description = "the zone of the config")
                    String zone,
            @Parameters(paramLabel = "INSTANCE", description = "the instance") String instance) {
        spec.commandLine().getOut().println(hosts(state, zone).secret(instance));
    }

    @Command(
            name = "host-cert",
            description = "Prints a host certificate for a key that you answer for, and registers the key.")
    void hostCertificate(
            @Option(names = "--state", required = true, paramLabel = "DIR", description = "the server's state folder")
                    Path state,
            @Option(names = "--zone", required = true, paramLabel = "ZONE", description = "the zone of the config")
                    String zone,
            @Option(names = "--key", required = true, paramLabel = "FILE", description = "ssh_host_ed25519_key.pub")
                    Path key,
            @Parameters(paramLabel = "INSTANCE", description = "the instance") String instance) {
        spec.commandLine()
                .getOut()
                .println(hosts(state, zone)
                        .issueForVendor(instance, publicKey(key))
                        .line());
    }

    @Command(
            name = "host-forget",
            description = "Forgets an instance that is deleted or built anew, so that its next key can be enrolled.")
    void hostForget(
            @Option(names = "--state", required = true, paramLabel = "DIR", description = "the server's state folder")
                    Path state,
            @Parameters(paramLabel = "INSTANCE", description = "the instance") String instance) {
        SshState.in(StateFolder.existing(state)).hosts().remove(HostCertificateAuthority.registered(instance));
    }

    static SshPublicKey publicKey(Path file) {
        try {
            return SshPublicKey.parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "key file " + file + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static HostCertificateAuthority hosts(Path state, String zone) {
        SshState files = SshState.in(StateFolder.existing(state));
        InstantSource clock = InstantSource.system();
        return new HostCertificateAuthority(
                new HostZone(zone),
                CaSigner.of(files.hostCa()),
                files.hosts(),
                files.enrolment(),
                clock,
                AuthListener.none());
    }
}
