package org.bitauth.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.store.DirectoryFile;
import org.bitauth.ssh.host.InstanceSetup;
import org.junit.jupiter.api.Test;

/** The documents tell the truth: their lines compile, their files are read, their links lead somewhere. */
class DocumentsTest {
    private static final List<String> COMPILED = List.of(
            "examples/bitauth-cli/src/test/java/org/bitauth/house/ReadmeLines.java",
            "examples/bitauth-cli/src/test/java/org/bitauth/house/InstanceLines.java",
            "examples/bitauth-cli/src/test/java/org/bitauth/house/PaymentLines.java",
            "examples/bitauth-cli/src/test/java/org/bitauth/house/SshRouteLines.java",
            "examples/bitauth-cli/src/test/java/org/bitauth/house/CurveLines.java",
            "bitauth-core/src/test/java/org/bitauth/replay/RedisReplayGuard.java");

    @Test
    void javaLinesCompileAsTheyStand() throws IOException {
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("java");
        StringBuilder compiled = new StringBuilder();
        for (String file : COMPILED) {
            compiled.append(MarkdownBlocks.tight(Files.readString(MarkdownBlocks.ROOT.resolve(file))));
        }

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(3);
        for (MarkdownBlocks block : blocks) {
            for (String paragraph : block.text().split("\n\n", -1)) {
                assertThat(compiled.toString()).as(block.document()).contains(MarkdownBlocks.tight(paragraph));
            }
        }
    }

    @Test
    void theSignInOfTheReadmeWorks() {
        BitauthKey key = BitauthKey.generate();

        assertThat(ReadmeLines.core(key.sin(), key)).isEqualTo(key.sin());
    }

    @Test
    void theConfigOfTheOperatingGuideIsRead() throws IOException {
        assertThat(MarkdownBlocks.of("json")).hasSize(4); // IdentityGuideTest and PaymentsGuideTest read the others
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("json").stream()
                .filter(block -> block.document().equals("docs/operating.md"))
                .toList();
        assertThat(blocks).hasSize(2); // OperatingGuideTest reads both as the server does

        JsonNode config = new ObjectMapper().readTree(blocks.get(0).text());

        assertThat(config.fieldNames()).toIterable().containsExactly("url", "state", "directory", "ssh");
        assertThat(DirectoryFile.parse(config.path("directory").toString()).catalog())
                .isPresent();
    }

    @Test
    void theLinesForAnInstanceAreTheLibrarys() throws IOException {
        assertThat(Files.readString(MarkdownBlocks.ROOT.resolve("docs/operating.md")))
                .contains(String.join("\n", InstanceSetup.sshdConfig()))
                .contains(InstanceSetup.CA_FILE);
    }

    @Test
    void theVersionsOfTheContractsPluginAreOurs() throws IOException {
        String embedding = Files.readString(MarkdownBlocks.ROOT.resolve("docs/embedding.md"));
        String pom = Files.readString(MarkdownBlocks.ROOT.resolve("pom.xml")).replaceAll(">\\s+<", "><");

        assertThat(pom).contains("<artifactId>build-helper-maven-plugin</artifactId><version>3.6.2</version>");
        assertThat(embedding.replaceAll(">\\s+<", "><"))
                .contains("<artifactId>build-helper-maven-plugin</artifactId><version>3.6.2</version>")
                .contains("<classifier>contract-sources</classifier>");
        assertThat(Files.readString(MarkdownBlocks.ROOT.resolve("bitauth-core/pom.xml")))
                .contains("<classifier>contract-sources</classifier>");
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([^)#:]+)\\)");
        for (Path file : MarkdownBlocks.documents()) {
            Matcher matcher = link.matcher(Files.readString(file));
            while (matcher.find()) {
                assertThat(file.resolveSibling(matcher.group(1)))
                        .as(file.toString())
                        .exists();
            }
        }
    }

    @Test
    void theMainCommandsAreTheFirstOnes() throws IOException {
        assertThat(MarkdownBlocks.of("sh").get(0).text()).isEqualTo("mvn -q compile exec:java\nmvn verify\n");
        assertThat(Files.readString(MarkdownBlocks.ROOT.resolve(".ci/run")))
                .contains("\nmvn -q compile exec:java\n")
                .contains("\nmvn verify\n");
    }
}
