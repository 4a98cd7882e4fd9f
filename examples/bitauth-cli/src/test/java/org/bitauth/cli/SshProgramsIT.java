package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that people use over ssh, each for the first time, beside an agent that holds other keys. */
@SuppressWarnings("NullAway.Init")
class SshProgramsIT {
    private static final int MORE_THAN_SSHD_LETS_TRY = 7;

    @TempDir
    private Path folder;

    private SshUser user;
    private OpenSshServer instance;
    private String host;

    @BeforeEach
    void configure() throws Exception {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen", "sh");
        user = new SshUser(folder);
        user.configure();
        instance = user.instance("web-1");
        host = SshUser.host("web-1");
        Files.writeString(folder.resolve("here"), "42\n");
    }

    @AfterEach
    void stop() {
        user.close();
        instance.close();
    }

    @Test
    void scpCopiesBothWays() throws Exception {
        Peers.requirePrograms("scp");
        succeeds("scp -q $F '" + at("here") + "' '" + host + ":" + at("there") + "'");
        succeeds("scp -q $F '" + host + ":" + at("there") + "' '" + at("back") + "'");

        assertThat(folder.resolve("back")).hasContent("42");
        assertThat(user.starts()).isOne();
    }

    @Test
    void sftpCopiesBothWays() throws Exception {
        Peers.requirePrograms("sftp");
        String batch = "put \"" + at("here") + "\" \"" + at("there") + "\"\nget \"" + at("there") + "\" \"" + at("back")
                + "\"\n";
        Files.writeString(folder.resolve("batch"), batch);

        succeeds("sftp -q $F -b '" + at("batch") + "' " + host);

        assertThat(folder.resolve("back")).hasContent("42");
    }

    @Test
    void rsyncCopiesBothWays() throws Exception {
        Peers.requirePrograms("rsync");
        Files.createDirectory(folder.resolve("tree"));
        Files.move(folder.resolve("here"), folder.resolve("tree/here"));

        succeeds("rsync -a -e \"$ssh\" '" + at("tree/") + "' '" + host + ":" + at("there/") + "'");
        succeeds("rsync -a -e \"$ssh\" '" + host + ":" + at("there/") + "' '" + at("back/") + "'");

        assertThat(folder.resolve("back/here")).hasContent("42");
        assertThat(user.starts()).isOne();
    }

    @Test
    void gitClonesAndPushes() throws Exception {
        Peers.requirePrograms("git");
        String remote = "'ssh://" + host + at("bare") + "'";
        String git = "git -c user.name=a -c user.email=a@example.org -C '" + at("tree") + "' ";
        succeeds("git init -q --bare -b main '" + at("bare") + "' && git init -q '" + at("tree") + "' && " + git
                + "commit -q --allow-empty -m first");

        String ssh = "export GIT_SSH_COMMAND=\"$ssh\"; ";
        succeeds(ssh + git + "push -q " + remote + " HEAD:refs/heads/main");
        succeeds(ssh + "git clone -q " + remote + " '" + at("clone") + "'");

        Ended log = user.shell(Map.of(), "git -C '" + at("clone") + "' log --format=%s");
        assertThat(log.out()).isEqualTo("first\n");
        assertThat(user.starts()).isOne();
    }

    @Test
    void anAgentWithManyKeysOffersNoneOfThem() throws Exception {
        Peers.requirePrograms("ssh-agent", "ssh-add");
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.log").toFile())
                .start();
        try {
            fill(socket);

            Ended login = user.shell(Map.of("SSH_AUTH_SOCK", socket.toString()), "$ssh " + host + " 'echo in'");

            assertThat(login.out()).as(login.err() + instance.log()).isEqualTo("in\n");
            assertThat(login.err()).isEmpty();
            assertThat(instance.awaitLog("Accepted publickey"))
                    .contains("Accepted publickey")
                    .doesNotContain("Failed");
        } finally {
            agent.destroy();
            agent.onExit().join();
        }
    }

    private void fill(Path socket) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of("SSH_AUTH_SOCK", socket.toString());
        while (Programs.run(environment, "ssh-add", "-l").exitCode() == 2) { // cannot be reached yet
            assertThat(folder.resolve("agent.log")).content().doesNotContain("rror");
        }
        List<String> keys = IntStream.range(0, MORE_THAN_SSHD_LETS_TRY)
                .mapToObj(number -> at("other" + number))
                .toList();
        for (String key : keys) {
            SshUser.keygen("-q", "-t", "ed25519", "-N", "", "-f", key);
            assertThat(Programs.run(environment, "ssh-add", "-q", key).exitCode())
                    .isZero();
        }
        assertThat(Programs.run(environment, "ssh-add", "-l").output()).hasLineCount(MORE_THAN_SSHD_LETS_TRY);
    }

    private void succeeds(String line) throws IOException, InterruptedException {
        Ended ended = user.shell(Map.of(), line);
        assertThat(ended.exitCode()).as(ended.err() + instance.log()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    private String at(String name) {
        return folder + "/" + name;
    }
}
