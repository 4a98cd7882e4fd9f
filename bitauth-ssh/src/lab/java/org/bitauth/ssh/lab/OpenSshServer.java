package org.bitauth.ssh.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.bitauth.Sin;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.host.InstanceSetup;

/**
 * An unmodified OpenSSH sshd on a free loopback port, run in the foreground by the current user, who is also the only
 * one that can log in. It trusts a user CA and principals files as {@link InstanceSetup} writes them, or plain keys, and
 * nothing else: no passwords. All its files are in one temporary folder.
 *
 * <p>Since version 9.8 sshd stops listening to an address after some refused logins (PerSourcePenalties): start one
 * server for each handful of them.
 */
public final class OpenSshServer implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";
    private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");
    private static final Duration START_LIMIT = Duration.ofSeconds(15);
    private static final Duration LOG_LIMIT = Duration.ofSeconds(5);
    private static final int PORTS_TO_TRY = 3;

    private final Path folder;
    private final int port;
    private final Process process;

    private OpenSshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * Tells whether sshd, ssh and ssh-keygen are on this machine.
     *
     * @return true if {@link #start} can be expected to work
     */
    public static boolean isInstalled() {
        return Stream.of("sshd", "ssh", "ssh-keygen")
                .allMatch(program -> OpenSshPrograms.find(program).isPresent());
    }

    /**
     * Starts a server, and returns when it answers.
     *
     * @param userCa the only CA that it trusts
     * @param instance the instance that it stands for
     * @param ownersByLogin who may log in, for each login
     * @return the server
     * @throws IOException if sshd is missing or ends early; the message quotes its log
     */
    public static OpenSshServer start(SshPublicKey userCa, String instance, Map<String, List<Sin>> ownersByLogin)
            throws IOException {
        return start(userCa, instance, ownersByLogin, List.of());
    }

    /**
     * Starts a server, and returns when it answers.
     *
     * @param userCa the only CA that it trusts
     * @param instance the instance that it stands for
     * @param ownersByLogin who may log in, for each login
     * @param furtherConfig lines that end {@code sshd_config}
     * @return the server
     * @throws IOException if sshd is missing or ends early; the message quotes its log
     */
    public static OpenSshServer start(
            SshPublicKey userCa, String instance, Map<String, List<Sin>> ownersByLogin, List<String> furtherConfig)
            throws IOException {
        return start(folder -> {
            Path ca = Files.writeString(folder.resolve("user_ca.pub"), InstanceSetup.caFile(userCa));
            Path principals = Files.createDirectory(folder.resolve("principals"));
            for (Map.Entry<String, List<Sin>> login : ownersByLogin.entrySet()) {
                String text = InstanceSetup.principalsFile(instance, login.getKey(), login.getValue());
                Files.writeString(principals.resolve(login.getKey()), text);
            }
            List<String> config = new ArrayList<>(List.of("AuthorizedKeysFile none"));
            config.addAll(InstanceSetup.sshdConfig(ca.toString(), principals.toString()));
            config.addAll(furtherConfig);
            return config;
        });
    }

    /**
     * Starts a server that knows no CA and lets plain keys in, and returns when it answers: what certificates are
     * compared with.
     *
     * @param authorizedKeys who may log in
     * @return the server
     * @throws IOException if sshd is missing or ends early; the message quotes its log
     */
    public static OpenSshServer startWithKeys(SshPublicKey... authorizedKeys) throws IOException {
        return start(folder -> {
            List<String> lines =
                    Stream.of(authorizedKeys).map(SshPublicKey::line).toList();
            return List.of("AuthorizedKeysFile " + Files.write(folder.resolve("authorized_keys"), lines));
        });
    }

    /**
     * Starts a server that lets in whom these lines say, and returns when it answers.
     *
     * @param config lines that end {@code sshd_config}; without one of them nobody comes in
     * @return the server
     * @throws IOException if sshd is missing or ends early; the message quotes its log
     */
    public static OpenSshServer startWith(List<String> config) throws IOException {
        return start(folder -> {
            List<String> lines = new ArrayList<>(List.of("AuthorizedKeysFile none"));
            lines.addAll(config);
            return lines;
        });
    }

    /** Writes the files of a server, and says which lines of {@code sshd_config} name them. */
    private interface Preparation {
        List<String> in(Path folder) throws IOException;
    }

    private static OpenSshServer start(Preparation preparation) throws IOException {
        Path folder = Files.createTempDirectory("bitauth-sshd");
        try {
            allowPrivilegeSeparation(folder);
            OpenSshPrograms.generateKey(folder.resolve("host_key"));
            return startOnFreePort(folder, preparation.in(folder));
        } catch (IOException | RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    /**
     * The port that it listens on.
     *
     * @return a port of 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * The process that listens, which reads its configuration anew when it gets SIGHUP.
     *
     * @return its id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * The system user that this process runs as, and the only one that a server can let in.
     *
     * @return the user's name
     */
    public static String currentUser() {
        return System.getProperty("user.name");
    }

    /**
     * The login that this server can let in.
     *
     * @return {@link #currentUser}
     */
    public String login() {
        return currentUser();
    }

    /**
     * The host key as clients need it.
     *
     * @return a file for ssh's {@code UserKnownHostsFile}
     */
    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /**
     * The server's configuration.
     *
     * @return the file that it was started with
     */
    public Path config() {
        return folder.resolve("sshd_config");
    }

    /**
     * The server's host key.
     *
     * @return the private key's file; the public one is beside it
     */
    public Path hostKey() {
        return folder.resolve("host_key");
    }

    /**
     * A command that runs a command on this server, or fails without asking anything. It reads no configuration of the
     * user, asks no agent, and knows this server's host key.
     *
     * @param privateKey the key file; its certificate is expected beside it, the name ending in {@code -cert.pub}
     * @param login the login
     * @param command what the login's shell is to run
     * @return program and arguments
     * @throws IOException if ssh is missing
     */
    public List<String> sshCommand(Path privateKey, String login, String command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                OpenSshPrograms.path("ssh"), "-F", "none", "-p", Integer.toString(port), "-i", "" + privateKey));
        for (String option : List.of(
                "BatchMode=yes",
                "ConnectTimeout=10",
                "IdentitiesOnly=yes",
                "IdentityAgent=none",
                "CertificateFile=" + privateKey + "-cert.pub",
                "GlobalKnownHostsFile=/dev/null",
                "UserKnownHostsFile=" + knownHosts(),
                "StrictHostKeyChecking=yes")) {
            line.addAll(List.of("-o", option));
        }
        line.addAll(List.of(login + "@" + ADDRESS, command));
        return List.copyOf(line);
    }

    /**
     * What sshd has said until now, at the level VERBOSE.
     *
     * @return lines as sshd writes them
     * @throws UncheckedIOException if the file cannot be read, as after {@link #close}
     */
    public String log() {
        try {
            return OpenSshPrograms.read(logFile(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until sshd has said something, since its processes write their lines when they come to it.
     *
     * @param text what it should say
     * @return the log, without the text if sshd has not said it for 5 seconds
     */
    public String awaitLog(String text) {
        long end = System.nanoTime() + LOG_LIMIT.toNanos();
        String log = log();
        while (!log.contains(text) && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(2_000_000);
            log = log();
        }
        return log;
    }

    /** Ends sshd and its sessions, and deletes the folder. */
    @Override
    public void close() {
        end(process);
        delete(folder);
    }

    private static OpenSshServer startOnFreePort(Path folder, List<String> furtherConfig) throws IOException {
        for (int tried = 1; ; tried++) {
            int port = freePort();
            Path config = folder.resolve("sshd_config");
            Files.write(config, config(folder, port, furtherConfig));
            String hostKey = OpenSshPrograms.read(folder.resolve("host_key.pub"));
            Files.writeString(folder.resolve("known_hosts"), "[" + ADDRESS + "]:" + port + " " + hostKey);
            Process process = OpenSshPrograms.start(
                    logFile(folder), List.of(OpenSshPrograms.path("sshd"), "-D", "-e", "-f", config.toString()));
            try {
                awaitBanner(folder, port, process);
                return new OpenSshServer(folder, port, process);
            } catch (BindException e) {
                end(process);
                if (tried == PORTS_TO_TRY) {
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                end(process);
                throw e;
            }
        }
    }

    private static List<String> config(Path folder, int port, List<String> furtherConfig) {
        List<String> lines = new ArrayList<>(List.of(
                "ListenAddress " + ADDRESS + ":" + port,
                "HostKey " + folder.resolve("host_key"),
                "PidFile none",
                "LogLevel VERBOSE",
                "StrictModes no", // temporary folders lie below one that everybody may write to
                "UsePAM no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PrintMotd no"));
        lines.addAll(furtherConfig);
        return lines;
    }

    /** Returns when this sshd, and not another process on its port, sends its banner. */
    private static void awaitBanner(Path folder, int port, Process process) throws IOException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!OpenSshPrograms.read(logFile(folder)).contains("Server listening on " + ADDRESS + " port " + port)
                || !sendsBanner(port)) {
            try {
                if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                    String log = OpenSshPrograms.read(logFile(folder));
                    throw log.contains("Address already in use")
                            ? new BindException("sshd found no free port: " + log)
                            : new IOException("sshd ended early: " + log);
                }
            } catch (InterruptedException e) {
                throw OpenSshPrograms.interrupted();
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException(
                        "sshd must answer within " + START_LIMIT + ": " + OpenSshPrograms.read(logFile(folder)));
            }
        }
    }

    private static boolean sendsBanner(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) START_LIMIT.toMillis());
            socket.connect(new InetSocketAddress(address(), port), (int) START_LIMIT.toMillis());
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String banner = reader.readLine();
            return banner != null && banner.startsWith("SSH-");
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, address())) {
            return socket.getLocalPort();
        }
    }

    private static InetAddress address() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    /** As root, sshd wants an empty folder that packages make when they start the system's own. */
    private static void allowPrivilegeSeparation(Path ours) throws IOException {
        if (Files.getAttribute(ours, "unix:uid").equals(0) && Files.notExists(PRIVILEGE_SEPARATION)) {
            Files.createDirectories(PRIVILEGE_SEPARATION);
            Files.setPosixFilePermissions(PRIVILEGE_SEPARATION, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static Path logFile(Path folder) {
        return folder.resolve("sshd.log");
    }

    private static void end(Process process) {
        List<ProcessHandle> sessions = process.descendants().toList();
        process.destroyForcibly();
        sessions.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
