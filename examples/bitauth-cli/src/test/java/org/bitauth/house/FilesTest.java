package org.bitauth.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules about files: short ones, and no trace of the machine that they were written on. */
class FilesTest {
    private static final Path ROOT = Path.of(System.getProperty("bitauth.root", "../.."));
    private static final int MOST_LINES = 400;

    @Test
    void noSourceFileIsLong() throws IOException {
        for (Path file : files(".java", ".py", ".sh")) {
            assertThat(lines(file)).as(file.toString()).isLessThanOrEqualTo(MOST_LINES);
        }
    }

    @Test
    void mostSourceFilesAreAboutAScreen() throws IOException {
        List<Integer> lengths = files(".java").stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .map(FilesTest::lines)
                .sorted()
                .toList();

        assertThat(lengths.get(lengths.size() / 2)).isBetween(10, 100);
    }

    @Test
    void everyModuleIsUnderTheLicence() throws IOException {
        assertThat(ROOT.resolve("LICENSE")).content().contains("Apache License");
        assertThat(ROOT.resolve("pom.xml")).content().contains("<name>Apache-2.0</name>");
    }

    private static List<Path> files(String... endings) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<Path> found = files.filter(
                            file -> !file.toString().matches(".*/(target|\\.npm|\\.bitcoind|\\.git)/.*"))
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
