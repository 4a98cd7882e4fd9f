package org.bitauth.javapeers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.store.CloudSample;
import org.bitauth.keystone.store.JdbcStores;
import org.bitauth.keystone.store.LeaseSample;
import org.bitauth.keystone.store.Migrations;
import org.bitauth.replay.JdbcReplayGuard;
import org.bitauth.replay.Race;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From every schema to the newest, on a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsPostgresIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String VERSIONS = "SELECT version FROM bitauth_schema ORDER BY version";

    private final PostgresStore store = PostgresStore.startEmpty();

    MigrationsPostgresIT() throws Exception {}

    @BeforeEach
    void dropAll() throws SQLException {
        store.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    @AfterAll
    void stop() throws IOException {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nodesThatStartAtTheSameTimeAllSucceed(boolean strict) throws Exception {
        DataSource[] nodes = {store.connections(strict), store.connections(strict)};

        int[] winners = Race.winners(4, 1, 1, (thread, round) -> {
            Migrations.run(nodes[thread % 2]);
            return JdbcStores.of(nodes[thread % 2], CLOCK)
                    .directory()
                    .addDomain(new Domain("d" + thread, "name " + thread));
        });

        assertThat(winners).containsExactly(4);
        assertThat(store.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        store.closePools();
    }

    @Test
    void keepsWhatVersionOneHolds() throws Exception {
        try (InputStream schema = JdbcReplayGuard.class.getResourceAsStream("replay-schema.sql")) {
            store.execute(new String(requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8));
        }
        DataSource node = store.connections(false);
        Instant since = new JdbcReplayGuard(node, CLOCK).rememberingSince();
        new JdbcReplayGuard(node, CLOCK).claim("a", since.plusSeconds(3600));

        Migrations.run(node);

        assertThat(store.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        assertThat(JdbcStores.of(node).replayGuard().isClaimed("a")).isTrue();
        store.closePools();
    }

    @Test
    void addsOrdersAndLeasesToWhatVersionTwoHolds() throws Exception {
        DataSource node = store.connections(false);
        Migrations.run(node);
        store.execute("DROP TABLE bitauth_address_index, bitauth_order, bitauth_lease, bitauth_lease_extension,"
                + " bitauth_lease_journal, bitauth_block, bitauth_output, bitauth_chain_position");
        store.execute("DELETE FROM bitauth_schema WHERE version = 3");
        assertThat(JdbcStores.of(node, CLOCK).directory().addDomain(new Domain("d", "kept")))
                .isTrue();

        Migrations.run(node);

        JdbcStores stores = JdbcStores.of(node, CLOCK);
        assertThat(stores.directory().domain("d")).isPresent();
        assertThat(stores.leases().<Boolean>change(book -> book.addOrder(LeaseSample.placed(1, CloudSample.sin(1)))))
                .isTrue();
        assertThat(store.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        store.closePools();
    }

    @Test
    void refusesADatabaseThatIsNewer() throws SQLException {
        DataSource node = store.connections(false);
        Migrations.run(node);
        Migrations.run(node);
        store.execute("INSERT INTO bitauth_schema VALUES (4, 0)");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Migrations.run(node))
                .withMessageEndingWith("was 4");
        store.closePools();
    }

    @Test
    void aStepThatFailsLeavesNothingBehind() throws SQLException {
        store.execute("CREATE TABLE bitauth_identity (other INTEGER)");
        DataSource node = store.connections(false);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Migrations.run(node))
                .withMessage("migration failed, SQL state 42703");

        assertThat(store.text(VERSIONS)).isEqualTo("1\n");
        assertThat(store.text("SELECT table_name FROM information_schema.tables WHERE table_name = 'bitauth_user'"))
                .isEmpty();
        store.execute("DROP TABLE bitauth_identity");
        Migrations.run(node);
        assertThat(store.text(VERSIONS)).isEqualTo("1\n2\n3\n");
        store.closePools();
    }
}
