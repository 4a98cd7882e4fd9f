package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;

/** Feeds the seeds of {@code KeyFileFuzz}, and what it found, to the parser of key files. */
class KeyFileSeedsTest {
    private static final Path SEEDS =
            Path.of("src", "test", "resources", "org", "bitauth", "cli", "KeyFileFuzzInputs", "feed");

    @Test
    void takesTheGoodOnesAndRefusesTheBadOnes() throws IOException {
        List<Path> seeds;
        try (Stream<Path> files = Files.list(SEEDS)) {
            seeds = files.toList();
        }

        for (Path seed : seeds) {
            String name = seed.getFileName().toString();
            assertThat(takes(Files.readAllBytes(seed))).as(name).isEqualTo(name.startsWith("good-"));
        }
        assertThat(seeds).hasSizeGreaterThan(8);
    }

    private static boolean takes(byte[] content) {
        try {
            KeyFile.parse(new String(content, StandardCharsets.UTF_8));
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }
}
