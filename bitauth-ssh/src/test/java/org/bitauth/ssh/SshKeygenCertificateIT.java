package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.event.AuthListener;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every field of our certificates read by ssh-keygen, and every field of its certificates read by us. */
class SshKeygenCertificateIT {
    private static final Instant NOW = TestCloud.NOW;

    private final SshKeyPair key = SshKeyPair.generate();
    private final SshKeyPair caKey = SshKeyPair.generate();

    @TempDir
    private Path folder;

    @BeforeEach
    void requireSshKeygen() {
        Peers.requirePrograms("ssh-keygen");
    }

    @Test
    void readsEveryFieldOfOurUserCertificate() throws IOException {
        TestCloud cloud = new TestCloud();
        cloud.policy = request -> LoginDecision.allow()
                .from("192.0.2.77/24", "2001:db8::/32")
                .command("echo \"a  b\"")
                .extensions(EnumSet.allOf(SshExtension.class));
        BitauthKey alice = BitauthKey.generate();
        SshCertificate ours =
                cloud.certificate(alice, new CertificateRequest(key.publicKey(), "debian", "web-1.test_2"));

        assertThat(read(ours.line()))
                .containsExactly(
                        "Type: ssh-ed25519-cert-v01@openssh.com user certificate",
                        "Public key: ED25519-CERT " + key.publicKey().fingerprint(),
                        "Signing CA: ED25519 " + cloud.caKey.publicKey().fingerprint() + " (using ssh-ed25519)",
                        "Key ID: \"sin:" + alice.sin() + "\"",
                        "Serial: " + ours.serialText(),
                        "Valid: from 2026-11-22T09:59:00 to 2026-11-22T10:05:00",
                        "Principals:",
                        "sin:" + alice.sin() + "/web-1.test_2/debian",
                        "Critical Options:",
                        "force-command echo \"a  b\"",
                        "source-address 192.0.2.0/24,2001:db8:0:0:0:0:0:0/32",
                        "Extensions:",
                        "permit-X11-forwarding",
                        "permit-agent-forwarding",
                        "permit-port-forwarding",
                        "permit-pty",
                        "permit-user-rc");
    }

    @Test
    void readsEveryFieldOfOurHostCertificate() throws IOException {
        InstantSource clock = InstantSource.fixed(NOW);
        SshCertificate ours = new HostCertificateAuthority(
                        new HostZone("i.cloud.example"),
                        CaSigner.of(caKey),
                        new InMemoryHostRegister(),
                        new EnrolmentSecrets(new byte[32], Duration.ofHours(1), clock),
                        clock,
                        AuthListener.none())
                .issueForVendor("Web-1", key.publicKey());

        assertThat(read(ours.line()))
                .containsExactly(
                        "Type: ssh-ed25519-cert-v01@openssh.com host certificate",
                        "Public key: ED25519-CERT " + key.publicKey().fingerprint(),
                        "Signing CA: ED25519 " + caKey.publicKey().fingerprint() + " (using ssh-ed25519)",
                        "Key ID: \"host:web-1.i.cloud.example\"",
                        "Serial: " + ours.serialText(),
                        "Valid: from 2026-11-22T09:59:00 to 2026-12-22T10:00:00",
                        "Principals:",
                        "web-1.i.cloud.example",
                        "Critical Options: (none)",
                        "Extensions: (none)");
    }

    @Test
    void weReadEveryFieldOfItsUserCertificate() throws IOException {
        SshCertificate theirs = SshCertificate.parse(sign(
                "ed25519",
                "-I sin:a -n sin:a/web-1/debian,another -z 18446744073709551615 -V 20261122100000:20261122100500"
                        + " -O clear -O force-command=/bin/true -O source-address=192.0.2.0/24,2001:db8::/32"
                        + " -O permit-pty -O permit-user-rc -O extension:mark@cloud.example=value"));

        assertThat(theirs.kind()).isEqualTo(SshCertificate.Kind.USER);
        assertThat(theirs.subject()).isEqualTo(key.publicKey());
        assertThat(theirs.serialText()).isEqualTo("18446744073709551615");
        assertThat(theirs.keyId()).isEqualTo("sin:a");
        assertThat(theirs.principals()).containsExactly("sin:a/web-1/debian", "another");
        assertThat(theirs.validAfter()).isEqualTo(NOW);
        assertThat(theirs.validBefore()).isEqualTo(NOW.plusSeconds(300));
        assertThat(theirs.criticalOptions())
                .containsExactly(
                        Map.entry("force-command", "/bin/true"),
                        Map.entry("source-address", "192.0.2.0/24,2001:db8::/32"));
        assertThat(theirs.extensions())
                .containsExactly(
                        Map.entry("mark@cloud.example", "value"),
                        Map.entry("permit-pty", ""),
                        Map.entry("permit-user-rc", ""));
        assertThat(theirs.authority()).isEqualTo(authority());
    }

