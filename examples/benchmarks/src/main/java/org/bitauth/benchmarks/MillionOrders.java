package org.bitauth.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.store.H2File;
import org.bitauth.keystone.store.Migrations;

/**
 * How long a bridge takes for one new block, and for a reorganization, with 1,000,000 paid orders in PostgreSQL and in a file
 * of H2: medians, and the medians of processor time, which a busy machine changes less. Takes {@code postgres}, {@code h2} or both, and how many orders are paid.
 */
public final class MillionOrders {
    private static final int WARM_UPS = 2;
    private static final int ROUNDS = 5;
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final double MOST_SECONDS = 2;

    private final PaidOrders orders;
    private final Iterator<String> open;
    private final Map<String, Samples> seconds = new LinkedHashMap<>();
    private final Map<String, Samples> processor = new LinkedHashMap<>();

    private MillionOrders(PaidOrders orders, List<String> open) {
        this.orders = orders;
        this.open = open.iterator();
    }

    public static void main(String[] arguments) throws Exception {
        String databases = arguments.length > 0 ? arguments[0] : "postgres h2";
        int paid = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        if (databases.contains("postgres")) {
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
                HikariConfig pool = new HikariConfig();
                pool.setDataSource(postgres.getPostgresDatabase());
                pool.setMaximumPoolSize(4);
                try (HikariDataSource connections = new HikariDataSource(pool)) {
                    measure("PostgreSQL", connections, true, paid);
                }
            }
        }
        if (databases.contains("h2")) {
            Path folder = Files.createTempDirectory("million-orders");
            try (H2File file = H2File.open(folder)) {
                measure("H2 file", file.dataSource(), false, paid);
            } finally {
                for (Path file : Files.list(folder).toList()) {
                    Files.delete(file);
                }
                Files.delete(folder);
            }
        }
    }

    private static void measure(String name, DataSource database, boolean postgres, int paid) throws SQLException {
        Migrations.run(database);
        PaidOrders orders = new PaidOrders(database, postgres);
        long begin = System.nanoTime();
        List<String> open = orders.fill(paid, (WARM_UPS + ROUNDS) * (MANY + 3 * FEW));
        System.out.printf(
                Locale.ROOT,
                "%s, %d paid orders, filled in %d s%n",
                name,
                paid,
                since(begin).toSeconds());
        new MillionOrders(orders, open).run();
    }

    private void run() throws SQLException {
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            if (round == WARM_UPS) {
                seconds.values().forEach(Samples::clear);
                processor.values().forEach(Samples::clear);
            }
            block("block without payments", 0);
            block("block with " + FEW, FEW);
            block("block with " + MANY, MANY);
            reorganization();
        }
        seconds.forEach((name, samples) -> System.out.printf(
                Locale.ROOT,
                "  %-24s median %8.1f ms, least %8.1f ms, processor %8.1f ms%s%n",
                name,
                samples.median() * 1e3,
                samples.least() * 1e3,
                Objects.requireNonNull(processor.get(name)).median() * 1e3,
                samples.median() > MOST_SECONDS ? ", MORE THAN " + MOST_SECONDS + " s" : ""));
    }

    private void block(String name, int payments) throws SQLException {
        orders.chain().mine(payments(payments));
        sync(name);
    }

    /** Two blocks are replaced by three, in which the same is paid. */
    private void reorganization() throws SQLException {
        List<ChainOutput> first = payments(FEW);
        List<ChainOutput> second = payments(FEW);
        orders.chain().mine(first);
        orders.chain().mine(second);
        sync("two blocks with " + FEW);
        orders.chain().cut(2);
        orders.chain().mine(List.of());
        orders.chain().mine(second);
        orders.chain().mine(first);
        sync("two of them replaced");
    }

    private List<ChainOutput> payments(int count) {
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(open.next());
        }
        return orders.chain().payments(addresses);
    }

    private void sync(String name) throws SQLException {
        Duration before = orders.processorTime();
        long begin = System.nanoTime();
        if (orders.bridge().sync().once().isPresent()) {
            throw new IllegalStateException("the chain must be read to its end");
        }
        seconds.computeIfAbsent(name, any -> new Samples()).add(since(begin).toNanos() / 1e9);
        Duration used = orders.processorTime().minus(before);
        processor.computeIfAbsent(name, any -> new Samples()).add(used.toNanos() / 1e9);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
