package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.token.TokenKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configs of docs/operating.md, as the server reads them, with the folders that they name moved to a temporary one. */
@SuppressWarnings("NullAway.Init")
class OperatingGuideTest {
    @TempDir
    private Path folder;

    @Test
    void theIdentityServiceStarts() throws IOException {
        ServeConfig config = read("\"directory\"");

        Map<String, HttpHandler> faces = faces(config);

        assertThat(faces).containsOnlyKeys("/*", "/v3/ssh/*");
        assertThat(get(faces, "/*", "/v3", "").text()).contains("https://cloud.example/v3");
    }

    @Test
    void theProviderStartsWithEveryMemberOfItsSection() throws IOException {
        Files.writeString(
                folder.resolve("next_key.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(
                                        TokenKeys.newKeyPair().getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        ServeConfig config = read("\"oidc\"");
        assertThat(config.oidc().orElseThrow())
                .as("the guide shows every member")
                .hasNoNullFieldsOrProperties();

        Map<String, HttpHandler> faces = faces(config);

        assertThat(faces).containsOnlyKeys("/oidc/*", "/.well-known/oauth-authorization-server/oidc");
        JsonNode metadata = json(get(faces, "/oidc/*", "/.well-known/openid-configuration", "/oidc"));
        assertThat(metadata.path("issuer").asText()).isEqualTo("https://cloud.example/oidc");
        assertThat(metadata.path("grant_types_supported")).hasSize(3);
        assertThat(metadata.path("token_endpoint_auth_methods_supported")).hasSize(3);
        assertThat(json(get(faces, "/oidc/*", "/jwks", "/oidc")).path("keys")).hasSize(2);
        assertThat(folder.resolve("oidc_key.pem")).exists();
    }

    private ServeConfig read(String member) throws IOException {
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("json").stream()
                .filter(block -> block.document().equals("docs/operating.md"))
                .filter(block -> block.text().contains(member))
                .toList();
        assertThat(blocks).hasSize(1);
        String text = blocks.get(0)
                .text()
                .replace("/var/lib/bitauth", folder.toString())
                .replace("/etc/bitauth", folder.toString());
        return ServeConfig.read(Files.writeString(folder.resolve("config.json"), text));
    }

    private static Map<String, HttpHandler> faces(ServeConfig config) {
        URI url = config.url().orElseThrow();
        return Faces.of(config, url, new AuditLog(new PrintWriter(new StringWriter())));
    }

    private static RawResponse get(Map<String, HttpHandler> faces, String face, String path, String mount) {
        HttpHandler handler = Objects.requireNonNull(faces.get(face));
        return handler.handle(new RawRequest("GET", mount + path, mount, Map.of(), new byte[0]));
    }

    private static JsonNode json(RawResponse answer) throws IOException {
        assertThat(answer.status()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.text().getBytes(StandardCharsets.UTF_8));
    }
}
