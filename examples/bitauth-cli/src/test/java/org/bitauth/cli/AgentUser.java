package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.cli.Launcher.Running;
import org.bitauth.ssh.DerivedKey;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.lab.OpenSshServer;

/** A user whose ssh has no key of its own and no block of ours: all that it logs in with is in the agent. */
final class AgentUser implements AutoCloseable {
    final SshUser user;
    final Path socket;
    final Map<String, String> environment = new HashMap<>();
    private final List<Running> agents = new ArrayList<>();

    AgentUser(Path folder) throws Exception {
        user = new SshUser(folder);
        socket = folder.resolve("run/agent.sock");
        environment.put("SSH_AUTH_SOCK", socket.toString());
        Path known = Files.writeString(
                folder.resolve("known_hosts"),
                "@cert-authority *." + ZoneCloud.ZONE + " "
                        + user.cloud.hostAuthority().line() + "\n");
        Files.writeString(
                user.config,
                String.join(
                        "\n",
                        "IdentityFile none",
                        "BatchMode yes",
                        "UserKnownHostsFile " + known,
                        "GlobalKnownHostsFile /dev/null",
                        "StrictHostKeyChecking yes",
                        "UpdateHostKeys no",
                        ""));
    }

    /** Starts the agent as it is packaged; it keeps a certificate for each instance. */
    Running agent(List<String> instances, String... options) throws IOException, InterruptedException {
        List<Object> words = new ArrayList<>(List.of("ssh", "agent", "--key", user.key, "--socket", socket));
        for (String instance : instances) {
            words.addAll(List.of("--cloud", user.cloud.url(), "--login", SshUser.LOGIN, "--instance", instance));
        }
        words.addAll(List.of(options));
        Running agent = user.launcher.start(environment, words.toArray());
        agents.add(agent);
        agent.awaitLine(agent.out(), "SSH_AUTH_SOCK='" + socket + "'");
        return agent;
    }

    /** The derived key that the agent has. */
    SshPublicKey key() {
        return DerivedKey.derive(KeyFile.read(user.key), "default", 0).publicKey();
    }

    /** A server that lets the key in as it is, by the name of its port. */
    OpenSshServer plainServer(String host) throws IOException {
        OpenSshServer server = OpenSshServer.startWithKeys(key());
        Path known = Path.of(user.folder + "/known_hosts");
        String line = Files.readString(server.knownHosts()).replaceFirst("\\S+", host);
        Files.writeString(known, Files.readString(known) + line);
        String lines = String.join(
                "\n    ", "Host " + host, "HostName 127.0.0.1", "Port " + server.port(), "HostKeyAlias " + host);
        Files.writeString(user.config, Files.readString(user.config) + lines + "\n");
        return server;
    }

    /** A line of a shell whose programs find the agent. */
    Ended shell(String line) throws IOException, InterruptedException {
        return user.shell(environment, line);
    }

    String succeeds(String line) throws IOException, InterruptedException {
        Ended ended = shell(line);
        assertThat(ended.exitCode()).as(ended.err() + said()).isZero();
        return ended.out();
    }

    String fails(String line) throws IOException, InterruptedException {
        Ended ended = shell(line);
        assertThat(ended.exitCode()).as(ended.out() + said()).isNotZero();
        return ended.err();
    }

    /** What the agents said. */
    String said() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Running agent : agents) {
            all.append(Files.readString(agent.err()));
        }
        return all.toString();
    }

    @Override
    public void close() {
        user.close();
    }
}
