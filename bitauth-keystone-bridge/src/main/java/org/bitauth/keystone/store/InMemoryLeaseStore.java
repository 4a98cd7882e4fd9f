package org.bitauth.keystone.store;

import java.util.function.Function;
import org.bitauth.keystone.payment.LeaseBook;
import org.bitauth.keystone.payment.LeaseStore;

/** Orders, payments and leases in memory, for tests and demonstrations: money must not be kept so. Thread-safe. */
public final class InMemoryLeaseStore implements LeaseStore {
    private final UndoLog undo = new UndoLog();
    private final MemoryLeaseBook book = new MemoryLeaseBook(new MemoryChain(undo), undo);

    @Override
    public synchronized <T> T change(Function<LeaseBook, T> work) {
        boolean done = false;
        try {
            T result = work.apply(book);
            done = true;
            return result;
        } finally {
            undo.end(done);
        }
    }

    @Override
    public synchronized <T> T read(Function<LeaseBook, T> work) {
        return work.apply(book);
    }
}
