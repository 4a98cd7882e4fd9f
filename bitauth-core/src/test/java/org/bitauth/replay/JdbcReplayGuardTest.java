package org.bitauth.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.bitauth.SetClock;
import org.bitauth.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask of every guard: times to the edge, cleaning, failures, what the tables show. */
class JdbcReplayGuardTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.250Z");
    private static final Instant LATER = NOW.plusSeconds(180);

    private final SetClock clock = new SetClock(NOW);
    private final H2Store store;
    private final DataSource connections;
    private final JdbcReplayGuard guard;

    JdbcReplayGuardTest() throws Exception {
        store = new H2Store("jdbc:h2:mem:" + UUID.randomUUID() + ";LOCK_TIMEOUT=60000");
        connections = store.connections();
        guard = new JdbcReplayGuard(connections, clock);
    }

    @BeforeEach
    void begin() {
        assertThat(guard.rememberingSince()).isEqualTo(NOW);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    @Test
    void looks() {
        guard.claim("a", LATER);

        assertThat(guard.isClaimed("a")).isTrue();
        assertThat(guard.isClaimed("b")).isFalse();
    }

    @Test
    void deletesOnlyWhatHasExpired() {
        guard.claim("a", LATER);
        clock.set(LATER.plusMillis(749));
        assertThat(guard.deleteExpired(10)).isZero();
        assertThat(guard.claim("a", LATER)).isFalse();

        clock.set(LATER.plusSeconds(2));
        assertThat(guard.deleteExpired(10)).isEqualTo(1);
        assertThat(guard.claim("a", clock.instant().plusSeconds(1))).isTrue();
    }

    @Test
    void deletesAtMostWhatIsAskedAndTheOldestFirst() {
        for (int i = 0; i < 5; i++) {
            guard.claim("nonce " + i, NOW.plusSeconds(10 - i));
        }
        clock.advance(Duration.ofSeconds(60));

        assertThat(guard.deleteExpired(2)).isEqualTo(2);
        assertThat(guard.isClaimed("nonce 4")).isFalse();
        assertThat(guard.isClaimed("nonce 2")).isTrue();
        assertThat(guard.deleteExpired(100)).isEqualTo(3);
        assertThat(guard.deleteExpired(100)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> guard.deleteExpired(0));
    }

    @Test
    void theEndOfTimeIsATimeToo() {
        assertThat(guard.claim("a", Instant.MAX)).isTrue();
        assertThat(guard.claim("b", Instant.MIN)).isTrue();
        assertThat(guard.deleteExpired(10)).isEqualTo(1);
    }

    @Test
    void cleaningIsNoEmptying() {
        guard.claim("a", LATER);
        clock.set(LATER.plusSeconds(2));
        guard.deleteExpired(10);

        assertThat(guard.rememberingSince()).isEqualTo(NOW);
    }

    @Test
    void theBeginningIsRoundedUpToAMillisecond() throws SQLException {
        store.empty();
        clock.set(NOW.plusNanos(1));

        assertThat(guard.rememberingSince()).isEqualTo(NOW.plusMillis(1));
    }

    @Test
    void theBeginningNeverMovesBackwards() throws SQLException {
        store.empty();
        clock.advance(Duration.ofSeconds(-10));

        assertThat(guard.rememberingSince()).isEqualTo(NOW);
        assertThat(store.guard(clock).rememberingSince()).as("as written").isEqualTo(NOW);

        store.empty();
        assertThat(store.guard(clock).rememberingSince())
                .as("by a new slow node")
                .isBefore(NOW);
        assertThat(guard.rememberingSince()).as("as told before").isEqualTo(NOW);
    }

    @Test
    void theBeginningIsReadEachTime() throws SQLException {
        store.execute("UPDATE bitauth_replay_memory SET since_millis = since_millis + 5000");
        assertThat(guard.rememberingSince()).isEqualTo(NOW.plusSeconds(5));

        store.close();
        assertThatExceptionOfType(StoreException.class).isThrownBy(guard::rememberingSince);
    }

    @Test
    void thereIsOneBeginning() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> store.execute("INSERT INTO bitauth_replay_memory VALUES (2, 0)"));
    }

    @Test
    void theSchemaCanBeRunAgain() throws Exception {
        guard.claim("a", LATER);
        store.createTables();

        assertThat(guard.isClaimed("a")).isTrue();
    }

    @Test
    void storesNoNonce() throws SQLException {
        guard.claim("a", LATER);

        assertThat(store.number("SELECT COUNT(*) FROM bitauth_replay_nonce WHERE nonce_sha256 = "
                        + "X'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'"))
                .isEqualTo(1);
    }

    @Test
    void endsWaitingForALock() throws SQLException {
        try (Connection other = connections.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("INSERT INTO bitauth_replay_nonce VALUES ("
                    + "X'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb', 0)");
            long start = System.nanoTime();

            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> guard.claim("a", LATER))
                    .withMessageStartingWith("replay store failed, SQL state ");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
            other.rollback();
        }
        assertThat(guard.claim("a", LATER)).isTrue();
    }

    @Test
    void leavesConnectionsAsTheyWere() throws SQLException {
        try (Connection only = connections.getConnection()) {
            only.setAutoCommit(false);
            JdbcReplayGuard strict = new JdbcReplayGuard(lending(only), clock);
            assertThat(strict.claim("a", LATER)).isTrue();
            assertThat(strict.claim("a", LATER)).isFalse();
            assertThat(strict.isClaimed("a")).isTrue();
            only.rollback();

            assertThat(guard.isClaimed("a")).as("committed").isTrue();
            assertThat(only.getAutoCommit()).isFalse();
            try (Statement statement = only.createStatement()) {
                assertThat(statement.getQueryTimeout()).isZero();
            }
        }
    }

    @Test
    void turnsWhatAPoolThrowsIntoAStoreException() {
        RuntimeException ofThePool = new IllegalStateException("no connection");
        JdbcReplayGuard broken = new JdbcReplayGuard(
                dataSource(() -> {
                    throw ofThePool;
                }),
                clock);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> broken.claim("the nonce", LATER))
                .withCause(ofThePool)
                .withMessage("replay store failed");
    }

    @Test
    void saysSoWhenTheTablesAreMissing() throws SQLException {
        store.execute("DROP TABLE bitauth_replay_nonce");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> guard.claim("the nonce", LATER))
                .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("the nonce"));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> guard.isClaimed("the nonce"));
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> guard.deleteExpired(1));
    }

    private static DataSource lending(Connection connection) {
        Connection lent = (Connection) Proxy.newProxyInstance(
                JdbcReplayGuardTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
        return dataSource(() -> lent);
    }

    private static DataSource dataSource(Connections source) {
        return (DataSource) Proxy.newProxyInstance(
                JdbcReplayGuardTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> source.next());
    }

    private interface Connections {
        Connection next() throws SQLException;
    }
}
