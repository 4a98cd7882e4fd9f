package org.bitauth.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.ssh.host.CloudConfig;
import org.bitauth.ssh.host.HostSetup;
import org.bitauth.ssh.host.InstanceFiles;
import org.bitauth.ssh.host.InstanceProfile;
import org.bitauth.ssh.host.SelfCertifiedInstance;
import org.bitauth.ssh.host.SetupChange;
import org.bitauth.ssh.host.SetupFile;
import org.bitauth.ssh.host.SetupRefusal;
import org.bitauth.ssh.host.SshdProgram;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth ssh host-setup}: what an instance needs so that its sshd takes the cloud's certificates. */
@Command(
        name = "host-setup",
        description = "Prints, writes or takes away what an instance needs so that its sshd takes the cloud's"
                + " certificates. sshd checks its lines before they are written, and is not reloaded.",
        footer = "Exit codes: 0 done, 1 refused and nothing changed, 2 wrong use, 3 the cloud is unreachable.")
final class HostSetupCommand implements Runnable {
    private enum Variant {
        config,
        authorized_keys;

        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    private static final class Form {
        @Option(names = "--print", description = "prints the files; the default")
        private boolean print;

        @Option(names = "--apply", description = "writes the files")
        private boolean apply;

        @Option(names = "--undo", description = "takes away what --apply wrote; needs no URL and no other option")
        private boolean undo;

        @Option(
                names = "--cloud-init",
                arity = "0..1",
                fallbackValue = "config",
                paramLabel = "FORM",
                description = "prints user data: config (the same files, by default) or authorized-keys (one line for"
                        + " the image's own user, no revocation list)")
        private Optional<Variant> cloudInit = Optional.empty();
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup
    private Form form = new Form();

    @Parameters(arity = "0..1", paramLabel = "URL", description = "the cloud, for example https://cloud.example/v3")
    private Optional<String> url = Optional.empty();

    @Option(names = "--instance", paramLabel = "NAME", description = "the instance, as certificates name it")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--login", paramLabel = "LOGIN=SIN", description = "who may log in as whom, once or more")
    private List<String> logins = List.of();

    @Option(names = "--root", paramLabel = "DIR", description = "where to write; / by default")
    private Path root = Path.of("/");

    @Option(names = "--secret", paramLabel = "FILE", description = "the instance's enrolment secret")
    private Optional<Path> secret = Optional.empty();

    @Option(names = "--no-krl-timer", description = "something else brings the revocation list")
    private boolean noKrlTimer;

    @Option(
            names = "--self",
            description = "for certificates that owners write by themselves (bitauth ssh cert --self): installs the"
                    + " program that sshd asks, built by cc, and its system user; nothing is fetched from the cloud")
    private boolean self;

    @Option(names = "--sshd", paramLabel = "FILE", description = "the program that checks; ${DEFAULT-VALUE} by default")
    private Path sshd = Path.of("/usr/sbin/sshd");

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (form.undo) {
            if (url.isPresent()
                    || instance.isPresent()
                    || !logins.isEmpty()
                    || secret.isPresent()
                    || noKrlTimer
                    || self) {
                throw wrongUse("--undo takes --root and nothing else");
            }
            undo(out);
        } else if (self) {
            selfCertified(out);
        } else if (form.apply) {
            apply(profile(), out);
        } else if (form.print || form.cloudInit.isEmpty()) {
            InstanceFiles files = new InstanceFiles(profile());
            print(files.files(), files.sshdLines(), out);
        } else {
            CloudConfig config = new CloudConfig(profile());
            out.print(form.cloudInit.get() == Variant.config ? config.files() : config.authorizedKeys());
        }
        out.flush();
    }

    private InstanceProfile profile() {
        if (url.isEmpty() || instance.isEmpty() || logins.isEmpty()) {
            throw wrongUse("URL, --instance and --login must be given");
        }
        SshFacts facts = SshFacts.fetch(CloudArgument.parse(url.get()));
        InstanceProfile.Builder profile =
                InstanceProfile.builder(CloudArgument.parse(url.get()), instance.get(), facts.userAuthorities());
        owners().forEach(profile::owners);
        // A cloud on a loopback address, without TLS, gives no instance a host certificate.
        if (secret.isPresent() || url.get().startsWith("https:")) {
            facts.zone().ifPresent(profile::zone);
        }
        facts.krlKey().ifPresent(profile::krlKey);
        secret.ifPresent(file ->
                profile.enrolmentSecret(KeyFile.readPrivate(file, "secret file").strip()));
        if (noKrlTimer) {
            profile.withoutKrlTimer();
        }
        return profile.build();
    }

