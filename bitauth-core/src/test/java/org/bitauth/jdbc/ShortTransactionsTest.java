package org.bitauth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On one connection of H2, which is looked at afterwards. */
class ShortTransactionsTest {
    private static final String ADD = "INSERT INTO thing VALUES (?)";
    private static final String ADD_PART = "INSERT INTO part VALUES (?)";
    private static final String ALL = "SELECT id FROM thing ORDER BY id";

    private final Connection connection;
    private final List<String> called = new ArrayList<>();
    private volatile boolean canRollBack = true;
    private final ShortTransactions transactions = new ShortTransactions(lending(), "thing store");

    ShortTransactionsTest() throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        connection = database.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY)");
            statement.execute("CREATE TABLE part (thing INTEGER REFERENCES thing)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void severalStatementsCountOrNone(boolean commitsItself) throws SQLException {
        connection.setAutoCommit(commitsItself);

        int changed = transactions.together(
                transaction -> transaction.update(ADD, 1) + transaction.update("DELETE FROM thing WHERE id = ?", 2));

        assertThat(changed).isEqualTo(1);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> transactions.together(transaction -> {
                    transaction.update(ADD, 3);
                    return transaction.update("not SQL");
                }))
                .withMessage("thing store failed, SQL state 42000");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> transactions.together(transaction -> {
                    transaction.update(ADD, 4);
                    throw new AssertionError("of the caller");
                }));

        connection.rollback();
        assertThat(all()).containsExactly(1);
        assertThat(connection.getAutoCommit()).isEqualTo(commitsItself);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTurnsOutNotToBePossibleIsUndone(boolean commitsItself) throws SQLException {
        connection.setAutoCommit(commitsItself);

        assertThat(transactions.attempt(transaction -> transaction.update(ADD, 1) == 1))
                .isTrue();
        assertThat(transactions.attempt(transaction -> transaction.update(ADD, 2) == 5))
                .isFalse();
        assertThat(transactions.attempt(transaction -> transaction.update(ADD, 3) + transaction.update(ADD, 1) == 2))
                .as("breaks a unique key")
                .isFalse();
        assertThat(transactions.attempt(
                        transaction -> transaction.update(ADD, 4) + transaction.update(ADD_PART, 9) == 2))
                .as("refers to nothing")
                .isFalse();
        assertThat(transactions.attempt(transaction -> transaction.update(ADD_PART, 1) == 1))
                .isTrue();
        assertThat(transactions.attempt(transaction -> transaction.update("DELETE FROM thing") == 1))
                .as("is referred to")
                .isFalse();

        connection.rollback();
        assertThat(all()).containsExactly(1);
        assertThat(connection.getAutoCommit()).isEqualTo(commitsItself);
    }

    @Test
    void insertsOnceAndGoesOn() {
        List<Boolean> inserted = transactions.together(transaction -> List.of(
                transaction.insertIfAbsent(ADD, 1),
                transaction.insertIfAbsent(ADD, 1),
                transaction.insertIfAbsent(ADD, 2)));

        assertThat(inserted).containsExactly(true, false, true);
        assertThat(all()).containsExactly(1, 2);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> transactions.one(transaction -> transaction.insertIfAbsent(ADD_PART, 9)))
                .withMessage("thing store failed, SQL state 23506");
    }

    @Test
    void holdsOnlyWhatIsThere() {
        transactions.one(transaction -> transaction.update(ADD, 1));

        String query = "SELECT id FROM thing WHERE id = ?";
        assertThat(transactions.attempt(transaction -> transaction.holdRow(query, 1)))
                .isTrue();
        assertThat(transactions.attempt(transaction -> transaction.holdRow(query, 2)))
                .isFalse();
    }

    @Test
    void leavesConnectionsAsTheyWere() throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);

        transactions.together(transaction -> {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            return transaction.update(ADD, 1);
        });

        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        assertThat(connection.getAutoCommit()).isTrue();
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.getQueryTimeout()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "90131"})
    void triesAgainWhatTheDatabaseRolledBack(String state) {
        AtomicInteger tries = new AtomicInteger();

        assertThat(transactions.attempt(transaction -> {
                    transaction.update(ADD, tries.get());
                    if (tries.incrementAndGet() < 4) {
                        throw new SQLException("rolled back", state);
                    }
                    return true;
                }))
                .isTrue();

        assertThat(tries).hasValue(4);
        assertThat(all()).containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40003", "08006", "57014"})
    void triesNothingAgainThatMayHaveHappened(String state) {
        AtomicInteger tries = new AtomicInteger();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> transactions.together(transaction -> {
                    tries.incrementAndGet();
                    throw new SQLException("who knows", state);
                }))
                .withMessage("thing store failed, SQL state " + state);

        assertThat(tries).hasValue(1);
    }

    @Test
    void givesUpAfterSomeTries() {
        AtomicInteger tries = new AtomicInteger();

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> transactions.one(transaction -> {
                    tries.incrementAndGet();
                    throw new SQLException("rolled back", "40001");
                }));

        assertThat(tries.get()).isBetween(2, 50);
    }

    @Test
    void endsAConnectionThatKeepsHalfATransaction() {
        canRollBack = false;

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> transactions.together(transaction -> {
                    transaction.update(ADD, 1);
                    return transaction.update("not SQL");
                }));

        assertThat(called).containsSubsequence("rollback", "abort");
    }

    private List<Integer> all() {
        return transactions.one(transaction -> transaction.rows(ALL, row -> row.getInt(1)));
    }

    private DataSource lending() {
        ClassLoader loader = ShortTransactionsTest.class.getClassLoader();
        Connection lent = (Connection) Proxy.newProxyInstance(
                loader, new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    if (method.getName().equals("rollback") && !canRollBack) {
                        throw new SQLException("cannot roll back", "08006");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
        return (DataSource)
                Proxy.newProxyInstance(loader, new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> lent);
    }
}
