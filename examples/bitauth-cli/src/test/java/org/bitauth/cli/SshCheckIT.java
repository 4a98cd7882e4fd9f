package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.cli.check.Finding;
import org.bitauth.cli.check.SshCheck;
import org.bitauth.cli.check.SshTarget;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One broken step for each that the check knows, with a real ssh and sshd: it names this one, and not another. */
@SuppressWarnings("NullAway.Init")
class SshCheckIT {
    @TempDir
    private Path folder;

    private SshUser user;
    private OpenSshServer instance;

    @BeforeEach
    void configure() throws Exception {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "ssh-keyscan", "sh");
        user = new SshUser(folder);
        user.configure();
        instance = user.instance("web-1");
    }

    @AfterEach
    void stop() {
        user.close();
        instance.close();
    }

    @Test
    void findsNothingMissingWhereALoginWorks() throws Exception {
        CommandRun run = check("web-1");

        assertThat(run.exitCode()).as(run.out() + instance.log()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceFirst(": .*", "")))
                .containsExactly(
                        "ok      configuration",
                        "ok      files",
                        "ok      cloud",
                        "ok      cloud's clock",
                        "ok      host authority",
                        "ok      certificate",
                        "ok      renewal",
                        "ok      host",
                        "ok      host key",
                        "ok      login");
        assertThat(run.out())
                .contains(user.sin.value())
                .doesNotContain(Files.readString(user.key).strip());
    }

    @Test
    void namesAConfigurationWithoutTheBlock() throws Exception {
        CommandRun run = CommandRun.of("ssh", "check", "-F", user.config, "debian@web-1.other.example");

        assertMissing(run, "configuration", "no block", "top of ~/.ssh/config");
    }

    @Test
    void namesAConfigurationThatIsLooserThanTheBlock() throws Exception {
        prepend("StrictHostKeyChecking accept-new");

        assertMissing(check("web-1"), "configuration", "StrictHostKeyChecking");
    }

    @Test
    void namesAConfigurationThatSshDoesNotRead() throws Exception {
        prepend("Colour green");

        assertMissing(check("web-1"), "configuration", "ssh does not read it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zone/id", "zone", "key"})
    void namesAFileThatOthersCanRead(String name) throws Exception {
        Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));

        assertMissing(check("web-1"), "files", "chmod " + (name.equals("zone") ? 700 : 600));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zone/known_hosts", "key"})
    void namesAFileThatIsGone(String name) throws Exception {
        Files.delete(folder.resolve(name));

        assertMissing(check("web-1"), "files", folder.resolve(name).toString());
    }

    @Test
    void namesACloudThatIsDown() {
        user.cloud.close();

        assertMissing(check("web-1"), "cloud", "cannot be reached");
    }

    @Test
    void namesAClockThatIsWrong() throws Exception {
        InstantSource slow = InstantSource.offset(InstantSource.system(), Duration.ofSeconds(-20));
        List<String> lines = new SshCheck(
                        new SshTarget(SshUser.host("web-1"), Optional.of(user.config)), SshCheckIT::read)
                .look(Duration.ofSeconds(10), slow).stream().map(Finding::line).toList();

        assertThat(lines).last().asString().startsWith("ok      login: ");
        assertThat(lines.stream().filter(line -> !line.startsWith("ok ")))
                .singleElement()
                .asString()
                .startsWith("missing cloud's clock: ");
    }

    @Test
    void namesAHostAuthorityThatIsNotTrustedHere() {
        user.cloud.tell(
                200,
                "@cert-authority *.i.cloud.example "
                        + SshKeyPair.generate().publicKey().line() + "\n");

        assertMissing(check("web-1"), "host authority", "'bitauth ssh config' again");
    }

    @Test
    void namesACertificateThatIsRefused() throws Exception {
        DemoServer.newKey(user.key);

        assertMissing(check("web-1"), "certificate", "403", "may not log in here");
    }

    @Test
    void namesACertificateOfAnAuthorityThatNobodyPublishes() {
        user.cloud.publish(SshKeyPair.generate().publicKey());

        assertMissing(check("web-1"), "certificate", "does not publish");
    }

    @Test
    void namesARenewalThatSshDoesNotGet() throws Exception {
        Files.delete(folder.resolve("programs/bitauth"));

        assertMissing(check("web-1"), "renewal", "ssh got no certificate", "bitauth");
    }

    @Test
    void namesACertificateThatEndedAndWasNotRenewed() throws Exception {
        String principal = "sin:" + user.sin + "/web-1/" + SshUser.LOGIN;
        user.sign(user.cloud.userKey, user.zone.resolve("id"), "", "-n", principal, "-V", "20200101:20200102");
        Files.move(user.zone.resolve("id-cert.pub"), user.certificate("web-1"));
        Files.delete(folder.resolve("programs/bitauth"));

        assertMissing(check("web-1"), "renewal", "ended at 20", "bitauth");
    }

    @Test
    void namesACertificateOfAnotherLogin() throws Exception {
        user.sign(user.cloud.userKey, user.zone.resolve("id"), "", "-n", "sin:x/web-1/somebody");
        Files.move(user.zone.resolve("id-cert.pub"), user.certificate("web-1"));
        Files.delete(folder.resolve("programs/bitauth"));

        assertMissing(check("web-1"), "renewal", "of another key or login");
    }

    @Test
    void namesAHostThatIsDown() throws Exception {
        int port;
        try (OpenSshServer down = user.instance("web-4")) {
            port = down.port();
        }

        assertMissing(check("web-4"), "host", "port " + port + " cannot be reached");
    }

    @Test
    void namesAHostThatShowsNoCertificate() throws Exception {
        try (OpenSshServer plain = user.uncertified("web-2")) {
            assertMissing(check("web-2"), "host key", "shows no certificate");
            assertThat(plain.log()).doesNotContain("Accepted");
        }
    }

    @Test
    void namesAHostThatWasSignedForByAnotherName() throws Exception {
        user.reach("web-9", instance);

        assertMissing(check("web-9"), "host key", "signed for web-1.i.cloud.example, not for web-9");
    }

    @Test
    void namesAHostThatAnotherAuthoritySignedFor() throws Exception {
        try (OpenSshServer other = user.signedBy(SshKeyPair.generate(), "web-5", "-n", "web-5.i.cloud.example")) {
            assertMissing(check("web-5"), "host key", "not trusted here");
            assertThat(other.log()).doesNotContain("Accepted");
        }
    }

    @Test
    void namesAHostWhoseCertificateEnded() throws Exception {
        try (OpenSshServer old =
                user.signedBy(user.cloud.hostKey, "web-7", "-n", "web-7.i.cloud.example", "-V", "20200101:20200102")) {
            assertMissing(check("web-7"), "host key", "its certificate is good from", "not now");
            assertThat(old.log()).doesNotContain("Accepted");
        }
    }

    @Test
    void leavesTheHostToTheLoginWhereSshGoesThroughAnotherOne() throws Exception {
        Peers.requirePrograms("busybox");
        prepend("ProxyCommand busybox nc 127.0.0.1 " + instance.port());

        CommandRun run = check("web-1");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("unknown host: ", "ok      login: ").doesNotContain("host key:");
    }

    @Test
    void namesAHostThatLetsOnlyOthersIn() throws Exception {
        try (OpenSshServer others =
                user.instanceOf("web-3", BitauthKey.generate().sin())) {
            assertMissing(check("web-3"), "login", "Permission denied", "bitauth_principals/" + SshUser.LOGIN);
            assertThat(others.log()).doesNotContain("Accepted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-oProxyCommand=x", "a@-x", "", "a b@c", "a@b@c", "ssh://a@b"})
    void refusesATargetThatSshMayReadAsAnOption(String target) {
        assertThat(CommandRun.of("ssh", "check", "--", target).exitCode()).isEqualTo(2);
    }

    private CommandRun check(String name) {
        return CommandRun.of("ssh", "check", "-F", user.config, SshUser.host(name));
    }

    /** Exactly this step is missing, what was before it is not, and nothing comes after it. */
    private static void assertMissing(CommandRun run, String subject, String... words) {
        List<String> lines = run.out().lines().toList();

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        assertThat(lines)
                .last()
                .asString()
                .startsWith("missing " + subject + ": ")
                .contains(words);
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.startsWith("ok "));
    }

    private void prepend(String line) throws IOException {
        Files.writeString(user.config, line + "\n" + Files.readString(user.config));
    }

    private static BitauthKey read(Path file) {
        return KeyFile.read(file);
    }
}
