package org.bitauth.keystone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bitauth.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of H2 keeps what it acknowledged: when its process is killed with SIGKILL, and when it ends as it should. */
class KillNineTest {
    @TempDir
    private Path temporary = Path.of("");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void everyWriteThatWasAcknowledgedIsThereAfterAKill(long seed) throws Exception {
        int enough = 300 + new Random(seed).nextInt(400);
        Path folder = temporary.resolve("killed");
        Process writer = start(folder);
        int acknowledged;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            acknowledged = read(output, enough);
            writer.toHandle().destroyForcibly(); // SIGKILL, and leaves the stream open
            acknowledged += read(output, Integer.MAX_VALUE); // what it said until it died
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();

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
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(read(output, 1)).isEqualTo(1);

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> H2File.open(folder))
                    .withMessageStartingWith("database must open");
        } finally {
            writer.destroyForcibly();
        }
    }

    /** Reads numbers in their order. */
    private static int read(BufferedReader output, int most) throws IOException {
        int count = 0;
        while (count < most && output.readLine() != null) {
            count++;
        }
        return count;
    }

    private Process start(Path folder) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        return new ProcessBuilder(java, "-cp", classPath, H2Writer.class.getName(), folder.toString())
                .redirectError(errors().toFile())
                .start();
    }

    private Path errors() {
        return temporary.resolve("errors.txt");
    }
}
