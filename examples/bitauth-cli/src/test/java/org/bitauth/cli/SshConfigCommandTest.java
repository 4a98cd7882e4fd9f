package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bitauth.cli.zone.HostAuthorities;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command believes of a cloud, what it writes, and what it leaves alone. */
@SuppressWarnings("NullAway.Init")
class SshConfigCommandTest {
    private static final String KEY = SshKeyPair.generate().publicKey().line();

    @TempDir
    private Path folder;

    private Path key;
    private Path zone;
    private ZoneCloud cloud;

    @BeforeEach
    void start() throws Exception {
        key = folder.resolve("key");
        zone = folder.resolve("zones/zone");
        cloud = new ZoneCloud(Set.of(DemoServer.newKey(key)));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void printsOneBlock() {
        CommandRun run = config("--zone", ZoneCloud.ZONE);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .contains("# @cert-authority *.i.cloud.example "
                        + cloud.hostAuthority().line())
                .contains("Match originalhost \"*.i.cloud.example\"")
                .contains("    IdentityFile \"" + zone + "/id\"")
                .contains("    CertificateFile \"" + zone + "/certificates/%r@%n\"")
                .contains("    IdentitiesOnly yes")
                .contains("    UserKnownHostsFile \"" + zone + "/known_hosts\"")
                .contains("    StrictHostKeyChecking yes")
                .endsWith("Match all");
        assertThat(run.out())
                .containsPattern("\nMatch originalhost \"\\*\\.i\\.cloud\\.example,!\\*'\\*,!\\*\\\\\\*\" user"
                        + " \"\\*,!\\*'\\*,!\\*\\\\\\*\" exec \"'/[^']+/bitauth-ssh-fresh' '" + zone
                        + "' '%n' '%r'\"\n");
    }

    @Test
    void makesAFolderThatItsOwnerAloneCanRead() throws Exception {
        config("--zone", ZoneCloud.ZONE);

        assertThat(mode(zone)).isEqualTo("rwx------");
        assertThat(mode(zone.resolve("certificates"))).isEqualTo("rwx------");
        assertThat(mode(zone.resolve("id"))).isEqualTo("rw-------");
        assertThat(zone.resolve("settings"))
                .hasContent("Zone: i.cloud.example\nCloud: " + cloud.url() + "\nKey: " + key + "\n");
        assertThat(zone.resolve("known_hosts"))
                .hasContent("@cert-authority *.i.cloud.example "
                        + cloud.hostAuthority().line());
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        CommandRun first = config("--zone", ZoneCloud.ZONE);
        List<String> files = contents();

        CommandRun second = config("--zone", ZoneCloud.ZONE);

        assertThat(second.out()).isEqualTo(first.out());
        assertThat(contents()).isEqualTo(files);
    }

    @Test
    void takesTwoKeysWhileTheyRotate() {
        cloud.tell(200, "@cert-authority *.i.cloud.example " + KEY + "\n" + knownHost("*.i.cloud.example"));

        assertThat(config("--zone", ZoneCloud.ZONE).exitCode()).isZero();
        assertThat(zone.resolve("known_hosts")).content().hasLineCount(2).contains(KEY);
    }

    @Test
    void saysThatTheCloudSignsWithOtherKeysThanBefore() {
        assertThat(config("--zone", ZoneCloud.ZONE).err()).isEmpty();
        cloud.tell(200, knownHost("*.i.cloud.example"));

        CommandRun run = config("--zone", ZoneCloud.ZONE);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("other keys than before", SshPublicKey.parse(KEY).fingerprint());
        assertThat(config("--zone", ZoneCloud.ZONE).err()).isEmpty();
    }

    @Test
    void believesACloudAboutItsOwnNameAndBelowIt() {
        HostAuthorities authorities = HostAuthorities.parse(knownHost("*.i.cloud.example"));

        assertThat(Stream.of("https://i.cloud.example/v3", "https://cloud.example", "https://Cloud.Example:5000/v3"))
                .allMatch(url -> authorities.areOf(URI.create(url)));
        assertThat(Stream.of(
                        "https://keystone.cloud.example/v3",
                        "https://a.i.cloud.example/v3",
                        "https://loud.example/v3",
                        "https://127.0.0.1/v3"))
                .noneMatch(url -> authorities.areOf(URI.create(url)));
    }

    @Test
    void refusesAZoneThatIsNotTheCloudsOwnName() {
        CommandRun run = config();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("*.i.cloud.example", "not its own name", "--zone");
        assertThat(zone).doesNotExist();
    }

    @Test
    void refusesAnotherZoneThanTheUserWrote() {
        CommandRun run = config("--zone", "j.cloud.example");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("*.i.cloud.example", "not of *.j.cloud.example");
        assertThat(zone).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "example", "*.example", "i.cloud.example.", "I.cloud.example", "127.0.0.1", ""})
    void refusesAZoneOfTheUsersThatIsTooWideOrNone(String wanted) {
        cloud.tell(200, knownHost("*." + wanted));

        CommandRun run = config("--zone", wanted);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("two or more");
        assertThat(zone).doesNotExist();
    }

