package org.bitauth.keystone.store;

import java.util.function.Function;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.keystone.payment.LeaseBook;
import org.bitauth.keystone.payment.LeaseStore;

/**
 * Orders, payments and leases in a database that all bridges of a cloud share: PostgreSQL, or H2, with the tables that
 * {@link Migrations} makes. Each change is one transaction, tried again where the database rolled it back; those that change
 * the chain or a lease wait for each other. What is read outside of a change is read statement by statement. Times are kept
 * in milliseconds. The database must be the primary, and not lose what it acknowledged: see {@link H2File}. Immutable and
 * thread-safe.
 */
public final class JdbcLeaseStore implements LeaseStore {
    private final ShortTransactions transactions;

    /**
     * A store. Does not connect yet.
     *
     * @param dataSource connections to the database, best from a pool; not one that joins the embedder's transactions
     */
    public JdbcLeaseStore(DataSource dataSource) {
        transactions = new ShortTransactions(dataSource, "lease store");
    }

    @Override
    public <T> T change(Function<LeaseBook, T> work) {
        try {
            return transactions.together(transaction -> LeaseStatements.in(transaction, work));
        } catch (StoreException e) {
            throw ownOf(e);
        }
    }

    @Override
    public <T> T read(Function<LeaseBook, T> work) {
        try {
            return transactions.one(transaction -> LeaseStatements.in(transaction, work));
        } catch (StoreException e) {
            throw ownOf(e);
        }
    }

    /** What the work threw, if it was the work. */
    private static RuntimeException ownOf(StoreException e) {
        return e.getCause() instanceof LeaseStatements.WorkFailure failure ? failure.thrown() : e;
    }
}
