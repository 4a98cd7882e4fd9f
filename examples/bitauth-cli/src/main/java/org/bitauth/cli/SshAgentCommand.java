package org.bitauth.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.bitauth.BitauthKey;
import org.bitauth.cli.agent.AgentUnit;
import org.bitauth.cli.agent.AskpassProgram;
import org.bitauth.cli.agent.BackgroundAgent;
import org.bitauth.ssh.DerivedKey;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.agent.AgentIdentity;
import org.bitauth.ssh.agent.AgentListener;
import org.bitauth.ssh.agent.AgentSocket;
import org.bitauth.ssh.agent.BitauthAgent;
import org.bitauth.ssh.agent.BitauthAgentBuilder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh agent}: an ssh-agent with the derived key and certificates of several clouds. */
@Command(
        name = "agent",
        description = "Runs an ssh-agent that holds the SSH key derived from your key, and keeps certificates of clouds"
                + " fresh. It prints where it listens, as ssh-agent does, and stays in the foreground.")
final class SshAgentCommand implements Runnable {
    private static final Duration TO_CONFIRM = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--context",
            paramLabel = "TEXT",
            defaultValue = "default",
            description = "which key is derived: '${DEFAULT-VALUE}' by default")
    private String context = "";

    @Option(
            names = "--index",
            paramLabel = "N",
            defaultValue = "0",
            description = "which one of its context: 0 by default")
    private int index;

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            description = "where to listen; $XDG_RUNTIME_DIR/bitauth/agent.sock, or in the state folder, by default")
    private Optional<Path> socket = Optional.empty();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<AgentCloud> clouds = new ArrayList<>();

    @Option(names = "--no-plain-key", description = "offers certificates only")
    private boolean certificatesOnly;

    @Option(
            names = "--plain-key-hosts",
            paramLabel = "FILE",
            description = "uses the key as it is for these hosts only; then it signs no files")
    private Optional<Path> keyHosts = Optional.empty();

    @Option(names = "--confirm", description = "asks by $SSH_ASKPASS before each signature")
    private boolean confirm;

    @Option(
            names = "--bind-optional",
            description = "lets clients in that do not bind their connection, such as JSch; files are not signed then")
    private boolean bindOptional;

    @Option(
            names = "--sshsig-namespace",
            paramLabel = "NAME",
            description = "what files may be signed for; 'git' by default, '' for nothing")
    private List<String> namespaces = List.of("git");

    @Option(
            names = "--print-env",
            description = "starts the agent in the background unless one listens there, prints where, and ends")
    private boolean printEnv;

    @Option(names = "--systemd", description = "prints a systemd unit of the user, with the other options in it")
    private boolean systemd;

    @Option(names = "--quiet", description = "does not say on standard error what it signs, refuses and renews")
    private boolean quiet;

    @Override
    public void run() {
        Path at = socket.orElseGet(SshAgentCommand::defaultSocket)
                .toAbsolutePath()
                .normalize();
        if (systemd) {
            out().print(AgentUnit.text(unitCommand()));
            out().flush();
            return;
        }
        try {
            if (printEnv) {
                printEnvironment(at);
            } else {
                serve(agent(), at);
            }
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, String.valueOf(e.getMessage()));
        }
    }

    private BitauthAgent agent() {
        BitauthKey signer = KeyFile.read(KeyFile.orDefault(key));
        SshKeyPair pair = derived(signer);
        List<AgentIdentity> identities = new ArrayList<>();
        clouds.forEach(cloud -> identities.add(cloud.identity(signer, pair)));
        if (!certificatesOnly) {
            identities.add(AgentCloud.limited(AgentIdentity.ofKey(pair, "bitauth " + context), keyHosts));
        }
        BitauthAgentBuilder builder = BitauthAgent.builder(identities)
                .namespaces(namespaces.stream().filter(name -> !name.isEmpty()).toList())
                .listener(
                        quiet
                                ? AgentListener.none()
                                : listener(spec.commandLine().getErr()));
        if (bindOptional) {
            builder.bindOptional();
        }
        if (confirm) {
            builder.confirmation(new AskpassProgram(askpass(), TO_CONFIRM));
        }
        return builder.build();
    }

    private SshKeyPair derived(BitauthKey signer) {
        try {
            return DerivedKey.derive(signer, context, index);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, String.valueOf(e.getMessage()));
        }
    }

    private static AgentListener listener(PrintWriter err) {
        return event -> {
            String kind = event.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            err.println("bitauth: " + (kind + " " + event.detail()).strip());
            err.flush();
        };
    }

    private void serve(BitauthAgent agent, Path at) throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (AgentSocket listening = agent.listen(at)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(listening)));
            printSocket(listening.path());
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AgentSocket listening) {
        try {
            listening.close();
        } catch (IOException e) {
            return; // the process ends anyway
        }
    }

    private void printEnvironment(Path at) throws IOException {
        if (BackgroundAgent.listensAt(at)) {
            printSocket(at);
            return;
        }
        agent(); // says what is wrong with the options
        List<String> command = new ArrayList<>(BackgroundAgent.sameCommand(List.of("--print-env"))
                .orElseThrow(() -> new IOException("this system does not tell how the command was started")));
        command.add("--quiet");
        long pid = BackgroundAgent.start(command, at);
        printSocket(at);
        out().println("SSH_AGENT_PID=" + pid + "; export SSH_AGENT_PID;");
        out().flush();
    }

    private void printSocket(Path at) {
        out().println("SSH_AUTH_SOCK='" + at.toString().replace("'", "'\\''") + "'; export SSH_AUTH_SOCK;");
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Path askpass() {
        return Optional.ofNullable(System.getenv("SSH_ASKPASS"))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .orElseThrow(() ->
                        new CommandFailure(CommandFailure.WRONG_USE, "SSH_ASKPASS must name a program, for --confirm"));
    }

    private static Path defaultSocket() {
        String runtime = System.getenv().getOrDefault("XDG_RUNTIME_DIR", "");
        Path folder = runtime.isEmpty()
                ? EmbeddedDefault.state().resolve("agent")
                : Path.of(runtime).resolve("bitauth");
        return folder.resolve("agent.sock");
    }

    /** The command as it was written, with the launcher in place of whatever started this JVM. */
    private List<String> unitCommand() {
        List<String> words = new ArrayList<>(List.of(launcher().toString()));
        spec.root().commandLine().getParseResult().originalArgs().stream()
                .filter(word -> !word.equals("--systemd"))
                .forEach(words::add);
        if (key.isEmpty()) { // systemd has another environment
            words.add("--key=" + KeyFile.orDefault(key).toAbsolutePath().normalize());
        }
        return words;
    }

    private static Path launcher() {
        try {
            Path here = Path.of(BitauthCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return here.resolveSibling("bitauth").toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "bitauth must be installed beside the command");
        }
    }
}
