package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitauth.cli.Launcher.Running;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that people use over ssh, unmodified, with the agent as it is packaged. */
@SuppressWarnings("NullAway.Init")
class AgentIT {
    @TempDir
    private Path folder;

    private AgentUser user;
    private String host;

    @BeforeEach
    void prepare() throws Exception {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "ssh-add", "sh");
        user = new AgentUser(folder);
        host = SshUser.host("web-1");
        Files.writeString(folder.resolve("here"), "42\n");
    }

    @AfterEach
    void stop() {
        user.close();
    }

    @Test
    void sshScpSftpAndRsyncLogInWithTheCertificate() throws Exception {
        Peers.requirePrograms("scp", "sftp", "rsync");
        try (OpenSshServer instance = user.user.instance("web-1")) {
            user.agent(List.of("web-1"), "--no-plain-key");

            assertThat(user.succeeds("$ssh " + host + " 'echo in'")).isEqualTo("in\n");
            user.succeeds("scp -q $F '" + at("here") + "' '" + host + ":" + at("there") + "'");
            assertThat(folder.resolve("there")).hasContent("42");
            Files.writeString(folder.resolve("batch"), "get \"" + at("there") + "\" \"" + at("back") + "\"\n");
            user.succeeds("sftp -q $F -b '" + at("batch") + "' " + host);
            assertThat(folder.resolve("back")).hasContent("42");
            user.succeeds("rsync -e \"$ssh\" '" + host + ":" + at("there") + "' '" + at("synced") + "'");
            assertThat(folder.resolve("synced")).hasContent("42");

            assertThat(instance.awaitLog("Accepted publickey"))
                    .contains("ID sin:" + user.user.sin)
                    .doesNotContain("Failed");
            assertThat(user.said().lines().filter(line -> line.startsWith("bitauth: signed login as " + SshUser.LOGIN)))
                    .hasSize(4);
        }
    }

    @Test
    void gitClonesAndPushesOverSsh() throws Exception {
        Peers.requirePrograms("git");
        try (OpenSshServer instance = user.user.instance("web-1")) {
            assertThat(instance.port()).isPositive();
            user.agent(List.of("web-1"));
            String remote = "'ssh://" + host + at("bare") + "'";
            String git = "git -c user.name=a -c user.email=a@example.org -C '" + at("tree") + "' ";
            user.succeeds("git init -q --bare -b main '" + at("bare") + "' && git init -q '" + at("tree") + "' && "
                    + git + "commit -q --allow-empty -m first");
            String ssh = "export GIT_SSH_COMMAND=\"$ssh\"; ";

            user.succeeds(ssh + git + "push -q " + remote + " HEAD:refs/heads/main");
            user.succeeds(ssh + "git clone -q " + remote + " '" + at("clone") + "'");

            assertThat(user.succeeds("git -C '" + at("clone") + "' log --format=%s"))
                    .isEqualTo("first\n");
        }
    }

    @Test
    void gitSignsCommitsThatGitVerifies() throws Exception {
        Peers.requirePrograms("git");
        user.agent(List.of());
        Files.writeString(
                folder.resolve("allowed"), "a@example.org " + user.key().line() + "\n");
        String git = "git -C '" + at("tree") + "' -c gpg.format=ssh -c user.name=a -c user.email=a@example.org"
                + " -c gpg.ssh.allowedSignersFile='" + at("allowed") + "' -c 'user.signingkey=key::"
                + user.key().line() + "' ";
        user.succeeds("git init -q '" + at("tree") + "' && " + git + "commit -q -S --allow-empty -m signed");

        assertThat(user.shell(git + "verify-commit HEAD").err())
                .contains("Good \"git\" signature for a@example.org with ED25519 key "
                        + user.key().fingerprint());
        user.succeeds(git + "verify-commit HEAD");
        assertThat(user.said()).contains("bitauth: signed signature for git\n");
        user.succeeds(git + "commit -q --allow-empty -m unsigned");
        user.fails(git + "verify-commit HEAD");
    }

    /** The first host lets the key in as it is: a certificate would have to permit the forwarding. */
    @Test
    void theAgentServesASecondHop() throws Exception {
        try (OpenSshServer first = user.plainServer("box");
                OpenSshServer second = user.user.instance("web-1")) {
            assertThat(first.port()).isNotEqualTo(second.port());
            user.agent(List.of("web-1"));
            String inner = "ssh -F \"" + user.user.config + "\" " + host + " echo in";

            assertThat(user.succeeds("$ssh -A box '" + inner + "'")).isEqualTo("in\n");

            assertThat(user.said()).contains(" through another host with " + SshUser.LOGIN + "@web-1 ");
            assertThat(user.fails("$ssh -a box 'unset SSH_AUTH_SOCK; " + inner + "'"))
                    .contains("Permission denied");
        }
    }

    @Test
    void aHostThatTheAgentIsForwardedToSignsNoCommits() throws Exception {
        Files.writeString(folder.resolve("key.pub"), user.key().line() + "\n");
        try (OpenSshServer server = user.plainServer("box")) {
            assertThat(server.port()).isPositive();
            user.agent(List.of());
            String sign = "ssh-keygen -Y sign -n git -f '" + at("key.pub") + "' <'" + at("here") + "'";

            assertThat(user.succeeds(sign)).startsWith("-----BEGIN SSH SIGNATURE-----");
            assertThat(user.fails("$ssh -A box \"" + sign + "\"")).contains("agent refused operation");
            assertThat(user.said()).contains("refused FILES_NOT_HERE: git");
        }
    }

    @Test
    void certificatesOfSeveralCloudsAreThereAtOnce() throws Exception {
        Running agent;
        try (ZoneCloud other = new ZoneCloud(Set.of(user.user.sin));
                OpenSshServer one = user.user.instance("web-1");
                OpenSshServer two = OpenSshServer.start(
                        other.userAuthority(), "db-1", Map.of(SshUser.LOGIN, List.of(user.user.sin)))) {
            agent = user.agent(
                    List.of("web-1"),
                    "--cloud",
                    other.url().toString(),
                    "--login",
                    SshUser.LOGIN,
                    "--instance",
                    "db-1");
            assertThat(user.succeeds("ssh-add -l"))
                    .contains(SshUser.LOGIN + "@web-1 " + user.user.cloud.url())
                    .contains(SshUser.LOGIN + "@db-1 " + other.url())
                    .contains("bitauth default")
                    .hasLineCount(3);

            assertThat(user.succeeds("$ssh " + host + " 'echo in'")).isEqualTo("in\n");
            assertThat(user.succeeds("ssh -F none -o UserKnownHostsFile='" + two.knownHosts() + "' -p " + two.port()
                            + " " + SshUser.LOGIN + "@127.0.0.1 'echo in'"))
                    .isEqualTo("in\n");
            assertThat(one.awaitLog("Accepted publickey")).contains("ID sin:" + user.user.sin);
            assertThat(two.awaitLog("Accepted publickey")).contains("ID sin:" + user.user.sin);
        }
        agent.process().destroy();
        assertThat(agent.process().waitFor()).isEqualTo(143);
        assertThat(user.socket).doesNotExist();
    }

    private String at(String name) {
        return folder + "/" + name;
    }
}
