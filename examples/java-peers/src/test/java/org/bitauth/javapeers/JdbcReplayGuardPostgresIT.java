package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitauth.StoreException;
import org.bitauth.peers.Programs;
import org.bitauth.replay.JdbcReplayGuard;
import org.bitauth.replay.Race;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contract on a real PostgreSQL, with usual and with the strictest connections; and what can happen only there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcReplayGuardPostgresIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final InstantSource CLOCK = InstantSource.system();

    private final PostgresStore store = PostgresStore.start();

    JdbcReplayGuardPostgresIT() throws Exception {}

    @AfterAll
    void stop() throws IOException {
        store.close();
    }

    @Nested
    class WithUsualConnections extends PostgresContract {
        WithUsualConnections() {
            super(store, false);
        }
    }

    @Nested
    class SerializableWithoutAutoCommit extends PostgresContract {
        SerializableWithoutAutoCommit() {
            super(store, true);
        }
    }

    @Nested
    class InTrouble {
        private final Instant later = CLOCK.instant().plusSeconds(180);

        @BeforeEach
        void empty() throws SQLException {
            store.execute("TRUNCATE bitauth_replay_nonce, bitauth_replay_memory");
        }

        @AfterEach
        void closePools() {
            store.closePools();
        }

        @Test
        void waitsAFewSecondsForAClaimThatIsNotCommitted() throws SQLException {
            JdbcReplayGuard guard = new JdbcReplayGuard(store.connections(false), CLOCK);
            guard.claim("a", later);
            try (Connection other = store.connections(true).getConnection();
                    Statement statement = other.createStatement()) {
                statement.execute("UPDATE bitauth_replay_nonce SET nonce_sha256 = sha256('b')");
                long start = System.nanoTime();

                assertThatExceptionOfType(StoreException.class).isThrownBy(() -> guard.claim("b", later));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
                other.rollback();
            }
            assertThat(guard.claim("b", later)).isTrue();
        }

        @Test
        void endsWhenTheServerFallsSilent() throws SQLException {
            HikariDataSource connections = store.connections(false);
            connections.setMaximumPoolSize(1);
            JdbcReplayGuard guard = new JdbcReplayGuard(connections, CLOCK);
            String backend = backend(connections);
            assertThat(Programs.succeeds("kill", "-STOP", backend)).isTrue();
            try {
                long start = System.nanoTime();

                assertThatExceptionOfType(StoreException.class).isThrownBy(() -> guard.claim("a", later));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
            } finally {
                assertThat(Programs.succeeds("kill", "-CONT", backend)).isTrue();
            }
            assertThat(guard.claim("b", later)).as("on a new connection").isTrue();
        }

        @Test
        void nodesThatDeleteAtTheSameTimeDeleteEachRowOnce() throws Exception {
            Instant past = CLOCK.instant().minusSeconds(60);
            JdbcReplayGuard[] nodes = {
                new JdbcReplayGuard(store.connections(false), CLOCK),
                new JdbcReplayGuard(store.connections(false), CLOCK)
            };
            for (int i = 0; i < 500; i++) {
                nodes[i % 2].claim("nonce " + i, past);
            }
            nodes[0].claim("a", later);
            AtomicInteger deleted = new AtomicInteger();

            Race.winners(8, 100, 100, (thread, round) -> deleted.addAndGet(nodes[thread % 2].deleteExpired(20)) > 0);

            assertThat(deleted).hasValue(500);
            assertThat(nodes[1].isClaimed("a")).isTrue();
        }

        private String backend(HikariDataSource connections) throws SQLException {
            return Long.toString(number(connections, "SELECT pg_backend_pid()"));
        }

        private long number(HikariDataSource connections, String query) throws SQLException {
            try (Connection connection = connections.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
