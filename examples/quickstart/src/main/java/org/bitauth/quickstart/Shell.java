package org.bitauth.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bitauth.Sin;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.lab.OpenSshServer;

/** An SSH server that stands for an instance, and a client for it. */
interface Shell extends AutoCloseable {
    /** What a command over SSH ended with; a code other than 0 where the login was refused. */
    record Result(int exitCode, String output) {}

    /** Starts an instance that trusts a CA, belongs to an owner, and lets in nobody whom a list of the revoked names. */
    @FunctionalInterface
    interface Starter {
        Shell start(SshPublicKey userCa, String instance, Sin owner, Path revoked) throws IOException;
    }

    /** Which server and client these are. */
    String name();

    /** The login that the server's owner has. */
    String login();

    /** Runs a command over SSH with a key file and the certificate beside it. */
    Result run(Path privateKey, String login, String command) throws Exception;

    @Override
    void close() throws IOException;

    /** The real OpenSSH if it is installed, else a server within this process. */
    static Shell start(SshPublicKey userCa, String instance, Sin owner, Path revoked) throws IOException {
        return OpenSshServer.isInstalled()
                ? new OpenSshShell(userCa, instance, List.of(owner), revoked)
                : new MinaShell(userCa, instance, owner, revoked);
    }
}
