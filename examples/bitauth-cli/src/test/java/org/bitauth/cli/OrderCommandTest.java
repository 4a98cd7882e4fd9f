package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bitauth.Sin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A buyer's commands, from the offers to the shell's certificate, at a till on a chain of the test. */
@SuppressWarnings("NullAway.Init")
class OrderCommandTest {
    @TempDir
    private Path folder;

    private DemoTill till;
    private Path key;
    private Sin buyer;

    @BeforeEach
    void open() throws Exception {
        till = new DemoTill(folder);
        key = folder.resolve("key");
        buyer = DemoServer.newKey(key);
    }

    @AfterEach
    void close() {
        till.close();
    }

    @Test
    void showsWhatIsSold() {
        CommandRun run = CommandRun.of("offers", till.url());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("Vendor: " + till.vendor() + "\nNetwork: regtest\n\nOffer: small-1\n")
                .contains("Price: 3600 satoshi for 3600 seconds\n");
    }

    @Test
    void printsWhatToPayOnceItWasChecked() {
        CommandRun run = order();

        String address = value(run, "Address");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(value(run, "Order")).matches("[0-9a-f]{64}");
        assertThat(value(run, "Satoshi")).isEqualTo("7200");
        assertThat(address).startsWith("bcrt1q");
        assertThat(run.out())
                .endsWith("bitcoin:" + address
                        + "?amount=0.000072&message=One%20small%20instance%20for%20web-1&bitauth=" + buyer + "\n");
    }

    @Test
    void eachOrderHasAnAddressOfItsOwn() {
        assertThat(value(order(), "Address")).isNotEqualTo(value(order(), "Address"));
    }

    @Test
    void showsNothingOfAnotherVendor() {
        CommandRun run = order("--vendor", buyer.value());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("do not pay: VENDOR");
    }

    @Test
    void showsNothingOfAnotherNetwork() {
        CommandRun run = order("--network", "mainnet");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("do not pay: NETWORK");
    }

    @ParameterizedTest
    @CsvSource({
        "--offer, none, 1, sells no offer",
        "--hours, 721, 2, duration must be",
        "--instance, web 1, 2, login or instance must be",
        "--network, moon, 2, network must be",
        "--vendor, Tf1, 2, SIN must",
    })
    void refusesWhatIsNotSold(String option, String value, int exitCode, String message) {
        CommandRun run = order(option, value);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void wantsOneDurationAndAVendor() {
        assertThat(CommandRun.of("order", till.url()).exitCode()).isEqualTo(2);
        assertThat(order("--seconds", "60").err()).contains("one of --hours and --seconds");
        assertThat(CommandRun.of("order", till.url(), "--hours", 1, "--instance", "a", "--offer", "small-1")
                        .err())
                .contains("--vendor must be given");
        assertThat(CommandRun.of("order").exitCode()).isEqualTo(2);
    }

    @Test
    void paidMoneyOpensAShellForTheLeaseOnly() throws Exception {
        CommandRun placed = order();
        String id = value(placed, "Order");
        CommandRun before = certificate("web-1");
        CommandRun fresh = CommandRun.of("order", "status", till.url(), id, "--key", key);
        till.chain.minePayment(value(placed, "Address"), 7_200);
        till.chain.mine();

        CommandRun watched = CommandRun.of("order", "watch", till.url(), id, "--key", key);
        CommandRun settled = CommandRun.of("order", "status", till.url(), id, "--key", key);

        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.err()).contains("Nothing is paid for this instance.");
        assertThat(fresh.out()).contains("State: NEW\n").contains("Lease: PENDING for web-1\n");
        assertThat(watched.exitCode()).as(watched.err()).isZero();
        assertThat(watched.out()).contains("SETTLED 7200/7200 satoshi, 2/2 confirmations, paid through ");
        assertThat(watched.out()).doesNotContain("\r");
        assertThat(settled.out()).contains("State: SETTLED\n").contains("Lease: ACTIVE for web-1, paid through ");
        assertThat(certificate("web-1").exitCode()).isZero();
        assertThat(certificate("web-2").exitCode()).isEqualTo(1);
    }

    @Test
    void tellsOthersNothing() throws Exception {
        String id = value(order(), "Order");
        Path other = folder.resolve("other");
        DemoServer.newKey(other);

        CommandRun run = CommandRun.of("order", "status", till.url(), id, "--key", other);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("refused: 404");
    }

    @Test
    void theVendorsKeyIsMadeForItsOwnerAlone() throws Exception {
        Path file = folder.resolve("till/vendor_key");
        String first = till.vendor();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        till.close();
        till = new DemoTill(folder);
        assertThat(till.vendor()).isEqualTo(first);
    }

    @Test
    void theReaderOfTheChainEndsWithTheServer() throws Exception {
        Set<Thread> before = readers();
        till.close();
        for (Thread reader : before) {
            reader.join(Duration.ofSeconds(10).toMillis());
        }

        assertThat(before).isNotEmpty();
        assertThat(readers()).isEmpty();
    }

    private static Set<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("bitauth-chain"))
                .collect(Collectors.toSet());
    }

    /** An order for two hours, with other options in place of the right ones; the till may still read the chain. */
    private CommandRun order(String... other) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--vendor", till.vendor());
        options.put("--offer", "small-1");
        options.put("--instance", "web-1");
        options.put("--hours", "2");
        options.put("--network", "regtest");
        options.put("--key", key.toString());
        for (int i = 0; i < other.length; i += 2) {
            options.put(other[i], other[i + 1]);
        }
        List<Object> words = new ArrayList<>(List.of("order", till.url()));
        options.forEach((name, value) -> words.addAll(List.of(name, value)));
        CommandRun run = CommandRun.of(words.toArray());
        for (int i = 0; i < 1_000 && run.err().contains("refused: 503"); i++) {
            run = CommandRun.of(words.toArray());
        }
        return run;
    }

    private CommandRun certificate(String instance) {
        return CommandRun.of(
                "ssh",
                "cert",
                till.url(),
                "--key",
                key,
                "--login",
                "debian",
                "--instance",
                instance,
                "--out",
                folder.resolve("id"));
    }

    private static String value(CommandRun run, String name) {
        Matcher matcher = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(run.out());
        assertThat(matcher.find()).as(run.err() + run.out()).isTrue();
        return matcher.group(1);
    }
}
