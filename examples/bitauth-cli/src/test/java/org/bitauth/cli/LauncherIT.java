package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitauth.Sin;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is packaged, in processes of its own, with OpenStack's and OpenSSH's own programs. */
@SuppressWarnings("NullAway.Init")
class LauncherIT {
    private static final String LAUNCHER =
            Path.of("target", "bitauth").toAbsolutePath().toString();

    @TempDir
    private Path folder;

    private Path key;
    private Sin sin;
    private Process serve;
    private String url;

    @BeforeEach
    void serve() throws IOException {
        key = folder.resolve("key");
        sin = new Sin(run("key", "new", key.toString()).strip());
        serve = new ProcessBuilder(
                        LAUNCHER, "serve", "--state", folder.resolve("state").toString(), "--allow", sin.value())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(serve.getInputStream(), StandardCharsets.US_ASCII));
        url = String.valueOf(out.readLine());
    }

    @AfterEach
    void stop() {
        serve.destroy();
        serve.onExit().join();
    }

    @Test
    void printsItsUrlWhenItIsReady() {
        assertThat(url).matches("http://127\\.0\\.0\\.1:[0-9]+/v3");
    }

    @Test
    void logsTheOpenstackCommandIn() {
        Peers.requirePrograms("openstack", "sh");
        String login = "eval \"$(" + LAUNCHER + " login " + url + " --key " + key + ")\" && ";

        String token = shell(login + "openstack token issue -f value -c project_id -c user_id");
        String catalog = shell(login + "openstack catalog list -f value -c Type -c Endpoints");

        assertThat(token.lines()).hasSize(2).allMatch(line -> line.matches("[0-9a-f]{32}"));
        assertThat(catalog).contains("identity").contains(url);
    }

    @Test
    void opensAShellWithTheCertificate() throws IOException {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
        SshPublicKey ca = SshPublicKey.parse(run("ssh", "ca", url));
        String login = OpenSshServer.currentUser();
        try (OpenSshServer instance = OpenSshServer.start(ca, "web-1", Map.of(login, List.of(sin)))) {
            assertThat(certificate(login, "web-1", "good")).isEqualTo(0);
            assertThat(certificate(login, "web-2", "elsewhere")).isEqualTo(0);
            assertThat(certificate("other-login", "web-1", "somebody")).isEqualTo(0);

            assertThat(ssh(instance, "good").output()).contains("in as " + login);
            assertThat(ssh(instance, "elsewhere").exitCode()).isEqualTo(255);
            assertThat(ssh(instance, "somebody").exitCode()).isEqualTo(255);
        }
    }

    @Test
    void refusesAnotherKey() throws IOException {
        Path stranger = folder.resolve("stranger");
        run("key", "new", stranger.toString());

        Programs.Result login = Programs.run(Map.of(), LAUNCHER, "login", url, "--key", stranger.toString());

        assertThat(login.exitCode()).isEqualTo(1);
        assertThat(login.output()).contains("refused: 401");
    }

    private int certificate(String login, String instance, String name) {
        return Programs.run(
                        Map.of("BITAUTH_KEY_FILE", key.toString()),
                        LAUNCHER,
                        "ssh",
                        "cert",
                        url,
                        "--login",
                        login,
                        "--instance",
                        instance,
                        "--out",
                        folder.resolve(name).toString())
                .exitCode();
    }

    private Programs.Result ssh(OpenSshServer instance, String name) throws IOException {
        List<String> command = instance.sshCommand(folder.resolve(name), instance.login(), "echo in as $(id -un)");
        assertThat(Files.exists(folder.resolve(name))).isTrue();
        return Programs.run(Map.of(), command.toArray(String[]::new));
    }

    private static String shell(String script) {
        Programs.Result result = Programs.run(Map.of(), "sh", "-c", script);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }

    private static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER));
        command.addAll(Arrays.asList(arguments));
        Programs.Result result = Programs.run(Map.of(), command.toArray(String[]::new));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
