package org.bitauth.keystone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.bitauth.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of H2 keeps what it acknowledged: when its process is killed with SIGKILL, and when it ends as it should. */
class KillNineTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path temporary = Path.of("");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void everyWriteThatWasAcknowledgedIsThereAfterAKill(long seed) throws Exception {
        int enough = 300 + new Random(seed).nextInt(400);
        Path folder = temporary.resolve("killed");
        Process writer = start(folder);
        try {
            awaitAcknowledged(writer, enough);
        } finally {
            writer.destroyForcibly(); // SIGKILL
        }
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();

        int acknowledged = acknowledged();
        assertThat(acknowledged)
                .as(Files.readString(errors()))
                .isGreaterThanOrEqualTo(enough)
                .isLessThan(H2Writer.WRITES);
        assertThat(writer.exitValue()).as("killed").isEqualTo(128 + 9);
        try (H2File file = H2File.open(folder)) {
            Migrations.run(file.dataSource());
            H2Writer reader = new H2Writer(file);
            assertThat(IntStream.range(0, acknowledged).filter(number -> !reader.isThere(number)))
                    .as("lost of " + acknowledged)
                    .isEmpty();
            reader.write(H2Writer.WRITES); // a user of his own, whatever was written last
            assertThat(reader.isThere(H2Writer.WRITES)).isTrue();
        }
    }

    @Test
    void nothingIsLostWhenTheProcessEnds() throws Exception {
        Path folder = temporary.resolve("ended");
        try (H2File file = H2File.open(folder)) {
            Migrations.run(file.dataSource());
            H2Writer writer = new H2Writer(file);
            writer.begin();
            IntStream.range(0, 50).forEach(writer::write);
        }

        try (H2File file = H2File.open(folder)) {
            Migrations.run(file.dataSource());
            H2Writer reader = new H2Writer(file);
            assertThat(IntStream.range(0, 50).filter(number -> !reader.isThere(number)))
                    .isEmpty();
            assertThat(reader.isThere(50)).isFalse();
        }
    }

    @Test
    void anotherProcessDoesNotOpenTheFile() throws Exception {
        Path folder = temporary.resolve("two");
        Process writer = start(folder);
        try {
            awaitAcknowledged(writer, 1);

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> H2File.open(folder))
                    .withMessageStartingWith("database must open");
        } finally {
            writer.destroyForcibly();
        }
    }

    private void awaitAcknowledged(Process writer, int enough) throws IOException {
        long start = System.nanoTime();
        while (acknowledged() < enough) {
            assertThat(writer.isAlive()).as(Files.readString(errors())).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Whole lines of what the writer said: into a file, so that nothing of it is lost with the process. */
    private int acknowledged() throws IOException {
        return (int) Files.readString(said()).chars().filter(c -> c == '\n').count();
    }

    private Process start(Path folder) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        return new ProcessBuilder(java, "-cp", classPath, H2Writer.class.getName(), folder.toString())
                .redirectOutput(said().toFile())
                .redirectError(errors().toFile())
                .start();
    }

    private Path said() {
        return temporary.resolve("said.txt");
    }

    private Path errors() {
        return temporary.resolve("errors.txt");
    }
}
