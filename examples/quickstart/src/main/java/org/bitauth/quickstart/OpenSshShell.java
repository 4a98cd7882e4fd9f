package org.bitauth.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bitauth.Sin;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.lab.OpenSshServer;

/** An unmodified sshd on a loopback port as the current user, and the stock ssh. */
final class OpenSshShell implements Shell {
    private final OpenSshServer server;

    OpenSshShell(SshPublicKey userCa, String instance, List<Sin> owners, Path revoked) throws IOException {
        server = OpenSshServer.start(
                userCa, instance, Map.of(OpenSshServer.currentUser(), owners), List.of("RevokedKeys " + revoked));
    }

    @Override
    public String name() {
        return "OpenSSH sshd and ssh";
    }

    @Override
    public String login() {
        return server.login();
    }

    @Override
    public Result run(Path privateKey, String login, String command) throws Exception {
        Process ssh = new ProcessBuilder(server.sshCommand(privateKey, login, command))
                .redirectErrorStream(true)
                .start();
        ssh.getOutputStream().close();
        String output = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!ssh.waitFor(30, TimeUnit.SECONDS)) {
            ssh.destroyForcibly();
            throw new IOException("ssh did not end");
        }
        return new Result(ssh.exitValue(), output.strip());
    }

    @Override
    public void close() {
        server.close();
    }
}
