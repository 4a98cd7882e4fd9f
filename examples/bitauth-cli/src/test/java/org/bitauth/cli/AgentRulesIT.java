package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged agent refuses, seen with OpenSSH's own programs. */
@SuppressWarnings("NullAway.Init")
class AgentRulesIT {
    @TempDir
    private Path folder;

    private AgentUser user;

    @BeforeEach
    void prepare() throws Exception {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "ssh-add", "sh");
        user = new AgentUser(folder);
    }

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void sshAddListsAndChangesNothing() throws Exception {
        user.agent(List.of("web-1"));
        SshUser.keygen("-q", "-t", "ed25519", "-N", "", "-f", at("other"));

        assertThat(user.succeeds("ssh-add -l")).contains("(ED25519-CERT)").contains("bitauth default (ED25519)");
        assertThat(user.succeeds("ssh-add -L")).contains(user.key().line() + " bitauth default\n");
        for (String options :
                List.of("'" + at("other") + "'", "-D", "-d '" + at("other") + "'", "-K", "-s /lib/none.so")) {
            user.fails("ssh-add " + options);
        }
        assertThat(user.succeeds("ssh-add -l")).hasLineCount(2);
    }

    @Test
    void sshAddLocksAndUnlocks() throws Exception {
        try (OpenSshServer server = user.plainServer("box")) {
            user.agent(List.of());
            assertThat(server.port()).isPositive();
            user.environment.put("SSH_ASKPASS_REQUIRE", "force");
            user.environment.put("SSH_ASKPASS", program("right", "echo open sesame"));

            user.succeeds("ssh-add -x");
            assertThat(user.shell("ssh-add -l").out()).isEqualTo("The agent has no identities.\n");
            user.fails("$ssh box true");
            user.environment.put("SSH_ASKPASS", program("wrong", "echo open window"));
            user.fails("ssh-add -X");
            user.environment.put("SSH_ASKPASS", program("right", "echo open sesame"));
            user.succeeds("ssh-add -X");

            assertThat(user.succeeds("$ssh box 'echo in'")).isEqualTo("in\n");
        }
    }

    @Test
    void theDerivedKeyOpensTheHostsThatItIsForAndNoOther() throws Exception {
        try (OpenSshServer right = user.plainServer("right");
                OpenSshServer wrong = user.plainServer("wrong")) {
            Path hosts = Path.of(right.hostKey() + ".pub");
            user.agent(List.of(), "--plain-key-hosts", hosts.toString());

            assertThat(user.succeeds("$ssh right 'echo in'")).isEqualTo("in\n");
            assertThat(user.fails("$ssh wrong true")).contains("Permission denied");
            // shown to be there, it is still not used for another host
            assertThat(user.fails("$ssh -o IdentitiesOnly=yes -i '" + publicKey() + "' wrong true"))
                    .contains("Permission denied");
            assertThat(wrong.log()).doesNotContain("Accepted publickey");
        }
    }

    @Test
    void aCertificateOpensTheHostsOfItsZoneOnly() throws Exception {
        Path hosts = Files.writeString(
                folder.resolve("zone_hosts"),
                "@cert-authority *." + ZoneCloud.ZONE + " "
                        + user.user.cloud.hostAuthority().line() + "\n");
        try (OpenSshServer zone = user.user.instance("web-1");
                OpenSshServer bare = user.user.uncertified("web-1")) {
            user.agent(List.of("web-1"), "--hosts", hosts.toString(), "--no-plain-key");

            assertThat(user.succeeds("$ssh " + SshUser.host("web-1") + " 'echo in'"))
                    .isEqualTo("in\n");
            assertThat(zone.awaitLog("Accepted publickey")).contains("Accepted publickey");
            assertThat(user.fails("ssh -F none -o BatchMode=yes -o UserKnownHostsFile='" + bare.knownHosts() + "' -p "
                            + bare.port() + " " + SshUser.LOGIN + "@127.0.0.1 true"))
                    .contains("Permission denied");
        }
    }

    @Test
    void theUserIsAskedBeforeEachSignature() throws Exception {
        try (OpenSshServer server = user.plainServer("box")) {
            assertThat(server.port()).isPositive();
            user.environment.put(
                    "SSH_ASKPASS",
                    program(
                            "ask",
                            "echo \"$SSH_ASKPASS_PROMPT $1\" >>'" + at("asked") + "'; test -e '" + at("yes") + "'"));
            user.agent(List.of(), "--confirm");

            user.fails("$ssh box true");
            assertThat(user.said()).contains("refused NOT_CONFIRMED: login as ");
            Files.createFile(folder.resolve("yes"));
            assertThat(user.succeeds("$ssh box 'echo in'")).isEqualTo("in\n");

            assertThat(Files.readString(folder.resolve("asked")))
                    .startsWith("confirm Allow this?\nlogin as " + SshUser.LOGIN + " at host key SHA256:");
        }
    }

    @Test
    void filesAreSignedForWhatIsOnTheListOnly() throws Exception {
        user.agent(List.of(), "--sshsig-namespace", "file");
        String sign = "ssh-keygen -Y sign -f '" + publicKey() + "' <'" + publicKey() + "' -n ";

        assertThat(user.succeeds(sign + "file")).startsWith("-----BEGIN SSH SIGNATURE-----");
        assertThat(user.fails(sign + "git")).contains("agent refused operation");
    }

    @Test
    void noFileIsSignedWhereBindingIsOptional() throws Exception {
        user.agent(List.of(), "--bind-optional");

        assertThat(user.fails("ssh-keygen -Y sign -n git -f '" + publicKey() + "' <'" + publicKey() + "'"))
                .contains("agent refused operation");
    }

    @Test
    void aSecondAgentLeavesTheFirstOneAlone() throws Exception {
        user.agent(List.of());

        Ended second = user.user.launcher.run("ssh", "agent", "--key", user.user.key, "--socket", user.socket);

        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("an agent listens at " + user.socket + " already");
        user.succeeds("ssh-add -l");
    }

    @Test
    void startsInTheBackgroundOnceAndSaysWhere() throws Exception {
        String start = "'" + Launcher.COMMAND + "' ssh agent --print-env --key '" + user.user.key + "' --socket '"
                + user.socket + "'";

        String out = user.succeeds("unset SSH_AUTH_SOCK; eval \"$(" + start + ")\"; ssh-add -l; " + start
                + "; kill $SSH_AGENT_PID; while kill -0 $SSH_AGENT_PID 2>/dev/null; do :; done");

        assertThat(out)
                .isEqualTo("256 " + user.key().fingerprint() + " bitauth default (ED25519)\nSSH_AUTH_SOCK='"
                        + user.socket + "'; export SSH_AUTH_SOCK;\n");
        assertThat(user.socket).doesNotExist();
    }

    @Test
    void saysWhatIsWrongBeforeItStartsInTheBackground() throws Exception {
        Ended ended =
                user.user.launcher.run("ssh", "agent", "--print-env", "--key", at("none"), "--socket", user.socket);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("key file " + at("none") + " does not exist");
    }

    @Test
    void systemdTakesTheUnit() throws Exception {
        Peers.requirePrograms("systemd-analyze");
        Path unit = folder.resolve("bitauth-agent.service");

        String text = user.succeeds("'" + Launcher.COMMAND + "' ssh agent --systemd --key '" + user.user.key
                + "' --context 'a \"$b\" 100%' --cloud https://cloud.example/v3 --login debian --instance web-1");

        Files.writeString(unit, text);
        assertThat(text)
                .contains("ExecStart=" + Launcher.COMMAND + " ssh agent --key " + user.user.key
                        + " --context \"a \\\"$$b\\\" 100%%\" --cloud https://cloud.example/v3 --login debian"
                        + " --instance web-1\n");
        assertThat(user.succeeds("systemd-analyze verify --man=no '" + unit + "' 2>&1"))
                .doesNotContain("bitauth-agent");
    }

    private String publicKey() throws IOException {
        return Files.writeString(folder.resolve("key.pub"), user.key().line() + "\n")
                .toString();
    }

    private String program(String name, String line) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program.toString();
    }

    private String at(String name) {
        return folder + "/" + name;
    }
}