    @Test
    void weReadEveryFieldOfItsHostCertificate() throws IOException {
        SshCertificate theirs = SshCertificate.parse(
                sign("ed25519", "-h -I host:web-1 -n web-1.i.cloud.example -z 7 -V 20261122100000:20261222100000"));

        assertThat(theirs.kind()).isEqualTo(SshCertificate.Kind.HOST);
        assertThat(theirs.subject()).isEqualTo(key.publicKey());
        assertThat(theirs.serial()).isEqualTo(7);
        assertThat(theirs.keyId()).isEqualTo("host:web-1");
        assertThat(theirs.principals()).containsExactly("web-1.i.cloud.example");
        assertThat(theirs.validAfter()).isEqualTo(NOW);
        assertThat(theirs.validBefore()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(theirs.criticalOptions()).isEmpty();
        assertThat(theirs.extensions()).isEmpty();
        assertThat(theirs.authority()).isEqualTo(authority());
    }

    @Test
    void weReadOneWithoutPrincipalsThatNeverEnds() throws IOException {
        SshCertificate theirs = SshCertificate.parse(sign("ed25519", "-I a -O clear"));

        assertThat(theirs.principals()).isEmpty();
        assertThat(theirs.validAfter()).isEqualTo(Instant.EPOCH);
        assertThat(theirs.validBefore()).isEqualTo(Instant.MAX);
    }

    @Test
    void weRefuseAnAuthorityOfAnotherType() throws IOException {
        String line = sign("ecdsa", "-I a -n b");

        assertThat(read(line)).contains("Key ID: \"a\"");
        assertThatThrownBy(() -> SshCertificate.parse(line)).isInstanceOf(MalformedException.class);
    }

    @Test
    void itRefusesOursWithAChangedName() throws IOException {
        TestCloud cloud = new TestCloud();
        String line = cloud.certificate(
                        BitauthKey.generate(), new CertificateRequest(key.publicKey(), "debian", "web-1"))
                .line();
        String blob = new String(Base64.getDecoder().decode(line.split(" ", -1)[1]), StandardCharsets.ISO_8859_1);
        byte[] changed = blob.replace("/web-1/", "/web-2/").getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.writeString(
                folder.resolve("changed-cert.pub"),
                SshCertificate.TYPE + " " + Base64.getEncoder().encodeToString(changed));

        assertThat(read(line)).contains("Type: ssh-ed25519-cert-v01@openssh.com user certificate");
        assertThat(run("-L", "-f", file.toString()).exitCode()).isNotZero();
        assertThatThrownBy(() -> SshCertificate.parse(Files.readString(file))).isInstanceOf(MalformedException.class);
    }

    /** What ssh-keygen says of a certificate, without the file's name. */
    private List<String> read(String line) throws IOException {
        Path file = Files.writeString(folder.resolve("read-cert.pub"), line + "\n");
        return output(run("-L", "-f", file.toString()))
                .lines()
                .skip(1)
                .map(String::strip)
                .toList();
    }

    /** Lets ssh-keygen sign our key with a new CA. */
    private String sign(String type, String arguments) throws IOException {
        Path ca = folder.resolve("ca");
        output(run("-q", "-t", type, "-N", "", "-C", "", "-f", ca.toString()));
        Path user = Files.writeString(folder.resolve("id.pub"), key.publicKey().line() + "\n");
        List<String> line = new ArrayList<>(List.of("-q", "-s", ca.toString()));
        line.addAll(Arrays.asList(arguments.split(" ", -1)));
        line.add(user.toString());
        output(run(line.toArray(String[]::new)));
        return Files.readString(folder.resolve("id-cert.pub")).strip();
    }

    private SshPublicKey authority() throws IOException {
        return SshPublicKey.parse(Files.readString(folder.resolve("ca.pub")));
    }

    private static String output(Programs.Result result) {
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    private static Programs.Result run(String... arguments) {
        String[] command =
                Stream.concat(Stream.of("ssh-keygen"), Stream.of(arguments)).toArray(String[]::new);
        return Programs.run(Map.of("TZ", "UTC", "LC_ALL", "C"), command);
    }
}
