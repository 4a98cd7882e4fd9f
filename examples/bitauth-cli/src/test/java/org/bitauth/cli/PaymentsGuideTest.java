package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitauth.house.MarkdownBlocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The config of docs/payments.md is read and its till opens; only folders and the chain are others. */
class PaymentsGuideTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theConfigShowsEveryMember() throws Exception {
        PaymentsConfig payments = ServeConfig.read(Files.writeString(folder.resolve("config.json"), guide()))
                .payments()
                .orElseThrow();

        assertThat(payments).hasNoNullFieldsOrProperties();
        assertThat(payments.offers()).allSatisfy(offer -> assertThat(offer).hasNoNullFieldsOrProperties());
        assertThat(payments.node().url().getPort()).isEqualTo(18_332);
        assertThat(payments.chain()).isNotNull();
    }

    @Test
    void theTillOfTheConfigOpens() throws Exception {
        String json = guide().replace(
                        "/var/lib/bitauth", folder.resolve("state").toString())
                .replaceFirst("\"url\": \"https://cloud.example/v3\",", "");
        try (DemoTill till = new DemoTill(folder, json)) {
            CommandRun run = CommandRun.of("offers", till.url());

            assertThat(run.out()).as(run.err()).contains("Network: testnet\n").contains("Offer: small-1\n");
        }
    }

    private static String guide() throws IOException {
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("json").stream()
                .filter(block -> block.document().equals("docs/payments.md"))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.get(0).text();
    }
}
