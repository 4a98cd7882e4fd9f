package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A copy of the packaged command with a class archive of its own, and what becomes of it: whatever the JVM thinks of the
 * archive, the command says the same, and on the same stream. The JVM's own log tells where its classes came from.
 */
@SuppressWarnings("NullAway.Init")
class ClassArchiveIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir
    private static Path installed;

    @TempDir
    private Path folder;

    private Launcher processes;
    private Path key;
    private String expected;

    @BeforeAll
    static void makeTheArchive() throws Exception {
        if (!System.getProperty("java.vm.name").matches("(OpenJDK|Java HotSpot).*")) {
            throw Peers.missing("a JVM that makes class archives");
        }
        Files.copy(TARGET.resolve("bitauth.jar"), installed.resolve("bitauth.jar"));
        Files.copy(TARGET.resolve("bitauth"), installed.resolve("bitauth"), StandardCopyOption.COPY_ATTRIBUTES);
        try (Launcher processes = new Launcher(installed)) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Launcher.Ended made = processes.shell(
                    Map.of(), java + " -cp " + installed.resolve("bitauth.jar") + " org.bitauth.cli.ClassArchive");
            assertThat(made).isEqualTo(new Launcher.Ended(0, "", ""));
        }
    }

    @BeforeEach
    void makeAKey() throws Exception {
        processes = new Launcher(folder);
        key = folder.resolve("key");
        assertThat(processes.run("key", "new", key).exitCode()).isZero();
        expected = processes.run("key", "show", key).out();
    }

    @AfterEach
    void stop() {
        processes.close();
    }

    @Test
    void comesWithThePackage() throws Exception {
        assertThat(isUsed(TARGET)).isTrue();
    }

    @Test
    void isUsedWhereItWasMade() throws Exception {
        assertThat(isUsed(installed)).isTrue();
        assertThat(Files.getPosixFilePermissions(archive(installed)))
                .isEqualTo(PosixFilePermissions.fromString("r--r--r--"));
        try (Stream<Path> files = Files.list(installed)) {
            assertThat(files.filter(file -> file.toString().contains("jsa"))).hasSize(1);
        }
    }

    @Test
    void printsTheVersionOfThePackage() throws Exception {
        assertThat(processes.run("--version").out()).matches("bitauth [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\n");
    }

    @Test
    void isUsedInAFolderThatNobodyCanWriteTo() throws Exception {
        Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThat(isUsed(installed)).isTrue();
        } finally {
            Files.setPosixFilePermissions(installed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--rw-r--", "r--r--rw-", "rw-rw-rw-"})
    void isNotTakenWhereOthersMayWriteIt(String mode) throws Exception {
        Files.setPosixFilePermissions(archive(installed), PosixFilePermissions.fromString(mode));
        try {
            assertThat(isUsed(installed)).isFalse();
        } finally {
            Files.setPosixFilePermissions(archive(installed), PosixFilePermissions.fromString("r--r--r--"));
        }
    }

    @Test
    void isNotTakenThroughALink() throws Exception {
        Path other = Files.move(archive(installed), folder.resolve("other.jsa"));
        Files.createSymbolicLink(archive(installed), other);
        try {
            assertThat(isUsed(installed)).isFalse();
        } finally {
            Files.move(other, archive(installed), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void isNotTakenForAJarThatChanged() throws Exception {
        Path jar = installed.resolve("bitauth.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(time.toMillis() + 2000));
        try {
            assertThat(isUsed(installed)).isFalse();
        } finally {
            Files.setLastModifiedTime(jar, time);
        }
    }

    @Test
    void isNotMissed() throws Exception {
        Path copy = copy("without archive");
        Files.delete(archive(copy));

        assertThat(isUsed(copy)).isFalse();
    }

    @Test
    void mayBeMovedWithTheJar() throws Exception {
        Path copy = copy("else where");

        isUsed(copy); // newer JVMs take it, older ones do not: the output is the same
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 4096, 1_000_000})
    void isNotTakenIfItWasCutOff(int length) throws Exception {
        Path copy = copy("cut");
        byte[] whole = Files.readAllBytes(archive(copy));
        Files.delete(archive(copy));
        Files.write(archive(copy), Arrays.copyOf(whole, length));

        assertThat(isUsed(copy)).isFalse();
    }

    @Test
    void isNotTakenIfItIsAnotherFile() throws Exception {
        Path copy = copy("another");
        Files.delete(archive(copy));
        Files.writeString(archive(copy), "no archive\n".repeat(10_000));

        assertThat(isUsed(copy)).isFalse();
    }

    @Test
    void isNotTakenByAnotherJvm() throws Exception {
        Path other = otherJvm();

        assertThat(isUsed(installed, other)).isFalse();
    }

    /** Whether the command there takes its archive; it must say what it always says, and nothing more. */
    private boolean isUsed(Path home) throws IOException, InterruptedException {
        return isUsed(home, Path.of(System.getProperty("java.home")));
    }

    private boolean isUsed(Path home, Path jvm) throws IOException, InterruptedException {
        Map<String, String> java = Map.of("JAVA_HOME", jvm.toString());
        String line = "'" + home.resolve("bitauth") + "' key show " + key;
        assertThat(processes.shell(java, line)).isEqualTo(new Launcher.Ended(0, expected, ""));
        Path log = Files.createTempFile(folder, "classes", ".log");
        String options = "-Xlog:class+load:file=" + log + ":none"; // read after the launcher's own options
        assertThat(processes
                        .shell(Map.of("JAVA_HOME", jvm.toString(), "_JAVA_OPTIONS", options), line)
                        .out())
                .isEqualTo(expected);
        return Files.readString(log, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(loaded -> loaded.startsWith("org.bitauth.cli.KeyCommand "))
                .findFirst()
                .orElseThrow()
                .contains("shared objects file");
    }

    private Path copy(String name) throws IOException {
        Path copy = Files.createDirectory(folder.resolve(name));
        for (String file : new String[] {"bitauth", "bitauth.jar", "bitauth.jsa"}) {
            Files.copy(installed.resolve(file), copy.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    private static Path archive(Path home) {
        return home.resolve("bitauth.jsa");
    }

    /** A JVM of another version, where Debian and the makers of JDKs put them. */
    private static Path otherJvm() throws IOException {
        Path jvms = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(jvms)) {
            try (Stream<Path> homes = Files.list(jvms)) {
                Path own = Path.of(System.getProperty("java.home")).toRealPath();
                for (Path home : homes.toList()) {
                    if (Files.isExecutable(home.resolve("bin/java"))
                            && !home.toRealPath().equals(own)) {
                        return home;
                    }
                }
            }
        }
        throw Peers.missing("another JVM in /usr/lib/jvm");
    }
}
