package org.bitauth.benchmarks;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.AddressSource;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Order;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.keystone.store.JdbcLeaseStore;
import org.bitauth.wallet.BitcoinNetwork;

/** A store with many orders that were paid by three outputs each, and their leases; and a bridge that takes new orders. */
final class PaidOrders {
    static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    static final Offer OFFER = new Offer(
            "small",
            "A small instance",
            10_000,
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofDays(365),
            List.of("member"),
            1,
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            "to the sender");

    private static final URI CLOUD = URI.create("https://cloud.example");
    private static final BitauthKey VENDOR = MeasuredUsers.key(1_000_000);
    private static final int AT_ONCE = 20_000;
    private static final int BLOCKS = 100_000;
    /** Ids in no order, as hashes are: n times an odd number, as 64 hexadecimal digits. */
    private static final String ID =
            "RPAD(CAST(MOD(n * 2654435761, 4294967296) AS VARCHAR) || 'a' || CAST(n AS VARCHAR), 64, '0')";

    private final DataSource database;
    private final boolean postgres;
    private final MeasuredChain chain = new MeasuredChain(BLOCKS - 1);
    private final Payments bridge;

    PaidOrders(DataSource database, boolean postgres) {
        this.database = database;
        this.postgres = postgres;
        this.bridge = Payments.builder(
                        CLOUD, VENDOR, BitcoinNetwork.REGTEST, new Numbered(), chain, new JdbcLeaseStore(database))
                .offer(OFFER)
                .clock(() -> START)
                .build();
    }

    private static final class Numbered implements AddressSource {
        @Override
        public String id() {
            return "numbered";
        }

        @Override
        public String address(long index) {
            return "bcrt1-address-of-usual-length-" + index;
        }

        @Override
        public boolean owns(Sin sin, int first) {
            return false;
        }
    }

    MeasuredChain chain() {
        return chain;
    }

    Payments bridge() {
        return bridge;
    }

    /** What this thread has used, and PostgreSQL's processes for their connections, in steps of 10 ms. */
    Duration processorTime() throws SQLException {
        Duration sum = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        if (postgres) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")) {
                while (rows.next()) {
                    sum = sum.plus(ProcessHandle.of(rows.getLong(1))
                            .flatMap(backend -> backend.info().totalCpuDuration())
                            .orElse(Duration.ZERO));
                }
            }
        }
        return sum;
    }

    /** Fills the store, and returns the addresses of orders that wait for money. */
    List<String> fill(int paid, int open) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            String work = postgres
                    ? "CAST(CAST(n AS NUMERIC) * 1152921504606846976 AS VARCHAR)"
                    : "CAST(CAST(n AS NUMERIC(40)) * 1152921504606846976 AS VARCHAR)";
            statement.execute("INSERT INTO bitauth_block (height, block_hash, chain_work, connected_milli)"
                    + " SELECT n, LPAD(CAST(n AS VARCHAR), 64, '0'), " + work + ", " + START.toEpochMilli()
                    + from(0, BLOCKS - 1));
        }
        bridge.sync().once();
        List<String> addresses = new ArrayList<>();
        PlacedOrder like = place(0);
        for (int first = 0; first < paid; first += AT_ONCE) {
            paid(like, first, Math.min(paid, first + AT_ONCE) - 1);
        }
        for (int number = 1; number <= open; number++) {
            addresses.add(place(number).invoice().address());
        }
        if (postgres) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("VACUUM ANALYZE");
            }
        }
        return addresses;
    }

    private PlacedOrder place(int number) {
        BitauthKey owner = MeasuredUsers.key(number % 1000);
        Order order = Order.write(
                CLOUD,
                VENDOR.publicKey().sin(),
                OFFER,
                owner.publicKey().sin(),
                "instance-" + number,
                Duration.ofDays(1),
                START);
        return bridge.desk()
                .place(order.statement().sign(owner), "measured")
                .accepted()
                .orElseThrow();
    }

    private void paid(PlacedOrder like, int first, int last) throws SQLException {
        String orders = "INSERT INTO bitauth_order (order_id, owner, instance, offer, duration_seconds, nonce, address,"
                + " order_text, order_key, order_signature, invoice_text, invoice_key, invoice_signature,"
                + " grace_seconds, roles, placed_milli, state, flags, seen, settled, settled_milli, payer_is_owner)"
                + " SELECT " + ID
                + ", 'Tf' || CAST(MOD(n, 100000) AS VARCHAR), 'instance-' || CAST(n AS VARCHAR), 'small',"
                + " 86400, 'nonce-' || CAST(n AS VARCHAR), 'bcrt1-address-of-paid-order-' || CAST(n AS VARCHAR),"
                + " CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR),"
                + " CAST(? AS VARCHAR), 3600, 'member', " + START.toEpochMilli() + ", 'SETTLED', '', 10000, 10000, "
                + START.toEpochMilli() + ", FALSE" + from(first, last);
        String outputs = "INSERT INTO bitauth_output (txid, output_index, address, satoshi, order_id, seen_milli,"
                + " block_height, block_hash, gone, reorged) SELECT " + ID + ", k,"
                + " 'bcrt1-address-of-paid-order-' || CAST(n AS VARCHAR), 4000, " + ID + ", " + START.toEpochMilli()
                + ", MOD(n, " + BLOCKS + "), LPAD(CAST(MOD(n, " + BLOCKS + ") AS VARCHAR), 64, '0'), FALSE, FALSE"
                + from(first, last) + " CROSS JOIN (VALUES (0), (1), (2)) AS each_output (k)";
        String leases = "INSERT INTO bitauth_lease (owner, instance, offer, paid_through_milli, grace_seconds, roles,"
                + " revoked) SELECT 'Tf' || CAST(MOD(n, 100000) AS VARCHAR), 'instance-' || CAST(n AS VARCHAR), 'small',"
                + " 1900000000000, 3600, 'member', FALSE" + from(first, last);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(orders);
                Statement statement = connection.createStatement()) {
            List<String> texts = List.of(
                    like.signedOrder().text(),
                    like.signedOrder().signatures().get(0).publicKey(),
                    like.signedOrder().signatures().get(0).signature(),
                    like.signedInvoice().text(),
                    like.signedInvoice().signatures().get(0).publicKey(),
                    like.signedInvoice().signatures().get(0).signature());
            for (int i = 0; i < texts.size(); i++) {
                insert.setString(i + 1, texts.get(i));
            }
            insert.executeUpdate();
            statement.execute(outputs);
            statement.execute(leases);
        }
    }

    private String from(int first, int last) {
        return String.format(
                Locale.ROOT,
                postgres
                        ? " FROM (SELECT CAST(m AS BIGINT) AS n FROM generate_series(%d, %d) AS m) AS numbers"
                        : " FROM (SELECT x AS n FROM SYSTEM_RANGE(%d, %d)) AS numbers",
                first,
                last);
    }
}
