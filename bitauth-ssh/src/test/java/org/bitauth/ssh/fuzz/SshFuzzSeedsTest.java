package org.bitauth.ssh.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Feeds the fuzzer's seeds, and what it found, to its targets. A file is named {@code good-…} if its target takes it, and
 * {@code bad-…} with the rule that it breaks if not.
 */
class SshFuzzSeedsTest {
    private static final Path SEEDS = Path.of("src", "test", "resources", "org", "bitauth", "ssh", "fuzz");
    private static final Path FUZZERS =
            Path.of(System.getProperty("bitauth.root", ".."), "examples/fuzz/src/test/java/org/bitauth/ssh/fuzz");

    @ParameterizedTest
    @EnumSource
    void takesTheGoodOnesAndRefusesTheBadOnes(SshParserTarget target) throws IOException {
        List<Path> seeds = files(SEEDS.resolve(fuzzer(target) + "Inputs").resolve("feed"));

        for (Path seed : seeds) {
            String name = seed.getFileName().toString();
            assertThat(target.feed(Files.readAllBytes(seed)))
                    .as("%s %s", target, name)
                    .isEqualTo(name.startsWith("good-"));
        }
        assertThat(seeds)
                .extracting(seed -> seed.getFileName().toString().replaceAll("-.*", ""))
                .contains("good", "bad")
                .containsOnly("good", "bad");
    }

    @ParameterizedTest
    @EnumSource
    void hasAFuzzer(SshParserTarget target) {
        assertThat(FUZZERS.resolve(fuzzer(target) + ".java")).content().contains("SshParserTarget." + target + ".feed");
    }

    private static String fuzzer(SshParserTarget target) {
        return Arrays.stream(target.name().split("_"))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining())
                + "Fuzz";
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
