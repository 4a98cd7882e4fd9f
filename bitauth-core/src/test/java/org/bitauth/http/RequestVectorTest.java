package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitauth.internal.VectorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The file that another implementation can run says what this one does. */
class RequestVectorTest {
    private static final Path FILE = Path.of("src/test/resources/vectors/requests-v2.json");

    static Stream<RequestCase> cases() {
        return RequestVectors.read(VectorFile.resource("/vectors/requests-v2.json")).stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheFileSays(RequestCase one) {
        assertThat(one.outcome()).as(one.rule()).isEqualTo(one.expected());
    }

    /** Deterministic signatures: the file can be made again, byte for byte. -Dbitauth.vectors.write=true writes it. */
    @Test
    void isWhatTheRulesGive() throws IOException {
        String made = RequestVectors.write(BrokenRequests.all());
        if (Boolean.getBoolean("bitauth.vectors.write")) {
            Files.writeString(FILE, made, StandardCharsets.UTF_8);
        }

        assertThat(Files.readString(FILE, StandardCharsets.UTF_8)).isEqualTo(made);
    }

    @Test
    void hasEveryClassOfFailureThatV2Has() {
        List<String> classes = cases().map(one -> one.expected().map(Enum::name).orElse("ACCEPTED"))
                .distinct()
                .toList();

        assertThat(classes)
                .containsExactlyInAnyOrder(
                        "ACCEPTED", "MISSING", "MALFORMED", "STALE", "NONCE", "REPLAY", "TOO_LARGE", "INVALID");
    }
}
