package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The config of docs/identity.md is read and served; only the database and an id in it are others. */
class IdentityGuideTest {
    private static final String PROJECT = "5a931738512e42f3bba26fe27fdaeabf";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theConfigShowsEveryMember() throws IOException {
        IdentityConfig identity = read(guide()).identity().orElseThrow();

        assertThat(identity).hasNoNullFieldsOrProperties();
        assertThat(identity.database()).hasNoNullFieldsOrProperties();
        assertThat(identity.catalog().orElseThrow().services()).hasSize(2);
    }

    @Test
    void theConfigIsServed() throws Exception {
        String text = inFile();
        String id;
        try (IdentityStores stores = open(read(text))) {
            id = stores.admin()
                    .createProject("staff", stores.directory().domain("default").orElseThrow())
                    .id();
        }
        ServeConfig config = read(text.replace(PROJECT, id));
        try (IdentityStores stores = open(config)) {
            Map<String, HttpHandler> faces = faces(config, stores);
            RawRequest version = new RawRequest("GET", "/identity/v3", "/identity", Map.of(), new byte[0]);

            assertThat(Objects.requireNonNull(faces.get("/*")).handle(version).text())
                    .contains("https://cloud.example/identity/v3");
        }
    }

    @ParameterizedTest(name = "{1} in place of {0}")
    @CsvSource(delimiter = '|', textBlock = """
            "roles": ["member"]  | "roles": ["admin"]   | must not give
            "roles": ["member"]  | "roles": []          | must give a role
            "domain": "default"  | "domain": "nowhere"  | domain must exist
            "token_life": 1800   | "token_life": 10     | token life must be
            "most": 100          | "most": 100          | project must exist
            """)
    void aConfigThatMakesNoSenseIsRefused(String good, String bad, String message) throws Exception {
        String text = inFile();
        assertThat(text).contains(good);
        ServeConfig config =
                read((message.startsWith("project") ? text : text.replaceFirst("\"project\": \"[0-9a-f]+\", ", ""))
                        .replace(good, bad));
        try (IdentityStores stores = open(config)) {
            assertThat(catchThrowable(() -> faces(config, stores)))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(message);
        }
    }

    private static String guide() throws IOException {
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("json").stream()
                .filter(block -> block.document().equals("docs/identity.md"))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.get(0).text();
    }

    private static String inFile() throws IOException {
        return guide().replaceFirst("(?s)\"database\": \\{.*?},", "");
    }

    private ServeConfig read(String text) throws IOException {
        return ServeConfig.read(
                Files.writeString(folder.resolve("config.json"), text.replace("/var/lib/bitauth", folder.toString())));
    }

    private static IdentityStores open(ServeConfig config) {
        return IdentityStores.of(config, first -> {}).orElseThrow();
    }

    private static Map<String, HttpHandler> faces(ServeConfig config, IdentityStores stores) {
        URI url = config.url().orElseThrow();
        return Faces.of(config, Optional.of(stores), url, new AuditLog(new PrintWriter(new StringWriter())));
    }
}
