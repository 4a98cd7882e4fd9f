package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCommandTest {
    private static final String SECRET_ONE = "0".repeat(63) + "1";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void writesANewKeyThatOnlyItsOwnerReads() throws IOException {
        Path file = folder.resolve("deep/er/key");

        CommandRun run = CommandRun.of("key", "new", file);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("T[ef][1-9A-HJ-NP-Za-km-z]{33}\\R");
        assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(CommandRun.of("key", "show", file).out()).contains(run.out().strip());
    }

    @Test
    void neverOverwritesAKey() throws IOException {
        Path file = key(SECRET_ONE);

        CommandRun run = CommandRun.of("key", "new", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("exists and is not overwritten");
        assertThat(Files.readString(file)).isEqualTo(SECRET_ONE);
    }

    @Test
    void showsTheAddressesThatBip173AndWalletsGiveForTheKey() throws IOException {
        CommandRun run = CommandRun.of("key", "show", "--json", key(SECRET_ONE + "\n"));

        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("publicKey").asText())
                .isEqualTo("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798");
        assertThat(json.path("p2wpkh").asText()).isEqualTo("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
        assertThat(json.path("p2pkh").asText()).isEqualTo("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH");
        assertThat(json.path("sin").asText()).startsWith("T").hasSize(35);
        assertThat(json.size()).isEqualTo(4);
    }

    @Test
    void readsWif() throws IOException {
        Path wif = key("KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn\n");

        assertThat(CommandRun.of("key", "show", wif).out()).contains("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "not a key", "{}"})
    void refusesAFileThatHoldsNoKey(String content) throws IOException {
        CommandRun run = CommandRun.of("key", "show", key(content));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("must hold 64 hex digits or a WIF key").doesNotContain("\tat ");
    }

    @Test
    void refusesATruncatedKeyWithoutShowingIt() throws IOException {
        CommandRun run = CommandRun.of("key", "show", key("ab".repeat(31)));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("has 62 characters").doesNotContain("abab");
    }

    @Test
    void refusesAFileThatOthersCanRead() throws IOException {
        Path file = key(SECRET_ONE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        CommandRun run = CommandRun.of("key", "show", file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("must not be readable by others").contains("chmod 600");
    }

    @Test
    void refusesAFileThatIsMissing() {
        CommandRun run = CommandRun.of("key", "show", folder.resolve("none"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("does not exist");
    }

    @Test
    void refusesAFolder() {
        assertThat(CommandRun.of("key", "show", folder).exitCode()).isEqualTo(2);
    }

    private Path key(String content) throws IOException {
        Path file = folder.resolve("key");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }
}
