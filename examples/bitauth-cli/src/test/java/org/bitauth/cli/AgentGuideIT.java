package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands about the agent in docs/ssh.md as they stand; URL, login and ssh's configuration are others. */
class AgentGuideIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void commandsOfTheGuideWork() throws Exception {
        Peers.requirePrograms("sh", "ssh", "sshd", "ssh-keygen", "ssh-add", "git");
        String guide = Files.readString(MarkdownBlocks.ROOT.resolve("docs/ssh.md"));
        String section = guide.replaceFirst("(?s).*?\n## The agent\n", "").replaceFirst("(?s)\n## .*", "");
        List<String> blocks = MarkdownBlocks.of("sh").stream()
                .map(MarkdownBlocks::text)
                .filter(section::contains)
                .toList();
        assertThat(blocks).hasSize(3);
        Path home = Files.createDirectories(folder.resolve("home"));
        try (AgentUser user = new AgentUser(folder);
                OpenSshServer instance = user.user.instance("web-1")) {
            String commands = String.join("", blocks)
                    .replace("https://cloud.example/v3", user.user.cloud.url().toString())
                    .replace("--login debian", "--login " + SshUser.LOGIN)
                    .replace(
                            "ssh debian@web-1.i.cloud.example",
                            "ssh -F '" + user.user.config + "' " + SshUser.host("web-1") + " echo in");

            Ended ended = user.user.launcher.shell(
                    environment(user, home), "set -eu; trap 'kill \"$SSH_AGENT_PID\"' EXIT; cd \"$HOME\"\n" + commands);

            assertThat(ended.exitCode())
                    .as(ended.out() + ended.err() + instance.log())
                    .isZero();
            assertThat(ended.out()).contains(user.key().fingerprint() + " bitauth default (ED25519)", "in\n");
            assertThat(ended.err()).contains("Good \"git\" signature for a@example.org");
            assertThat(home.resolve(".config/systemd/user/bitauth-agent.service"))
                    .content()
                    .contains("ssh agent --cloud " + user.user.cloud.url())
                    .contains("--key=" + user.user.key);
        }
    }

    @Test
    void theFlagsAreTheLaunchers() throws Exception {
        String launcher = Files.readString(Launcher.COMMAND).replaceAll("\"\n *flags=\"\\$flags ", "\n");
        List<String> flags = MarkdownBlocks.of("").stream()
                .map(MarkdownBlocks::text)
                .filter(text -> text.startsWith("-Xmx"))
                .toList();

        assertThat(flags).hasSize(1);
        assertThat(launcher).contains("flags=\"" + flags.get(0).strip() + "\"");
    }

    private static Map<String, String> environment(AgentUser user, Path home) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", home.toString());
        environment.put("XDG_RUNTIME_DIR", user.user.folder + "/run");
        environment.put("BITAUTH_KEY_FILE", user.user.key.toString());
        environment.put("PATH", Launcher.path());
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "a");
            environment.put("GIT_" + who + "_EMAIL", "a@example.org");
        }
        environment.put("GIT_CONFIG_COUNT", "1");
        environment.put("GIT_CONFIG_KEY_0", "user.email");
        environment.put("GIT_CONFIG_VALUE_0", "a@example.org");
        return environment;
    }
}