    static Stream<String> badAnswers() {
        return Stream.of(
                "",
                "\n",
                knownHost("*"),
                knownHost("*.example"),
                knownHost("i.cloud.example"),
                knownHost("?.i.cloud.example"),
                knownHost("*.*.cloud.example"),
                knownHost("*.i.cloud.example,*"),
                knownHost("*.i.cloud.example,!web-1.i.cloud.example"),
                knownHost("*.I.cloud.example"),
                knownHost("*.127.0.0.1"),
                knownHost("[*.i.cloud.example]:22"),
                knownHost("*.i.cloud.example").replace("@cert-authority", "@revoked"),
                knownHost("*.i.cloud.example").replace("@cert-authority ", ""),
                knownHost("*.i.cloud.example").replace("ssh-ed25519 ", "ssh-rsa "),
                knownHost("*.i.cloud.example").replace("\n", " comment\n"),
                knownHost("*.i.cloud.example").replace("\n", "\r\n"),
                knownHost("*.i.cloud.example").replace(" *", "  *"),
                knownHost("*.i.cloud.example") + "\n",
                "# a comment\n" + knownHost("*.i.cloud.example"),
                knownHost("*.i.cloud.example") + knownHost("*.j.cloud.example"),
                knownHost("*.i.cloud.example").repeat(9),
                "@cert-authority *.i.cloud.example ssh-ed25519 AAAA\n",
                "x".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    void refusesAnAnswerOfAnotherFormAndWritesNothing(String answer) {
        cloud.tell(200, answer);

        CommandRun run = config("--zone", ZoneCloud.ZONE);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("bitauth: not trusted: ").hasLineCount(1);
        assertThat(run.out()).isEmpty();
        assertThat(zone.getParent()).doesNotExist();
    }

    @Test
    void namesACloudThatCertifiesNoHosts() {
        cloud.tell(404, "{}");

        CommandRun run = config("--zone", ZoneCloud.ZONE);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("certifies no host keys");
    }

    @Test
    void endsWith3WhereTheCloudIsDown() {
        cloud.close();

        assertThat(config("--zone", ZoneCloud.ZONE).exitCode()).isEqualTo(3);
        assertThat(zone).doesNotExist();
    }

    @Test
    void leavesAFolderAloneThatIsAnothers() throws Exception {
        Files.createDirectories(
                zone, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path precious = Files.writeString(zone.resolve("known_hosts"), "precious");

        CommandRun run = config("--zone", ZoneCloud.ZONE);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(precious).hasContent("precious");
        assertThat(zone.resolve("id")).doesNotExist();
    }

    @Test
    void leavesTheFolderOfAnotherCloudAlone() throws Exception {
        config("--zone", ZoneCloud.ZONE);
        Files.writeString(
                zone.resolve("settings"), "Zone: i.cloud.example\nCloud: https://other.example\nKey: " + key + "\n");

        CommandRun run = config("--zone", ZoneCloud.ZONE);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("https://other.example");
    }

    @Test
    void refusesAFolderThatOthersCanRead() throws Exception {
        config("--zone", ZoneCloud.ZONE);
        Files.setPosixFilePermissions(zone, PosixFilePermissions.fromString("rwxr-x---"));

        CommandRun run = config("--zone", ZoneCloud.ZONE);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("chmod 700");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a'b", "a\"b", "a\\b", "a%b", "a$b", "a`b", "a\nb", "a;b", "a#b", "a*b"})
    void refusesAPathThatMeansSomethingToAShellOrSsh(String name) {
        zone = folder.resolve(name);

        CommandRun run = config("--zone", ZoneCloud.ZONE);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("path must be");
        assertThat(zone).doesNotExist();
    }

    private static String knownHost(String pattern) {
        return "@cert-authority " + pattern + " " + KEY + "\n";
    }

    private CommandRun config(String... options) {
        List<Object> words = new ArrayList<>(List.of("ssh", "config", cloud.url(), "--folder", zone, "--key", key));
        words.addAll(List.of(options));
        return CommandRun.of(words.toArray());
    }

    private List<String> contents() throws Exception {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(zone)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(file + "\n" + Files.readString(file));
            }
        }
        return contents;
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
