package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitauth.SecretAccess;
import org.bitauth.Sin;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.lab.OpenSshServer;

/**
 * A user with a Bitcoin key, a cloud that lets him in, the block of {@code bitauth ssh config} in a configuration of his
 * own, and instances on real sshds. Every start of the command by ssh leaves a line in {@link #calls}.
 */
final class SshUser implements AutoCloseable {
    static final String LOGIN = OpenSshServer.currentUser();

    final Path folder;
    final Path key;
    final Sin sin;
    final Launcher launcher;
    final ZoneCloud cloud;
    final Path zone;
    final Path config;
    private final Path programs;

    SshUser(Path folder) throws Exception {
        this.folder = folder;
        key = folder.resolve("key");
        sin = DemoServer.newKey(key);
        launcher = new Launcher(folder);
        cloud = new ZoneCloud(Set.of(sin));
        zone = folder.resolve("zone");
        config = folder.resolve("ssh_config");
        programs = Files.createDirectory(folder.resolve("programs"));
        Path fresh =
                Files.copy(Launcher.COMMAND.resolveSibling("bitauth-ssh-fresh"), programs.resolve("bitauth-ssh-fresh"));
        String script = "#!/bin/sh\necho \"$*\" >>'" + calls() + "'\nexec '" + Launcher.COMMAND + "' \"$@\"\n";
        Path command = Files.writeString(programs.resolve("bitauth"), script);
        assertThat(fresh.toFile().setExecutable(true)).isTrue();
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    /** Writes the block. */
    void configure() throws IOException {
        CommandRun run =
                CommandRun.of("ssh", "config", cloud.url(), "--zone", ZoneCloud.ZONE, "--folder", zone, "--key", key);
        assertThat(run.exitCode()).as(run.err()).isZero();
        Files.writeString(config, run.out().replace(Launcher.COMMAND.getParent() + "/", programs + "/"));
    }

    /** An instance whose host key the cloud has signed, reachable by its name in the zone. */
    OpenSshServer instance(String name) throws IOException {
        return instanceOf(name, sin);
    }

    /** Likewise, but it lets another one in. */
    OpenSshServer instanceOf(String name, Sin owner) throws IOException {
        Path hostKey = folder.resolve(name + "_host_key");
        certify(hostKey, name);
        return certified(name, owner, hostKey);
    }

    /** Likewise, but its host key was signed with any key, for any names and time. */
    OpenSshServer signedBy(SshKeyPair authority, String name, String... options) throws IOException {
        Path hostKey = folder.resolve(name + "_host_key");
        keygen("-q", "-t", "ed25519", "-N", "", "-C", "", "-f", hostKey.toString());
        sign(authority, hostKey, "-h", options);
        return certified(name, sin, hostKey);
    }

    /** Signs a key with ssh-keygen, as none of our CAs does it. */
    void sign(SshKeyPair authority, Path key, String kind, String... options) throws IOException {
        Path secret = Files.createTempDirectory(folder, "ca").resolve("ca");
        KeyFile.writeNewPrivate(secret, authority.privateKeyFile(SecretAccess.EXPORT));
        List<String> arguments = new ArrayList<>(List.of("-q", kind, "-s", secret.toString(), "-I", "test"));
        arguments.addAll(List.of(options));
        arguments.add(key + ".pub");
        keygen(arguments.stream().filter(word -> !word.isEmpty()).toArray(String[]::new));
    }

    private OpenSshServer certified(String name, Sin owner, Path hostKey) throws IOException {
        return start(
                name,
                owner,
                List.of(
                        "Subsystem sftp internal-sftp",
                        "HostKey " + hostKey,
                        "HostCertificate " + hostKey + "-cert.pub"));
    }

    /** An instance whose host key nobody has signed. */
    OpenSshServer uncertified(String name) throws IOException {
        return start(name, sin, List.of());
    }

    private OpenSshServer start(String name, Sin owner, List<String> furtherConfig) throws IOException {
        OpenSshServer server =
                OpenSshServer.start(cloud.userAuthority(), name, Map.of(LOGIN, List.of(owner)), furtherConfig);
        reach(name, server);
        return server;
    }

    /** Gives a host of the zone an address, as a user without DNS does it. */
    void reach(String name, OpenSshServer server) throws IOException {
        String host = name + "." + ZoneCloud.ZONE;
        String lines = String.join(
                "\n    ", "Host " + host, "HostName 127.0.0.1", "Port " + server.port(), "HostKeyAlias " + host);
        Files.writeString(config, Files.readString(config) + lines + "\n");
    }

    private void certify(Path hostKey, String name) throws IOException {
        SshKeyPair pair = SshKeyPair.generate();
        KeyFile.writeNewPrivate(hostKey, pair.privateKeyFile(SecretAccess.EXPORT));
        String line = cloud.certify(name, pair.publicKey()).line();
        Files.writeString(hostKey.resolveSibling(hostKey.getFileName() + "-cert.pub"), line + "\n");
    }

    static void keygen(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "ssh-keygen";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Programs.Result result = Programs.run(Map.of(), command);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    static String host(String instance) {
        return LOGIN + "@" + instance + "." + ZoneCloud.ZONE;
    }

    /** Runs a line of a shell in which {@code ssh} reads this user's configuration and asks nothing. */
    Ended shell(Map<String, String> environment, String line) throws IOException, InterruptedException {
        return launcher.shell(
                environment, line.replace("$ssh", "ssh -F '" + config + "'").replace("$F", "-F '" + config + "'"));
    }

    Ended ssh(String instance, String command) throws IOException, InterruptedException {
        return shell(Map.of(), "$ssh " + host(instance) + " '" + command + "'");
    }

    /** Likewise on a terminal, where ssh asks what it wants to know. */
    Ended sshOnATerminal(String instance, String command) throws IOException, InterruptedException {
        return shell(Map.of(), "timeout 60 script -qec \"$ssh " + host(instance) + " '" + command + "'\" /dev/null");
    }

    /** Where ssh looks for the certificate of an instance. */
    Path certificate(String instance) {
        return zone.resolve("certificates").resolve(host(instance));
    }

    Path calls() {
        return folder.resolve("calls");
    }

    /** How often ssh made the command start. */
    int starts() throws IOException {
        return Files.exists(calls()) ? Files.readAllLines(calls()).size() : 0;
    }

    @Override
    public void close() {
        launcher.close();
        cloud.close();
    }
}
