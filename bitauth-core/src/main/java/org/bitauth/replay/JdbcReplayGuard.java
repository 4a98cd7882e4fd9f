package org.bitauth.replay;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.internal.Hashes;
import org.bitauth.jdbc.ShortTransactions;

/**
 * Remembers nonces in a database that all nodes share: PostgreSQL, or H2. The tables are those of
 * {@code org/bitauth/replay/replay-schema.sql}, a resource beside this class; the embedder creates them, and calls
 * {@link #deleteExpired} now and then.
 *
 * <p>Guarantees: exactly one caller of all nodes wins a nonce, at any isolation level and in either auto-commit mode;
 * each call is one transaction of its own and is committed when it returns. The database must not lose what it
 * acknowledged (no {@code synchronous_commit=off}, no H2 without {@code WRITE_DELAY=0}) and must be the primary. Nothing
 * is held in memory, and nonces are stored as hashes only. A nonce that has expired stays claimed until it is deleted.
 *
 * <p>A database that does not answer makes every method throw {@link StoreException}, within seconds once there is a
 * connection; how long it takes to get one is set on the {@link DataSource}. Immutable but for the beginning that it saw
 * last, and thread-safe.
 */
public final class JdbcReplayGuard implements ReplayGuard {
    private static final String CLAIM = "INSERT INTO bitauth_replay_nonce (nonce_sha256, until_second) VALUES (?, ?)";
    private static final String LOOK = "SELECT until_second FROM bitauth_replay_nonce WHERE nonce_sha256 = ?";
    private static final String BEGIN = "INSERT INTO bitauth_replay_memory (memory_row, since_millis) VALUES (1, ?)";
    private static final String SINCE = "SELECT since_millis FROM bitauth_replay_memory WHERE memory_row = 1";
    private static final String DELETE = "DELETE FROM bitauth_replay_nonce WHERE nonce_sha256 IN ("
            + "SELECT nonce_sha256 FROM bitauth_replay_nonce WHERE until_second < ? ORDER BY until_second LIMIT ?)";
    private static final int TRIES = 3;

    private final ShortTransactions transactions;
    private final InstantSource clock;
    private final AtomicLong latestSince = new AtomicLong(Long.MIN_VALUE);

    /**
     * A guard. Does not connect yet.
     *
     * @param dataSource connections to the database, best from a pool; not one that joins the embedder's transactions
     * @param clock what tells the time, for the beginning of the memory and for {@link #deleteExpired}
     */
    public JdbcReplayGuard(DataSource dataSource, InstantSource clock) {
        this.transactions = new ShortTransactions(dataSource, "replay store");
        this.clock = clock;
    }

    @Override
    public boolean claim(String nonce, Instant until) {
        long second = until.getNano() == 0 ? until.getEpochSecond() : until.getEpochSecond() + 1;
        return transactions.one(transaction -> transaction.insertIfAbsent(CLAIM, hash(nonce), second));
    }

    @Override
    public boolean isClaimed(String nonce) {
        return transactions
                .one(transaction -> transaction.first(LOOK, row -> true, hash(nonce)))
                .isPresent();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Reads the database each time. Where the tables are empty, the beginning is now, by this node's clock, and the
     * first node that writes it decides for all. What one guard tells never moves backwards, whatever the database says.
     */
    @Override
    public Instant rememberingSince() {
        for (int i = 0; i < TRIES; i++) {
            Optional<Long> since = transactions.one(transaction -> transaction.first(SINCE, row -> row.getLong(1)));
            if (since.isPresent()) {
                return Instant.ofEpochMilli(latestSince.accumulateAndGet(since.get(), Math::max));
            }
            long now = clock.instant().plusNanos(999_999).toEpochMilli(); // rounded up
            long begin = Math.max(now, latestSince.get());
            transactions.one(transaction -> transaction.insertIfAbsent(BEGIN, begin));
        }
        throw new StoreException("replay store must keep its beginning, lost it " + TRIES + " times");
    }

    /**
     * Deletes nonces whose time is over by this node's clock, those first that have waited longest. Any node may do it at
     * any time; call it again at once while it returns {@code most}.
     *
     * @param most how many to delete at most in this call, which is one statement; at least 1, some thousands are good
     * @return how many were deleted
     * @throws IllegalArgumentException if {@code most} is less than 1
     * @throws StoreException if the database cannot answer, or on serializable connections if several nodes delete at the
     *     same moment; nothing was deleted by this call then
     */
    public int deleteExpired(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1, was " + most);
        }
        long now = clock.instant().getEpochSecond();
        return transactions.one(transaction -> transaction.update(DELETE, now, most));
    }

    private static byte[] hash(String nonce) {
        return Hashes.sha256(nonce.getBytes(StandardCharsets.UTF_8));
    }
}
