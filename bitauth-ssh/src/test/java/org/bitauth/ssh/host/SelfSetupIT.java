package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.self.AuthorizedKeysProgram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up for certificates of owners' own below a root, judged by the machine's own sshd, useradd and compiler. */
@SuppressWarnings("NullAway.Init")
class SelfSetupIT {
    private static final URI CLOUD = URI.create("https://cloud.example/v3");
    private static final String OWN = "/etc/ssh/sshd_config.d/10-bitauth.conf";

    @TempDir
    private Path temporary;

    private InstanceRoot root;

    @BeforeEach
    void start() throws IOException {
        Peers.requirePrograms("sshd", "cc", "useradd");
        Peers.requireFiles("/usr/include/openssl/evp.h");
        if (!System.getProperty("user.name").equals("root")) {
            throw Peers.missing("root, who alone makes system users");
        }
        root = new InstanceRoot(temporary, InstanceRoot.DEBIAN);
        root.write("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
        root.write("/etc/group", "root:x:0:\n");
    }

    @Test
    void writesProgramFilesAccountAndLines() throws IOException {
        assertThat(applied(alice()))
                .containsExactly(
                        "wrote /etc/bitauth/cloud",
                        "wrote /etc/bitauth/instance",
                        "wrote /etc/bitauth/owners",
                        "wrote /usr/local/sbin/bitauth-authorized-keys",
                        "wrote /etc/ssh/bitauth_setup",
                        "wrote " + OWN);
        assertThat(root.read("/etc/bitauth/cloud")).isEqualTo("https://cloud.example/v3\n");
        assertThat(root.read("/etc/bitauth/instance")).isEqualTo("web-1\n");
        assertThat(root.read("/etc/bitauth/owners")).isEqualTo(InstanceRoot.ALICE + " debian\n");
        assertThat(root.read(OWN)).contains("\n" + String.join("\n", AuthorizedKeysProgram.sshdConfig()) + "\n");
        assertThat(root.read("/etc/passwd")).containsPattern("\nbitauth-ssh:[x!]:[0-9]+:[0-9]+:.*:/usr/sbin/nologin\n");
    }

    @Test
    void letsTheAccountAloneReadTheOwners() throws IOException {
        applied(alice());

        String line = root.read("/etc/group").replaceAll("(?s).*\nbitauth-ssh:[x!]:([0-9]+):.*", "$1");
        Map<String, String> all = root.everything();
        assertThat(all.get("/etc/bitauth")).startsWith("rwxr-x--- ");
        assertThat(Files.getAttribute(root.file("/etc/bitauth"), "unix:gid")).isEqualTo(Integer.parseInt(line));
        assertThat(Files.getAttribute(root.file("/etc/bitauth"), "unix:uid")).isEqualTo(0);
        assertThat(all.get("/etc/bitauth/owners")).startsWith("rw-r--r-- ");
        assertThat(all.get(AuthorizedKeysProgram.PATH)).startsWith("rwxr-xr-x ");
    }

    /** What was installed runs, says nothing of a key that is no certificate, and ends with 0. */
    @Test
    void theInstalledProgramRuns() throws IOException {
        applied(alice());
        String program = root.file(AuthorizedKeysProgram.PATH).toString();

        for (String[] words : new String[][] {{program, "debian", "ssh-ed25519", "AAAA"}, {program}}) {
            Programs.Result result = Programs.run(Map.of(), words);
            assertThat(result.exitCode()).isZero();
            assertThat(result.output()).isEmpty();
        }
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        applied(alice());
        Map<String, String> first = root.everything();

        assertThat(applied(alice())).isEmpty();
        assertThat(root.everything()).isEqualTo(first);
    }

    @Test
    void undoLeavesTheAccountAlone() throws IOException {
        Map<String, String> before = root.everything();
        applied(alice());
        root.undone();

        Map<String, String> after = root.everything();
        after.keySet().removeIf(path -> path.matches("/etc/(passwd|group|shadow|gshadow|subuid|subgid)-?(\\.lock)?"));
        before.keySet().removeIf(path -> path.matches("/etc/(passwd|group|shadow|gshadow|subuid|subgid)-?"));
        assertThat(after).isEqualTo(before);
        assertThat(root.read("/etc/passwd")).contains("\nbitauth-ssh:");
    }

    @Test
    void refusesAnOwnerListThatSomebodyChanged() throws IOException {
        applied(alice());
        root.write("/etc/bitauth/owners", "");

        assertThat(apply(alice()).rejected().orElseThrow().reason()).isEqualTo(SetupRefusal.CHANGED_BY_HAND);
    }

    @Test
    void refusesBesideTheSetUpForTheCloudsCertificates() throws IOException {
        root.applied(InstanceRoot.profile().build());
        assertThat(apply(alice()).rejected().orElseThrow().reason()).isEqualTo(SetupRefusal.TAKEN);

        root.undone();
        applied(alice());
        assertThat(root.apply(InstanceRoot.profile().build())
                        .rejected()
                        .orElseThrow()
                        .reason())
                .isEqualTo(SetupRefusal.TAKEN);
    }

    @Test
    void refusesAnotherCommandOfTheAdministrator() throws IOException {
        root.write("/etc/ssh/sshd_config", "AuthorizedKeysCommand /bin/true\nAuthorizedKeysCommandUser nobody\n");

        assertThat(apply(alice()).rejected().orElseThrow().reason()).isEqualTo(SetupRefusal.TAKEN);
        assertThat(root.file("/etc/bitauth/owners")).doesNotExist();
    }

    /** sshd would not run a program from there. */
    @Test
    void refusesAFolderThatOthersMayWriteTo() throws IOException {
        root.chmod("/usr/local", "rwxrwxr-x");

        assertThat(apply(alice()).rejected().orElseThrow().reason()).isEqualTo(SetupRefusal.UNSAFE);
    }

    @Test
    void refusesNobodyAndOtherAlphabets() {
        assertThatThrownBy(() -> new SelfCertifiedInstance(CLOUD, "web-1", Map.of()))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new SelfCertifiedInstance(CLOUD, "web-1", Map.of("debian", List.of())))
                .isInstanceOf(MalformedException.class);
        for (String word : List.of("", "..", "a b", "a\nb", "a/b")) {
            assertThatThrownBy(
                            () -> new SelfCertifiedInstance(CLOUD, word, Map.of("debian", List.of(InstanceRoot.BOB))))
                    .isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> new SelfCertifiedInstance(CLOUD, "web-1", Map.of(word, List.of(InstanceRoot.BOB))))
                    .isInstanceOf(MalformedException.class);
        }
    }

    /** cloud-init's own parser is PyYAML; the lines that it would run are those of the set-up. */
    @Test
    void writesUserDataThatHoldsTheSource() throws IOException {
        Peers.requirePythonModule("yaml");
        Path file = Files.writeString(temporary.resolve("user-data"), CloudConfig.selfCertified(alice()));
        Programs.Result read = Programs.run(
                Map.of(),
                "/usr/bin/python3",
                "-c",
                "import yaml,sys; d=yaml.safe_load(open(sys.argv[1])); f={x['path']:x for x in d['write_files']};"
                        + "print(d['packages']); print(d['runcmd'][2]); print(f['/etc/bitauth/owners']['content'],end='');"
                        + "print(f['/usr/local/src/bitauth-authorized-keys.c']['content'],end='')",
                file.toString());

        assertThat(read.output())
                .isEqualTo("['gcc', 'libc6-dev', 'libssl-dev']\ncd /usr/local/src && "
                        + String.join(" ", AuthorizedKeysProgram.command())
                        + " && install -m 0755 bitauth-authorized-keys /usr/local/sbin/bitauth-authorized-keys\n"
                        + InstanceRoot.ALICE + " debian\n" + AuthorizedKeysProgram.source());
    }

    private static SelfCertifiedInstance alice() {
        return new SelfCertifiedInstance(CLOUD, "web-1", Map.of("debian", List.of(InstanceRoot.ALICE)));
    }

    private Outcome<List<SetupChange>, SetupRefusal> apply(SelfCertifiedInstance instance) throws IOException {
        return new HostSetup(root.folder, InstanceRoot.sshd()).apply(instance);
    }

    private List<String> applied(SelfCertifiedInstance instance) throws IOException {
        return apply(instance).orElseThrow(no -> new AssertionError(no.detail())).stream()
                .map(change -> change.action().name().toLowerCase(Locale.ROOT) + " " + change.path())
                .toList();
    }
}
