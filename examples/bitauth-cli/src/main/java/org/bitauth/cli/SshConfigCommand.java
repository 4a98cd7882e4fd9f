package org.bitauth.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.SecretAccess;
import org.bitauth.cli.zone.AtomicFile;
import org.bitauth.cli.zone.ConfigBlock;
import org.bitauth.cli.zone.HostAuthorities;
import org.bitauth.cli.zone.Settings;
import org.bitauth.cli.zone.ZoneFolder;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.LeanHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh config}: makes {@code ssh user@instance} work. */
@Command(
        name = "config",
        description =
                "Makes a folder for a cloud's instances, and prints the block for ~/.ssh/config by which ssh, scp,"
                        + " sftp, rsync and git get certificates by themselves.")
final class SshConfigCommand implements Runnable {
    private static final String FRESH = "bitauth-ssh-fresh";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "the cloud, for example https://cloud.example/v3")
    private String url = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "the domain of the cloud's instances; needed where it is not the host of URL or below it")
    private Optional<String> wanted = Optional.empty();

    @Option(names = "--folder", paramLabel = "DIR", description = "~/.ssh/bitauth/ZONE by default")
    private Optional<Path> chosen = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
    private Optional<Path> key = Optional.empty();

    @Override
    public void run() {
        URI cloud = CloudArgument.parse(url);
        Path keyFile = KeyFile.orDefault(key).toAbsolutePath().normalize();
        String sin = KeyFile.read(keyFile).sin().value();
        HostAuthorities authorities = authorities(cloud, wanted.map(HostZone::new));
        Settings settings = new Settings(authorities.zone(), cloud, keyFile);
        ZoneFolder folder = new ZoneFolder(chosen.orElseGet(() -> Path.of(
                System.getProperty("user.home"),
                ".ssh",
                "bitauth",
                settings.zone().name())));
        List<String> block = ConfigBlock.of(settings, authorities, folder, program());
        try {
            folder.claim(settings);
            if (!Files.exists(folder.sshKey())) {
                SshKeyPair pair = SshKeyPair.generate();
                KeyFile.writeNewPrivate(folder.sshKey(), pair.privateKeyFile(SecretAccess.EXPORT));
                AtomicFile.write(folder.sshPublicKey(), pair.publicKey().line() + " " + sin + "\n");
            }
            noteChange(folder, authorities);
            folder.write(settings, authorities);
        } catch (IOException e) {
            throw new CommandFailure(
                    CommandFailure.WRONG_USE,
                    "folder " + folder.path() + " cannot be written: "
                            + e.getClass().getSimpleName());
        }
        warn(Objects.requireNonNullElse(System.getenv("SHELL"), ""));
        PrintWriter out = spec.commandLine().getOut();
        block.forEach(out::println);
        out.flush();
    }

    /** A host CA that changed is news that the user should compare with what the cloud's owner says. */
    private void noteChange(ZoneFolder folder, HostAuthorities now) throws IOException {
        if (Files.exists(folder.knownHosts()) && !isKnown(folder, now)) {
            String keys = now.keys().stream().map(SshPublicKey::fingerprint).collect(Collectors.joining(", "));
            spec.commandLine()
                    .getErr()
                    .println("bitauth: the cloud signs host keys with other keys than before; trusted from now on: "
                            + keys);
        }
    }

    private static boolean isKnown(ZoneFolder folder, HostAuthorities now) throws IOException {
        try {
            return folder.hostAuthorities().equals(now);
        } catch (MalformedException e) {
            return false; // somebody changed the file: it is written anew
        }
    }

    /** ssh runs the block's command by this shell, and quotes do not keep a line end together in a C shell. */
    private void warn(String shell) {
        if (shell.endsWith("csh")) {
            spec.commandLine()
                    .getErr()
                    .println("bitauth: with " + shell + " as login shell, ssh must be 10.1 or newer, or have the fix of"
                            + " CVE-2025-61984: else a login that somebody else chose can run commands");
        }
    }

    /** What the cloud says about its instances, if it is the cloud's to say. */
    private static HostAuthorities authorities(URI cloud, Optional<HostZone> wanted) {
        RawResponse answer = knownHosts(cloud).orElseThrow(CommandFailure::of);
        if (answer.status() == 404) {
            throw new CommandFailure(CommandFailure.REFUSED, cloud + " certifies no host keys (HTTP 404)");
        }
        HostAuthorities told;
        try {
            told = HostAuthorities.parse(answer.text());
        } catch (MalformedException e) {
            throw new CommandFailure(CommandFailure.REFUSED, "not trusted: " + e.getMessage());
        }
        HostZone zone = told.zone();
        if (wanted.isPresent() ? !wanted.get().equals(zone) : !told.areOf(cloud)) {
            throw new CommandFailure(
                    CommandFailure.REFUSED,
                    "not trusted: " + cloud + " says that it signs host keys of " + zone.pattern()
                            + wanted.map(other -> ", not of " + other.pattern())
                                    .orElse(
                                            ", which is not its own name: give --zone with the domain of your instances"));
        }
        return told;
    }

    private static Outcome<RawResponse, ClientRejection> knownHosts(URI cloud) {
        URI at = URI.create(cloud + "/ssh/known-hosts");
        try {
            RawResponse answer = new LeanHttpClient().send("GET", at, Map.of(), new byte[0]);
            return answer.status() == 200 || answer.status() == 404
                    ? new Outcome.Accepted<>(answer)
                    : ClientRejection.refused(answer);
        } catch (IOException e) {
            return ClientRejection.unreachable(cloud.toString(), e);
        }
    }

    /** Beside the jar, as the launcher is. */
    private static Path program() {
        try {
            Path here = Path.of(BitauthCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path program = here.resolveSibling(FRESH).toAbsolutePath();
            if (Files.isExecutable(program)) {
                return program;
            }
            throw new CommandFailure(CommandFailure.WRONG_USE, FRESH + " must be installed beside " + here);
        } catch (URISyntaxException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, FRESH + " must be installed beside the command");
        }
    }
}
