package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.cli.admin.AdminSocket;
import org.bitauth.cli.admin.DirectoryCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator does with leases, carried out by the server that has the store open. */
@SuppressWarnings("NullAway.Init")
class VendorCommandTest {
    @TempDir
    private Path folder;

    private DemoTill till;
    private AdminSocket socket;
    private Path key;
    private String order;

    @BeforeEach
    void open() throws Exception {
        till = new DemoTill(folder);
        VendorWords words = new VendorWords(till.store, () -> till.chain, (before, after) -> {});
        socket = AdminSocket.open(
                folder.resolve("till"),
                (told, out, err) -> VendorWords.isMeant(told)
                        ? words.runMarked(told, out, err)
                        : DirectoryCommand.help(List.of("help"), out, err));
        key = folder.resolve("key");
        DemoServer.newKey(key);
        order = DemoTill.placedOrder(till, key);
    }

    @AfterEach
    void close() {
        socket.close();
        till.close();
    }

    @Test
    void timeForAnotherProofOfPaymentCountsOnce() {
        CommandRun first = extend(order, "3600", "bank transfer 17");
        CommandRun again = extend(order, "3600", "bank transfer 17");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains(" web-1 ACTIVE paid through ");
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(extend(order, "3600", "bank transfer 18").out()).isNotEqualTo(first.out());
        assertThat(certificate().exitCode()).isZero();
    }

    @Test
    void aLeaseThatIsRevokedOpensNothingUntilThatIsWithdrawn() {
        extend(order, "3600", "bank transfer 17");

        CommandRun revoked = vendor("revoke", order, "--reason", "abuse report 4");
        assertThat(revoked.out()).as(revoked.err()).contains(" web-1 REVOKED ");
        assertThat(certificate().exitCode()).isEqualTo(1);

        assertThat(vendor("revoke", order, "--reason", "a mistake", "--withdraw")
                        .out())
                .contains(" web-1 ACTIVE ");
        assertThat(certificate().exitCode()).isZero();
    }

    @Test
    void saysThatThereIsNoSuchOrder() {
        CommandRun run = extend("0".repeat(64), "3600", "x");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no such order");
    }

    @ParameterizedTest
    @CsvSource({
        "0, good, whole seconds",
        "3600, '', printable ASCII",
        "3600, ä, printable ASCII",
        "-1, good, whole number"
    })
    void refusesWhatIsNoExtension(String seconds, String reference, String message) {
        CommandRun run = extend(order, seconds, reference);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    @Test
    void theWordsOfTheDirectoryAreOthers() {
        assertThat(AdminSocket.call(folder.resolve("till"), List.of("user", "list"))
                        .orElseThrow()
                        .out())
                .contains("Usage");
        assertThat(AdminSocket.call(folder.resolve("till"), List.of("vendor", "sing"))
                        .orElseThrow()
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void wantsAConfigWithPayments() throws Exception {
        Path other = Files.writeString(
                folder.resolve("other.json"), "{\"state\": \"" + folder.resolve("till") + "\", \"identity\": {}}");

        CommandRun run = CommandRun.of("vendor", "audit", "--config", other);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("config must have 'payments'");
    }

    private CommandRun extend(String id, String seconds, String reference) {
        return vendor("extend", id, "--seconds", seconds, "--reference", reference);
    }

    private CommandRun vendor(String word, String id, String... more) {
        List<Object> words = new ArrayList<>(List.of("vendor", word, "--config", folder.resolve("till.json"), id));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    private CommandRun certificate() {
        return CommandRun.of(
                "ssh",
                "cert",
                till.url(),
                "--key",
                key,
                "--login",
                "debian",
                "--instance",
                "web-1",
                "--out",
                folder.resolve("id"));
    }
}
