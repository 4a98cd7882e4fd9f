package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.cli.zone.HostAuthorities;
import org.junit.jupiter.api.Test;

/** Feeds the seeds of {@code KnownHostsFuzz}, and what it found, to the parser of a cloud's known hosts. */
class KnownHostsSeedsTest {
    private static final Path SEEDS =
            Path.of("src", "test", "resources", "org", "bitauth", "cli", "KnownHostsFuzzInputs", "feed");

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
            HostAuthorities read = HostAuthorities.parse(new String(content, StandardCharsets.UTF_8));
            return HostAuthorities.parse(String.join("\n", read.lines())).equals(read);
        } catch (MalformedException e) {
            return false;
        }
    }
}
