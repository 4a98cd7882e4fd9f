package org.bitauth.keystone.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.replay.JdbcReplayGuard;
import org.bitauth.replay.Race;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From every schema to the newest, on H2. */
class MigrationsTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String VERSIONS = "SELECT version FROM bitauth_schema WHERE version > 0 ORDER BY version";

    private final H2Database database = new H2Database();

    MigrationsTest() throws SQLException {}

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void makesAllTablesInAnEmptyDatabase() throws SQLException {
        Migrations.run(database.connections());

        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        JdbcStores stores = database.stores(CLOCK);
        assertThat(stores.directory().addDomain(CloudSample.FIRST)).isTrue();
        assertThat(stores.replayGuard().claim("a", CLOCK.instant().plusSeconds(60)))
                .isTrue();
        assertThat(stores.applicationCredentials().ofUser("u1")).isEmpty();
        assertThat(stores.revocations().list().revocations()).isEmpty();
        assertThat(tip(stores.leases())).isEmpty();
    }

    @Test
    void theNumberOfTheListBeginsWithTheTime() throws SQLException {
        Instant before = CLOCK.instant();

        Migrations.run(database.connections());

        long number = database.stores(CLOCK).revocations().list().number();
        assertThat(number)
                .isBetween(before.toEpochMilli(), CLOCK.instant().plusMillis(1).toEpochMilli());
    }

    @Test
    void keepsWhatVersionOneHolds() throws Exception {
        versionOne();
        database.execute("CREATE TABLE bitauth_schema (version INTEGER PRIMARY KEY, done_second BIGINT NOT NULL)");
        database.execute("INSERT INTO bitauth_schema VALUES (1, 0)");

        keepsNonces();
    }

    @Test
    void keepsWhatAnEmbedderMadeWithoutMigrations() throws Exception {
        versionOne();

        keepsNonces();
    }

    private void keepsNonces() throws SQLException {
        JdbcReplayGuard guard = new JdbcReplayGuard(database.connections(), CLOCK);
        Instant since = guard.rememberingSince();
        guard.claim("a", since.plusSeconds(3600));

        Migrations.run(database.connections());

        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        JdbcStores stores = database.stores(CLOCK);
        assertThat(stores.replayGuard().isClaimed("a")).isTrue();
        assertThat(stores.replayGuard().rememberingSince()).isEqualTo(since);
        assertThat(stores.directory().addDomain(CloudSample.FIRST)).isTrue();
    }

    @Test
    void runsAgainWithoutChangingAnything() throws SQLException {
        Migrations.run(database.connections());
        JdbcStores stores = database.stores(CLOCK);
        CloudSample.fill(stores.directory(), List.of("p1"), List.of("u1"));
        long number = stores.revocations().list().number();

        Migrations.run(database.connections());

        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        assertThat(stores.directory().users(Optional.empty(), 9)).containsExactly(CloudSample.user("u1"));
        assertThat(stores.revocations().list().number()).isEqualTo(number);
    }

    @Test
    void addsOrdersAndLeasesToWhatVersionTwoHolds() throws Exception {
        versionOne();
        database.execute("CREATE TABLE bitauth_schema (version INTEGER PRIMARY KEY, done_second BIGINT NOT NULL)");
        database.execute(schema(Migrations.class, "identity-schema.sql").replace("{bytes}", ""));
        database.execute("INSERT INTO bitauth_schema VALUES (1, 0), (2, 0)");
        JdbcStores stores = database.stores(CLOCK);
        CloudSample.fill(stores.directory(), List.of("p1"), List.of("u1"));

        Migrations.run(database.connections());

        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        assertThat(stores.directory().user("u1")).isPresent();
        PlacedOrder placed = LeaseSample.placed(1, CloudSample.sin(1));
        assertThat(stores.leases().<Boolean>change(book -> book.addOrder(placed)))
                .isTrue();
        stores.leases().change(book -> {
            book.chain().lockTip();
            book.chain().connect(LeaseSample.tip(1, 0), LeaseSample.START);
            return true;
        });

        Migrations.run(database.connections());
        assertThat(order(stores.leases(), placed.id())).contains(placed);
        assertThat(tip(stores.leases())).contains(LeaseSample.tip(1, 0));
    }

    @Test
    void endsTheStepOfOrdersThatWasInterrupted() throws SQLException {
        Migrations.run(database.connections());
        PlacedOrder placed = LeaseSample.placed(1, CloudSample.sin(1));
        database.stores(CLOCK).leases().change(book -> book.addOrder(placed));
        database.execute("DELETE FROM bitauth_schema WHERE version = 3");
        database.execute("DROP TABLE bitauth_chain_position");

        Migrations.run(database.connections());

        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        LeaseStore leases = database.stores(CLOCK).leases();
        assertThat(order(leases, placed.id())).contains(placed);
        assertThat(tip(leases)).isEmpty();
    }

    /** H2 has no transaction for it: the tables are there, the row that says so is not. */
    @Test
    void endsAStepThatWasInterrupted() throws SQLException {
        Migrations.run(database.connections());
        JdbcStores stores = database.stores(CLOCK);
        CloudSample.fill(stores.directory(), List.of("p1"), List.of("u1"));
        database.execute("DELETE FROM bitauth_schema WHERE version > 0");
        database.execute("DROP TABLE bitauth_revoked_user");

        Migrations.run(database.connections());

        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        assertThat(stores.directory().user("u1")).isPresent();
        assertThat(stores.revocations().list().revocations()).isEmpty();
    }

    @Test
    void refusesADatabaseThatIsNewer() throws SQLException {
        Migrations.run(database.connections());
        database.execute("INSERT INTO bitauth_schema VALUES (4, 0)");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Migrations.run(database.connections()))
                .withMessage(
                        "schema of the database must be at most version 3, the newest that this program knows, was 4");
        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n4\n");
    }

    @Test
    void nodesThatStartAtTheSameTimeAllSucceed() throws Exception {
        DataSource[] nodes = {database.connections(), database.connections()};

        int[] winners = Race.winners(4, 1, 1, (thread, round) -> {
            Migrations.run(nodes[thread % 2]);
            return database.stores(CLOCK).directory().addDomain(new Domain("d" + thread, "name " + thread));
        });

        assertThat(winners).containsExactly(4);
        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n");
    }

    @Test
    void lendsConnectionsForNoLongerThanItTakes() throws SQLException {
        DataSource strict = database.strictConnections();

        Migrations.run(strict);
        Migrations.run(strict);

        database.execute("UPDATE bitauth_schema SET done_second = 1 WHERE version = 0");
        assertThat(database.text(VERSIONS)).isEqualTo("1\n2\n3\n");
    }

    @Test
    void saysThatADatabaseDoesNotAnswer() {
        JdbcDataSource nothing = new JdbcDataSource();
        nothing.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";IFEXISTS=TRUE");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Migrations.run(nothing))
                .withMessageStartingWith("migration failed, SQL state ")
                .satisfies(e -> assertThat(e.getCause()).isInstanceOf(SQLException.class));
    }

    private static Optional<ChainTip> tip(LeaseStore leases) {
        return leases.change(book -> book.chain().lockTip());
    }

    private static Optional<PlacedOrder> order(LeaseStore leases, String id) {
        return leases.read(book -> book.order(id));
    }

    private void versionOne() throws Exception {
        database.execute(schema(JdbcReplayGuard.class, "replay-schema.sql"));
    }

    private static String schema(Class<?> beside, String resource) throws IOException {
        try (InputStream schema = beside.getResourceAsStream(resource)) {
            return new String(requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
