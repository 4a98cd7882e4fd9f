package org.bitauth.keystone.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitauth.StoreException;
import org.bitauth.jdbc.Transaction;
import org.bitauth.jdbc.Transaction.RowReader;
import org.bitauth.keystone.payment.LeaseBook;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one change. What the database refuses is a {@link StoreException} to the work, and remembered: work that
 * catches it does not commit the rest.
 */
final class LeaseStatements {
    private final Transaction transaction;
    private Optional<SQLException> refusal = Optional.empty();

    private LeaseStatements(Transaction transaction) {
        this.transaction = transaction;
    }

    /** What the work itself threw, on its way through a transaction that it undoes. */
    static final class WorkFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final RuntimeException thrown;

        private WorkFailure(RuntimeException thrown) {
            super(thrown);
            this.thrown = thrown;
        }

        RuntimeException thrown() {
            return thrown;
        }
    }

    /** Does the work in a transaction; its own exceptions leave as {@link WorkFailure}. */
    static <T> T in(Transaction transaction, Function<LeaseBook, T> work) throws SQLException {
        LeaseStatements statements = new LeaseStatements(transaction);
        T result;
        try {
            JdbcLeaseBook book = new JdbcLeaseBook(statements);
            result = work.apply(book);
            book.flush();
        } catch (RuntimeException e) {
            statements.requireNoRefusal(); // which may be worth another try
            throw new WorkFailure(e);
        }
        statements.requireNoRefusal();
        return result;
    }

    int update(String sql, @Nullable Object... values) {
        return ask(() -> transaction.update(sql, values));
    }

    boolean insertIfAbsent(String insert, @Nullable Object... values) {
        return ask(() -> transaction.insertIfAbsent(insert, values));
    }

    <T> Optional<T> first(String query, RowReader<T> reader, Object... values) {
        return canBeThere(values) ? ask(() -> transaction.first(query, reader, values)) : Optional.empty();
    }

    <T> List<T> rows(String query, RowReader<T> reader, Object... values) {
        return canBeThere(values) ? ask(() -> transaction.rows(query, reader, values)) : List.of();
    }

    private static boolean canBeThere(Object... values) {
        return Arrays.stream(values).allMatch(StoredText::canBeThere);
    }

    private void requireNoRefusal() throws SQLException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            refusal = refusal.or(() -> Optional.of(e));
            throw new StoreException("lease store failed, SQL state " + e.getSQLState(), e);
        }
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }
}
