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
import org.bitauth.keystone.store.JdbcStores;
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
        assertThat(store.text(VERSIONS)).isEqualTo("1\n2\n");
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

        assertThat(store.text(VERSIONS)).isEqualTo("1\n2\n");
        assertThat(JdbcStores.of(node).replayGuard().isClaimed("a")).isTrue();
        store.closePools();
    }

    @Test
    void refusesADatabaseThatIsNewer() throws SQLException {
        DataSource node = store.connections(false);
        Migrations.run(node);
        Migrations.run(node);
        store.execute("INSERT INTO bitauth_schema VALUES (3, 0)");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Migrations.run(node))
                .withMessageEndingWith("was 3");
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
        assertThat(store.text(VERSIONS)).isEqualTo("1\n2\n");
        store.closePools();
    }
}
