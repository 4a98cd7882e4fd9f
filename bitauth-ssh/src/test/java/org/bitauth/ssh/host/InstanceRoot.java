package org.bitauth.ssh.host;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.SshPublicKey;

/** The folders of a fresh instance below a temporary one, and what the set-up does to them. */
final class InstanceRoot {
    static final Sin ALICE = BitauthKey.ofHex("1".repeat(64)).sin();
    static final Sin BOB = BitauthKey.ofHex("2".repeat(64)).sin();
    static final HostZone ZONE = new HostZone("i.cloud.example");
    static final SshPublicKey CA =
            SshPublicKey.parse("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop");

    /** As Debian's: the folder is included at first, and things follow. */
    static final String DEBIAN = """
            # This is the sshd server system-wide configuration file.

            Include /etc/ssh/sshd_config.d/*.conf

            #Port 22
            KbdInteractiveAuthentication no
            UsePAM yes
            X11Forwarding yes
            AcceptEnv LANG LC_*
            Subsystem\tsftp\t/usr/lib/openssh/sftp-server

            # Example of overriding settings on a per-user basis
            Match User anoncvs
            \tX11Forwarding no
            """;

    final Path folder;

    InstanceRoot(Path temporary, String sshdConfig) throws IOException {
        folder = Files.createDirectory(temporary.resolve("root"));
        for (String path : List.of("/etc/ssh/sshd_config.d", "/etc/systemd/system", "/usr/local/sbin")) {
            Files.createDirectories(file(path));
        }
        try (Stream<Path> folders = Files.walk(folder)) {
            for (Path each : folders.toList()) {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        write("/etc/ssh/sshd_config", sshdConfig);
    }

    static InstanceProfile.Builder profile() {
        return InstanceProfile.builder(URI.create("https://cloud.example/v3"), "web-1", List.of(CA))
                .owners("debian", List.of(ALICE));
    }

    static SshdProgram sshd() {
        Peers.requirePrograms("sshd");
        return SshdProgram.of(Programs.find("sshd").orElseThrow());
    }

    Path file(String path) {
        return folder.resolve(path.substring(1));
    }

    String read(String path) throws IOException {
        return Files.readString(file(path), StandardCharsets.ISO_8859_1);
    }

    void write(String path, String text) throws IOException {
        Files.writeString(file(path), text, StandardCharsets.ISO_8859_1);
        chmod(path, "rw-r--r--");
    }

    void chmod(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(file(path), PosixFilePermissions.fromString(mode));
    }

    Outcome<List<SetupChange>, SetupRefusal> apply(InstanceProfile profile) throws IOException {
        return new HostSetup(folder, sshd()).apply(profile);
    }

    /** The changes of a set-up that must succeed, as {@code wrote /etc/…}. */
    List<String> applied(InstanceProfile profile) throws IOException {
        return changes(apply(profile));
    }

    List<String> undone() throws IOException {
        return changes(new HostSetup(folder, sshd()).undo());
    }

    /** Mode and content of every file and folder. */
    Map<String, String> everything() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String mode =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
                String content = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        ? Files.readString(file, StandardCharsets.ISO_8859_1)
                        : "";
                all.put("/" + folder.relativize(file), mode + " " + content);
            }
        }
        return all;
    }

    private static List<String> changes(Outcome<List<SetupChange>, SetupRefusal> outcome) {
        return outcome.orElseThrow(no -> new AssertionError(no.detail())).stream()
                .map(change -> change.action().name().toLowerCase(Locale.ROOT) + " " + change.path())
                .toList();
    }
}
