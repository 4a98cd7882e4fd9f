package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.store.CloudSample;
import org.bitauth.keystone.store.JdbcStores;
import org.bitauth.keystone.store.Migrations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The contracts of the bridge's stores on a real PostgreSQL, with usual and with the strictest connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcStoresPostgresIT {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final PostgresStore store = PostgresStore.startEmpty();

    JdbcStoresPostgresIT() throws Exception {
        Migrations.run(store.connections(false));
        store.closePools();
    }

    @AfterAll
    void stop() throws IOException {
        store.close();
    }

    @Nested
    class WithUsualConnections extends PostgresStoresContract {
        WithUsualConnections() {
            super(store, false);
        }
    }

    @Nested
    class SerializableWithoutAutoCommit extends PostgresStoresContract {
        SerializableWithoutAutoCommit() {
            super(store, true);
        }
    }

    @Nested
    class InTrouble {
        @BeforeEach
        void empty() throws SQLException {
            store.execute("TRUNCATE bitauth_domain, bitauth_revoked_token CASCADE");
        }

        @AfterEach
        void closePools() {
            store.closePools();
        }

        @Test
        void waitsAFewSecondsForARowThatAnotherHolds() throws SQLException {
            JdbcStores stores = JdbcStores.of(store.connections(false), CLOCK);
            CloudSample.fill(stores.directory(), List.of(), List.of("u1"));
            try (Connection other = store.connections(true).getConnection();
                    Statement statement = other.createStatement()) {
                statement.execute("UPDATE bitauth_user SET enabled = FALSE WHERE user_id = 'u1'");
                long start = System.nanoTime();

                assertThatExceptionOfType(StoreException.class)
                        .isThrownBy(() -> stores.directory().removeUser("u1"));
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
                other.rollback();
            }
            assertThat(stores.directory().removeUser("u1")).isTrue();
        }

        @Test
        void textIsKeptInTheOrderOfItsBytes() throws SQLException {
            assertThat(store.text("SELECT column_name FROM information_schema.columns WHERE table_name LIKE 'bitauth_%'"
                            + " AND data_type = 'character varying' AND collation_name IS NULL"
                            + " AND column_name NOT IN ('secret_hash', 'roles', 'description', 'access_rules')"))
                    .isEmpty();
        }

        @Test
        void usersOfAProjectThatAreAddedAtOnceDoNotWaitForEachOther() throws SQLException {
            JdbcStores stores = JdbcStores.of(store.connections(false), CLOCK);
            CloudSample.fill(stores.directory(), List.of("p1"), List.of("u1"));
            try (Connection other = store.connections(true).getConnection();
                    Statement statement = other.createStatement()) {
                statement.execute("INSERT INTO bitauth_user SELECT 'u2', 'u2', 'd1', TRUE, 'p1'");

                assertThat(stores.directory().addGrant(Grant.onProject("u1", "p1", "member")))
                        .isTrue();
                other.rollback();
            }
            assertThat(stores.directory().users(Optional.empty(), 9)).hasSize(1);
        }
    }
}
