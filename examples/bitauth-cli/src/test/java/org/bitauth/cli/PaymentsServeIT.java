package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.keystone.lab.BitcoinNode;
import org.bitauth.keystone.store.H2File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server as it is packaged, on the chain of a real node: a buyer orders, pays, logs in and gets a certificate. */
class PaymentsServeIT {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void sellsAndAuditsOnTheChainOfARealNode() throws Exception {
        BitcoinNode.requireProgram();
        Path key = folder.resolve("buyer");
        DemoServer.newKey(key);
        try (BitcoinNode node = BitcoinNode.start();
                Launcher launcher = new Launcher(folder)) {
            Path config = Files.writeString(
                    folder.resolve("till.json"),
                    DemoTill.json(folder)
                            .replace("http://127.0.0.1:18443", node.uri().toString())
                            .replace("/nowhere/.cookie", node.cookie().toString()));
            var server = launcher.start(Map.of(), "serve", "--config", config);
            String url = "http" + server.awaitLine(server.out(), "http");

            Ended offers = launcher.run("offers", url);
            assertThat(offers.out()).as(offers.err()).contains("Offer: small-1");
            Ended order = order(launcher, url, key, line(offers, "Vendor: "));
            assertThat(order.exitCode()).as(order.err()).isZero();
            assertThat(login(launcher, url, key).exitCode())
                    .as("nothing is paid")
                    .isEqualTo(1);
            node.pay(line(order, "Address: "), Long.parseLong(line(order, "Satoshi: ")));
            node.mine(2);

            Ended watch = launcher.run("order", "watch", url, line(order, "Order: "), "--key", key);
            assertThat(watch.exitCode()).as(watch.out() + watch.err()).isZero();
            assertThat(watch.out()).contains("SETTLED 3600/3600 satoshi");
            assertThat(login(launcher, url, key).exitCode()).isZero();
            Ended certificate = launcher.run(
                    "ssh",
                    "cert",
                    url,
                    "--key",
                    key,
                    "--login",
                    "debian",
                    "--instance",
                    "web-1",
                    "--out",
                    folder.resolve("id"));
            assertThat(certificate.exitCode()).as(certificate.err()).isZero();
            assertThat(audit(launcher, config)).extracting(Ended::exitCode).isEqualTo(0);

            server.process().destroy();
            server.end();
            assertThat(audit(launcher, config)).extracting(Ended::exitCode).isEqualTo(0);
            plantLongerLease();
            Ended found = audit(launcher, config);
            assertThat(found.exitCode()).isEqualTo(1);
            assertThat(found.out()).contains("for web-1 is paid through");
        }
    }

    private static Ended order(Launcher launcher, String url, Path key, String vendor) throws Exception {
        Ended order;
        int tries = 0;
        do { // until the server has read the chain to its end
            order = launcher.run(
                    "order",
                    url,
                    "--vendor",
                    vendor,
                    "--network",
                    "regtest",
                    "--offer",
                    "small-1",
                    "--instance",
                    "web-1",
                    "--hours",
                    1,
                    "--key",
                    key);
        } while (order.err().contains("refused: 503") && ++tries < 60);
        return order;
    }

    private static Ended login(Launcher launcher, String url, Path key) throws Exception {
        return launcher.run("login", url, "--key", key, "--format", "token");
    }

    private static Ended audit(Launcher launcher, Path config) throws Exception {
        return launcher.run("vendor", "audit", "--config", config);
    }

    private static String line(Ended ended, String begin) {
        return ended.out()
                .lines()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElseThrow(() -> new AssertionError(begin + " is missing: " + ended.out() + ended.err()))
                .substring(begin.length());
    }

    private void plantLongerLease() throws Exception {
        H2File file = H2File.open(folder.resolve("till"));
        try (Connection connection = file.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE bitauth_lease SET paid_through_milli = paid_through_milli + 1000"))
                    .isEqualTo(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } finally {
            file.close();
        }
    }
}
