package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy grants, as an unmodified sshd obeys it. */
class GrantIT {
    private final TestCloud cloud = new TestCloud(TestCloud.URL, InstantSource.system());

    @AutoClose
    private SshdLab lab;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
        lab = new SshdLab(cloud, folder, "Subsystem sftp internal-sftp");
    }

    @Test
    void letsInFromANetworkThatIsNamed() throws IOException {
        cloud.policy = any -> LoginDecision.allow().from("192.0.2.0/24", "127.0.0.0/8", "2001:db8::/32");

        lab.assertLetsIn(lab.certificate());
    }

    @Test
    void refusesOtherNetworks() throws IOException {
        cloud.policy = any -> LoginDecision.allow().from("192.0.2.0/24", "2001:db8::/32");

        lab.assertRefuses(
                lab.certificate(),
                "Authentication tried for " + lab.login
                        + " with valid certificate but not from a permitted source address (127.0.0.1)");
    }

    /** sshd refuses every certificate in which one network has a host bit set: ours are cleared. */
    @Test
    void clearsHostBits() throws IOException {
        cloud.policy = any -> LoginDecision.allow().from("127.0.0.1/8");

        SshCertificate certificate = lab.certificate();
        assertThat(certificate.criticalOptions()).containsEntry("source-address", "127.0.0.0/8");
        lab.assertLetsIn(certificate);
    }

    /** The trap itself: the same certificate with the bit set. */
    @Test
    void sshdRefusesHostBits() throws IOException {
        lab.assertRefuses(
                lab.withOption("source-address", "127.0.0.1/8"), "Certificate source-address contents invalid");
    }

    @Test
    void runsTheCommandInPlaceOfTheClients() throws IOException {
        cloud.policy = any -> LoginDecision.allow().command("echo instead of $SSH_ORIGINAL_COMMAND");

        Programs.Result result = lab.ssh(lab.certificate(), "echo hello");
        assertThat(result.output()).isEqualTo("instead of echo hello\n");
        lab.assertSays("Starting session: forced-command (key-option) 'echo instead of $SSH_ORIGINAL_COMMAND'");
    }

    @Test
    void refusesAnUnknownCriticalOption() throws IOException {
        lab.assertRefuses(
                lab.withOption("no-such-option", "x"),
                "Certificate critical option \"no-such-option\" is not supported");
    }

    @Test
    void givesATerminalByDefault() throws IOException {
        assertThat(lab.ssh(lab.certificate(), "tty", "-tt").output()).startsWith("/dev/pts/");
    }

    @Test
    void givesNoTerminalWithoutTheExtension() throws IOException {
        cloud.policy = any -> LoginDecision.allow().extensions(Set.of());

        Programs.Result result = lab.ssh(lab.certificate(), "tty", "-tt");
        assertThat(result.output()).contains("PTY allocation request failed").doesNotContain("/dev/pts/");
        lab.assertLetsIn(lab.certificate());
    }

    @Test
    void forwardsNoPortWithoutTheExtension() throws IOException {
        Programs.Result result = forwarding();

        assertThat(result.output()).contains("remote port forwarding failed");
        assertThat(result.exitCode()).isEqualTo(255);
    }

    @Test
    void forwardsPortsWithTheExtension() throws IOException {
        cloud.policy = any -> LoginDecision.allow().extensions(Set.of(SshExtension.PERMIT_PORT_FORWARDING));

        Programs.Result result = forwarding();
        assertThat(result.output()).contains("hello").doesNotContain("failed");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void endsWithThePermission() throws IOException {
        TestCloud earlier = cloud.at(InstantSource.offset(InstantSource.system(), Duration.ofSeconds(-120)));
        Instant end = InstantSource.system().instant().minusSeconds(10);
        earlier.policy = any -> LoginDecision.allow().until(end);

        lab.assertRefuses(earlier.certificate(lab.alice, lab.request()), "Certificate invalid: expired");
    }

    private Programs.Result forwarding() throws IOException {
        return lab.ssh(
                lab.certificate(), "echo hello", "-o", "ExitOnForwardFailure=yes", "-R", "127.0.0.1:0:127.0.0.1:9");
    }
}
