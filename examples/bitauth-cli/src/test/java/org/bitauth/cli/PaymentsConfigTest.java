package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.regex.Pattern;
import org.bitauth.BitauthKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the section {@code payments} takes, and what it refuses at the start. */
class PaymentsConfigTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void defaultsAreMild() throws Exception {
        PaymentsConfig config = read(DemoTill.json(folder).replaceFirst("\"poll_seconds\": 1,", ""))
                .payments()
                .orElseThrow();

        assertThat(config.pace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.mostOrders()).isEqualTo(600);
        assertThat(config.sold().get(0).payBy()).isEqualTo(Duration.ofMinutes(15));
        assertThat(config.sold().get(0).grace()).isZero();
    }

    @ParameterizedTest(name = "{1} in place of {0}")
    @CsvSource(delimiter = '|', textBlock = """
            "satoshi": 3600 | "satoshi": 3600.5 | Floating-point
            "satoshi": 3600 | "satoshi": 0 | price must be
            "satoshi": 3600, | '' | satoshi
            "refund": "by hand" | "refunds": "by hand" | refund
            "network": "regtest" | "network": "moonnet" | network must be
            "network": "regtest" | "network": "mainnet" | for the network
            "xpub": "tpub | "xpub": "tpuc | extended public key
            "poll_seconds": 1 | "poll_seconds": 0 | poll_seconds must be
            "poll_seconds": 1 | "orders_per_minute": 0 | orders per minute must be
            "cookie": "/nowhere/.cookie" | "user": "me" | config node must have
            "cookie": "/nowhere/.cookie" | "cookie": "/a", "user": "me", "password_file": "/b" | config node must have
            "identity": {}, | "directory": {}, | must stand with 'identity'
            "policy": "leases" | "policy": "anybody" | policy must be
            """)
    void refusesAConfigThatMakesNoSense(String good, String bad, String message) throws Exception {
        String json = DemoTill.json(folder);
        assertThat(json).contains(good);
        String broken = json.replaceFirst(Pattern.quote(good), bad.strip());

        Throwable thrown = catchThrowable(() -> new DemoTill(folder, broken).close());

        assertThat(thrown).isInstanceOf(CommandFailure.class).hasMessageContaining(message);
    }

    @Test
    void aKeyOfTheAccountSignsNoInvoices() throws Exception {
        Path key = folder.resolve("till/vendor_key");
        KeyFile.writeNewPrivate(key, DemoTill.FIRST_KEY);

        Throwable thrown = catchThrowable(() -> new DemoTill(folder).close());

        assertThat(thrown)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("none of the account")
                .hasMessageNotContaining(DemoTill.FIRST_KEY);
    }

    @Test
    void aVendorKeyThatOthersReadIsRefused() throws Exception {
        Path key = folder.resolve("till/vendor_key");
        KeyFile.writeNew(key, BitauthKey.generate());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(catchThrowable(() -> new DemoTill(folder).close()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("must not be readable by others");
    }

    @Test
    void twoOffersOfOneIdAreRefused() throws Exception {
        String json = DemoTill.json(folder);
        String offer = json.substring(json.indexOf("{\"id\""), json.indexOf('}', json.indexOf("{\"id\"")) + 1);

        assertThat(catchThrowable(() -> new DemoTill(folder, json.replace(offer, offer + "," + offer)).close()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("ids of their own");
    }

    @Test
    void leasesWithoutPaymentsAreNoPolicy() throws Exception {
        String json = "{\"ssh\": {\"logins\": [], \"policy\": \"leases\"}}";
        ServeConfig config = read(json);

        assertThat(catchThrowable(() -> Faces.of(config, java.net.URI.create("http://127.0.0.1:1/v3"), event -> {})))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("must stand with the section 'payments'");
    }

    private ServeConfig read(String json) throws Exception {
        return ServeConfig.read(Files.writeString(folder.resolve("config.json"), json));
    }
}
