package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bitauth.Sin;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.cli.Launcher.Running;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged agent with a packaged server behind a real nginx that ends TLS. */
@SuppressWarnings("NullAway.Init")
class AgentHttpsIT {
    @TempDir
    private Path folder;

    private Launcher launcher;
    private NginxFront front;
    private Path key;
    private Sin sin;
    private String url;
    private Path socket;

    @BeforeEach
    void start() throws Exception {
        Peers.requirePrograms("sshd", "ssh", "ssh-add", "sh");
        launcher = new Launcher(folder);
        front = new NginxFront(Files.createDirectory(folder.resolve("nginx")));
        url = front.url() + "/v3";
        key = folder.resolve("key");
        sin = DemoServer.newKey(key);
        socket = folder.resolve("run/agent.sock");
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "{\"url\": \"" + url + "\", \"state\": \"" + folder + "/state\", \"ssh\": {\"life\": 60, \"logins\": [{"
                        + "\"identity\": \"" + sin + "\", \"instance\": \"*\", \"login\": \"" + SshUser.LOGIN
                        + "\"}]}}");
        Running server = launcher.start(Map.of(), "serve", "--config", config, "--port", front.inner());
        server.awaitLine(server.out(), url);
    }

    @AfterEach
    void stop() {
        launcher.close();
        if (front != null) {
            front.close();
        }
    }

    @Test
    void certificatesComeByHttpsLogInAndAreRenewed() throws Exception {
        Running authority = launcher.start(trusting(), "ssh", "ca", url);
        Ended ca = authority.end();
        assertThat(ca.exitCode()).as(ca.err()).isZero();
        try (OpenSshServer instance =
                OpenSshServer.start(SshPublicKey.parse(ca.out()), "web-1", Map.of(SshUser.LOGIN, List.of(sin)))) {
            Running agent = agent(trusting());

            agent.awaitLine(agent.err(), "bitauth: renewed " + name("web-1") + ": serial ");
            agent.awaitLine(agent.err(), "bitauth: renewed " + name("web-2") + ": serial ");
            String first = offered();
            assertThat(first.lines().filter(line -> line.startsWith("ssh-ed25519-cert-v01@openssh.com ")))
                    .hasSize(2);
            Ended login = launcher.shell(
                    Map.of("SSH_AUTH_SOCK", socket.toString()),
                    "ssh -F none -o BatchMode=yes -o UserKnownHostsFile='" + instance.knownHosts() + "' -p "
                            + instance.port() + " " + SshUser.LOGIN + "@127.0.0.1 echo in");
            assertThat(login.out()).as(login.err() + instance.log()).isEqualTo("in\n");
            assertThat(instance.awaitLog("Accepted publickey")).contains("ID sin:" + sin);

            awaitRenewals(agent, 4);
            assertThat(offered().lines())
                    .hasSize(3)
                    .doesNotContainAnyElementsOf(
                            first.lines().filter(line -> line.contains("cert")).toList());
            assertThat(Files.readString(agent.err())).doesNotContain("not renewed");
        }
    }

    /** What reads TLS is loaded by the processes of the requests; each JVM here lists its classes in a file of its own. */
    @Test
    void theProcessWithTheKeyLoadsNoTls() throws Exception {
        String list = " -Xlog:class+load:file=" + folder + "/classes-%p.log";
        Running agent = agent(Map.of("JAVA_TOOL_OPTIONS", front.trust() + list));
        agent.awaitLine(agent.err(), "bitauth: renewed " + name("web-1") + ": serial ");
        agent.awaitLine(agent.err(), "bitauth: renewed " + name("web-2") + ": serial ");

        assertThat(Files.readString(folder.resolve("classes-" + agent.process().pid() + ".log")))
                .contains(" org.bitauth.cli.agent.SeparateHttpClient ")
                .doesNotContain(" sun.security.ssl.SSLSocketImpl ")
                .doesNotContain(" sun.security.ssl.SSLContextImpl ");
    }

    @Test
    void aCloudThatNobodyVouchesForGivesNoCertificates() throws Exception {
        Running agent = agent(Map.of());

        assertThat(agent.awaitLine(agent.err(), "bitauth: not renewed " + name("web-1") + ": "))
                .isEqualTo("UNREACHABLE " + url + " cannot be reached: SSLHandshakeException");
        assertThat(offered()).startsWith("ssh-ed25519 ").hasLineCount(1);
    }

    private Running agent(Map<String, String> environment) throws Exception {
        Running agent = launcher.start(
                environment,
                "ssh",
                "agent",
                "--key",
                key,
                "--socket",
                socket,
                "--cloud",
                url,
                "--login",
                SshUser.LOGIN,
                "--instance",
                "web-1",
                "--cloud",
                url,
                "--login",
                SshUser.LOGIN,
                "--instance",
                "web-2");
        agent.awaitLine(agent.out(), "SSH_AUTH_SOCK='" + socket + "'");
        return agent;
    }

    private Map<String, String> trusting() {
        return Map.of("JAVA_TOOL_OPTIONS", front.trust());
    }

    private String name(String instance) {
        return SshUser.LOGIN + "@" + instance + " " + url;
    }

    private String offered() throws IOException, InterruptedException {
        Ended ended = launcher.shell(Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add -L");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return ended.out();
    }

    /** A certificate of a minute is fetched again after half of it. */
    private static void awaitRenewals(Running agent, int number) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (renewals(agent) < number) {
            assertThat(agent.process().waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(System.nanoTime()).as(Files.readString(agent.err())).isLessThan(deadline);
        }
    }

    private static long renewals(Running agent) throws IOException {
        return Files.readString(agent.err())
                .lines()
                .filter(line -> line.startsWith("bitauth: renewed "))
                .count();
    }
}
