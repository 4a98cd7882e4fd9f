package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.house.MarkdownBlocks;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A buyer's commands of docs/payments.md, as they are packaged, at a till whose chain pays every invoice at once. */
class PaymentsGuideIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void commandsOfTheGuideWork() throws Exception {
        Peers.requirePrograms("sh", "sed");
        List<MarkdownBlocks> blocks = MarkdownBlocks.of("sh").stream()
                .filter(block -> block.document().equals("docs/payments.md"))
                .toList();
        assertThat(blocks).hasSize(2);
        String commands = blocks.stream().map(MarkdownBlocks::text).collect(Collectors.joining());
        Path home = Files.createDirectories(folder.resolve("home"));
        try (DemoTill till = new DemoTill(folder);
                PayingChain payer = new PayingChain(till);
                Launcher launcher = new Launcher(folder)) {
            Ended ended = launcher.shell(
                    Map.of(
                            "HOME",
                            home.toString(),
                            "PATH",
                            Launcher.path(),
                            "cloud",
                            till.url().toString(),
                            "vendor",
                            till.vendor(),
                            "network",
                            "regtest"),
                    "set -eu; cd \"$HOME\"\n" + commands);

            assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.out())
                    .contains("Offer: small-1\n")
                    .contains("bitcoin:bcrt1q")
                    .contains("SETTLED 86400/86400 satoshi, 2/2 confirmations, paid through ")
                    .contains("Lease: ACTIVE for web-1, paid through ")
                    .contains("web-1-cert.pub");
            assertThat(payer.paid()).isEqualTo(1);
        }
    }
}
