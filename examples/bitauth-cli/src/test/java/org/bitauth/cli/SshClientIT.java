package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After one block in the configuration, {@code ssh user@instance} just works: with an unmodified ssh and sshd. */
@SuppressWarnings("NullAway.Init")
class SshClientIT {
    @TempDir
    private Path folder;

    private SshUser user;

    @BeforeEach
    void configure() throws Exception {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "sh", "script");
        user = new SshUser(folder);
        user.configure();
    }

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void firstLoginAsksNothing() throws Exception {
        try (OpenSshServer instance = user.instance("web-1")) {
            Ended login = user.ssh("web-1", "id -un");

            assertThat(login.exitCode()).as(login.err() + instance.log()).isZero();
            assertThat(login.out()).isEqualTo(SshUser.LOGIN + "\n");
            assertThat(login.err()).isEmpty();
            assertThat(user.starts()).isOne();
        }
    }

    @Test
    void firstLoginAsksNothingOnATerminal() throws Exception {
        try (OpenSshServer instance = user.instance("web-1")) {
            Ended login = user.sshOnATerminal("web-1", "id -un");

            assertThat(login.out()).as(instance.log()).startsWith(SshUser.LOGIN).doesNotContain("yes/no", "password");
        }
    }

    @Test
    void secondLoginStartsNoJvm() throws Exception {
        try (OpenSshServer instance = user.instance("web-1")) {
            user.ssh("web-1", "true");
            String certificate = Files.readString(user.certificate("web-1"));

            Ended second = user.ssh("web-1", "echo again");

            assertThat(second.out()).as(second.err() + instance.log()).isEqualTo("again\n");
            assertThat(user.starts()).isOne();
            assertThat(user.certificate("web-1")).hasContent(certificate);
        }
    }

    @Test
    void anOldCertificateIsRenewed() throws Exception {
        try (OpenSshServer instance = user.instance("web-1")) {
            user.ssh("web-1", "true");
            String certificate = Files.readString(user.certificate("web-1"));
            Files.writeString(user.certificate("web-1"), certificate.replaceFirst("#fresh .*", "#fresh 1 2"));

            Ended second = user.ssh("web-1", "echo again");

            assertThat(second.out()).as(second.err() + instance.log()).isEqualTo("again\n");
            assertThat(user.starts()).isEqualTo(2);
            assertThat(user.certificate("web-1")).content().isNotEqualTo(certificate);
        }
    }

    @Test
    void aCloudThatIsDownDoesNotStopAFreshCertificate() throws Exception {
        try (OpenSshServer instance = user.instance("web-1")) {
            user.ssh("web-1", "true");
            user.cloud.close();

            Ended fresh = user.ssh("web-1", "echo again");
            assertThat(fresh.out()).as(fresh.err() + instance.log()).isEqualTo("again\n");

            Files.delete(user.certificate("web-1"));
            Ended old = user.ssh("web-1", "echo again");
            assertThat(old.exitCode()).isEqualTo(255);
            assertThat(old.err())
                    .contains("bitauth: " + user.cloud.url() + " cannot be reached")
                    .contains("denied");
        }
    }

    @Test
    void aHostThatNobodySignedForIsRefusedWithoutAQuestion() throws Exception {
        String known = Files.readString(user.zone.resolve("known_hosts"));
        try (OpenSshServer instance = user.uncertified("web-2")) {
            Ended login = user.sshOnATerminal("web-2", "id -un");

            assertThat(login.exitCode()).isEqualTo(255);
            assertThat(login.out()).contains("Host key verification failed").doesNotContain("(yes/no");
            assertThat(instance.log()).doesNotContain("Accepted");
            assertThat(user.zone.resolve("known_hosts")).hasContent(known);
        }
    }

    @Test
    void aHostThatWasSignedForByAnotherNameIsRefused() throws Exception {
        try (OpenSshServer instance = user.instance("web-1")) {
            user.reach("web-9", instance);

            Ended login = user.ssh("web-9", "id -un");

            assertThat(login.exitCode()).isEqualTo(255);
            assertThat(login.err()).contains("Certificate invalid: name is not a listed principal");
        }
    }

    @Test
    void aRefusalIsOneLineAndAsksNothing() throws Exception {
        try (OpenSshServer instance = user.instance("web-1")) {
            DemoServer.newKey(user.key); // nobody knows this one

            Ended login = user.ssh("web-1", "id -un");

            assertThat(login.exitCode()).isEqualTo(255);
            assertThat(login.err()).contains("bitauth: refused: 403").contains("Permission denied");
            assertThat(login.err().lines().filter(line -> line.startsWith("bitauth: ")))
                    .hasSize(1);
            assertThat(instance.log()).doesNotContain("Accepted");
        }
    }

    @Test
    void aCommandThatIsGoneDoesNotLoosenTheTrustInHostKeys() throws Exception {
        Files.delete(folder.resolve("programs/bitauth-ssh-fresh"));
        try (OpenSshServer instance = user.uncertified("web-2")) {
            Ended login = user.sshOnATerminal("web-2", "id -un");

            assertThat(login.out()).contains("Host key verification failed").doesNotContain("(yes/no");
            assertThat(instance.log()).doesNotContain("Accepted");
        }
    }

    /** {@code Match host} would see the address, and not apply. */
    @Test
    void theBlockAppliesWhereverAHostNameOfTheUsersOwnStands() throws Exception {
        String block = Files.readString(user.config);
        try (OpenSshServer instance = user.instance("web-1")) {
            String lines = Files.readString(user.config).substring(block.length());
            Files.writeString(user.config, lines + block);

            Ended login = user.ssh("web-1", "echo in");

            assertThat(login.out()).as(login.err() + instance.log()).isEqualTo("in\n");
        }
    }

    /** As docs/ssh.md shows it. */
    @Test
    void theLoginMayStandInTheConfigurationBeforeTheBlock() throws Exception {
        Path block = Files.move(user.config, folder.resolve("bitauth.conf"));
        Files.writeString(
                user.config,
                "Host *.i.cloud.example\n    User debian\n    Include " + block + "\nHost *\n    Port 1\n");

        Ended told = user.shell(Map.of(), "$ssh -G web-1.i.cloud.example && $ssh -G web-1.other.example");

        assertThat(told.out().lines())
                .contains("user debian", "port 1")
                .filteredOn("port 1"::equals)
                .hasSize(2);
        assertThat(user.zone.resolve("certificates/debian@web-1.i.cloud.example"))
                .exists();
        assertThat(user.starts()).isOne();
    }

    @Test
    void twoAtOnceDoNotBreakEachOther() throws Exception {
        try (OpenSshServer instance = user.instance("web-1")) {
            String one = "$ssh " + SshUser.host("web-1") + " 'echo in'";

            Ended both = user.shell(Map.of(), one + " & first=$!; " + one + " & wait $! && wait $first");

            assertThat(both.exitCode()).as(both.err() + instance.log()).isZero();
            assertThat(both.out()).isEqualTo("in\nin\n");
            assertThat(user.certificate("web-1")).content().hasLineCount(2);
        }
    }
}