    private Map<String, List<Sin>> owners() {
        Map<String, List<Sin>> owners = new TreeMap<>();
        for (String login : logins) {
            int equals = login.indexOf('=');
            if (equals < 0) {
                throw wrongUse("--login must be LOGIN=SIN");
            }
            owners.computeIfAbsent(login.substring(0, equals), any -> new ArrayList<>())
                    .add(new Sin(login.substring(equals + 1)));
        }
        return owners;
    }

    private void selfCertified(PrintWriter out) {
        if (url.isEmpty() || instance.isEmpty() || logins.isEmpty()) {
            throw wrongUse("URL, --instance and --login must be given");
        }
        if (secret.isPresent() || noKrlTimer || form.cloudInit.equals(Optional.of(Variant.authorized_keys))) {
            throw wrongUse("--self takes no --secret, --no-krl-timer or --cloud-init=authorized-keys");
        }
        var described = new SelfCertifiedInstance(CloudArgument.parse(url.get()), instance.get(), owners());
        if (form.apply) {
            try {
                List<SetupChange> changes = changes(setup().apply(described));
                show(changes, out);
                if (!changes.isEmpty() && isLive()) {
                    out.println("next: systemctl reload ssh");
                }
            } catch (IOException e) {
                throw unwritable(e);
            }
        } else if (form.cloudInit.isPresent()) {
            out.print(CloudConfig.selfCertified(described));
        } else {
            print(described.files(), described.sshdLines(), out);
        }
    }

    private void apply(InstanceProfile profile, PrintWriter out) {
        try {
            List<SetupChange> changes = changes(setup().apply(profile));
            show(changes, out);
            if (!changes.isEmpty()) {
                List<String> next = new ArrayList<>();
                String timers = String.join(" ", new InstanceFiles(profile).timers());
                if (!timers.isEmpty()) {
                    next.add(isLive() ? "systemctl daemon-reload" : "");
                    next.add(
                            isLive()
                                    ? "systemctl enable --now " + timers
                                    : "systemctl --root=" + root.toAbsolutePath() + " enable " + timers);
                }
                next.add(isLive() ? "systemctl reload ssh" : "");
                next.stream().filter(line -> !line.isEmpty()).forEach(line -> out.println("next: " + line));
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void undo(PrintWriter out) {
        try {
            List<SetupChange> changes = changes(setup().undo());
            show(changes, out);
            if (isLive() && changes.stream().anyMatch(change -> change.action() != SetupChange.Action.KEPT)) {
                out.println("next: systemctl daemon-reload");
                out.println("next: systemctl reload ssh");
            }
            if (isLive() && changes.stream().anyMatch(change -> change.action() == SetupChange.Action.KEPT)) {
                out.println("next: bitauth ssh host-setup --undo, once more, for what the running sshd still reads");
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private HostSetup setup() throws IOException {
        return new HostSetup(root, SshdProgram.of(sshd));
    }

    private boolean isLive() throws IOException {
        return root.toRealPath().getParent() == null;
    }

    private static List<SetupChange> changes(Outcome<List<SetupChange>, SetupRefusal> outcome) {
        return outcome.orElseThrow(
                no -> new CommandFailure(CommandFailure.REFUSED, "refused, nothing was changed: " + no.detail()));
    }

    private static void show(List<SetupChange> changes, PrintWriter out) {
        for (SetupChange change : changes) {
            out.println(change.action().name().toLowerCase(Locale.ROOT) + " " + change.path());
        }
        if (changes.isEmpty()) {
            out.println("nothing to change");
        }
    }

    private static void print(List<SetupFile> files, List<String> sshdLines, PrintWriter out) {
        for (SetupFile file : files) {
            out.print("=== " + file.path() + " " + file.octalMode() + "\n");
            out.print(file.isSecret() ? "(the secret, which is not shown)\n" : file.content());
        }
        out.print("=== sshd_config\n" + String.join("\n", sshdLines) + "\n");
    }

    private static CommandFailure wrongUse(String message) {
        return new CommandFailure(CommandFailure.WRONG_USE, message);
    }

    private CommandFailure unwritable(IOException e) {
        return wrongUse("files below " + root + " cannot be written, nothing was changed: "
                + e.getClass().getSimpleName() + " " + e.getMessage());
    }
}
