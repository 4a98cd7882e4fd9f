package org.bitauth.keystone.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.RevocationList;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenClaims;

/**
 * Revocations in a database that all nodes share: PostgreSQL, or H2, with the tables that {@link Migrations} makes. The
 * embedder calls {@link #deleteExpired} now and then. Each method is one transaction, those that read one query. Where a
 * user was revoked before, the later times count. The number of the list is at least the milliseconds of Unix time at the
 * latest revocation by its node's clock, so that it is higher than before even where the database was restored from an
 * older copy. Immutable and thread-safe.
 */
public final class JdbcRevocationStore implements RevocationStore {
    private static final String ADD_TOKEN = "INSERT INTO bitauth_revoked_token (until_second, audit_id) VALUES (?, ?)";
    private static final String EXTEND_TOKEN =
            "UPDATE bitauth_revoked_token SET until_second = GREATEST(until_second, ?) WHERE audit_id = ?";
    private static final String ADD_USER =
            "INSERT INTO bitauth_revoked_user (issued_until_second, until_second, user_id) VALUES (?, ?, ?)";
    private static final String EXTEND_USER = "UPDATE bitauth_revoked_user SET issued_until_second ="
            + " GREATEST(issued_until_second, ?), until_second = GREATEST(until_second, ?) WHERE user_id = ?";
    private static final String COUNT =
            "UPDATE bitauth_revocation_list SET list_number = GREATEST(list_number + 1, ?) WHERE list_row = 1";
    private static final String IS_REVOKED = "SELECT 1 FROM bitauth_revoked_token WHERE audit_id = ?"
            + " UNION ALL SELECT 1 FROM bitauth_revoked_user WHERE user_id = ? AND issued_until_second >= ?";
    private static final String LIST = "SELECT 0, '', list_number, 0 FROM bitauth_revocation_list WHERE list_row = 1"
            + " UNION ALL SELECT 1, audit_id, 0, until_second FROM bitauth_revoked_token WHERE until_second >= ?"
            + " UNION ALL SELECT 2, user_id, issued_until_second, until_second FROM bitauth_revoked_user"
            + " WHERE until_second >= ?";
    private static final String DELETE_TOKENS = "DELETE FROM bitauth_revoked_token WHERE audit_id IN ("
            + "SELECT audit_id FROM bitauth_revoked_token WHERE until_second < ? ORDER BY until_second LIMIT ?)"
            + " AND until_second < ?"; // again, of what another node has just written
    private static final String DELETE_USERS = "DELETE FROM bitauth_revoked_user WHERE user_id IN ("
            + "SELECT user_id FROM bitauth_revoked_user WHERE until_second < ? ORDER BY until_second LIMIT ?)"
            + " AND until_second < ?";

    private final ShortTransactions transactions;
    private final InstantSource clock;

    /**
     * A store. Does not connect yet.
     *
     * @param dataSource connections to the database, best from a pool; not one that joins the embedder's transactions
     * @param clock what tells when a revocation may be forgotten
     */
    public JdbcRevocationStore(DataSource dataSource, InstantSource clock) {
        transactions = new ShortTransactions(dataSource, "revocation store");
        this.clock = clock;
    }

    @Override
    public void revoke(Revocation revocation) {
        long until = DirectoryRules.wholeSecond(revocation.until()).getEpochSecond();
        if (revocation instanceof Revocation.OfToken token) {
            revoke(ADD_TOKEN, EXTEND_TOKEN, until, StoredText.id(token.auditId()));
        } else if (revocation instanceof Revocation.OfUser user) {
            revoke(ADD_USER, EXTEND_USER, user.issuedUntil().getEpochSecond(), until, StoredText.id(user.userId()));
        }
    }

    private void revoke(String add, String extend, Object... values) {
        long number = clock.instant().toEpochMilli();
        boolean counted = transactions.attempt(transaction -> {
            // Once more, for what was not there and could not be added was added by another node in between.
            if (transaction.update(extend, values) == 0 && !transaction.insertIfAbsent(add, values)) {
                transaction.update(extend, values);
            }
            // Last, since from here on all others wait for this one's commit.
            return transaction.update(COUNT, number) == 1;
        });
        if (!counted) {
            throw new StoreException("revocation store must have the row of its number");
        }
    }

    @Override
    public boolean isRevoked(TokenClaims claims) {
        long issuedAt = claims.issuedAt().getEpochSecond();
        return transactions
                .one(transaction ->
                        transaction.first(IS_REVOKED, row -> true, claims.auditId(), claims.userId(), issuedAt))
                .isPresent();
    }

    @Override
    public RevocationList list() {
        long now = clock.instant().getEpochSecond();
        List<Entry> entries = transactions.one(transaction -> transaction.rows(LIST, Entry::read, now, now));
        long number = entries.stream()
                .filter(entry -> entry.revocation().isEmpty())
                .mapToLong(Entry::number)
                .findFirst()
                .orElseThrow(() -> new StoreException("revocation store must have the row of its number"));
        return new RevocationList(
                number,
                entries.stream().flatMap(entry -> entry.revocation().stream()).toList());
    }

    /**
     * Deletes revocations whose time is over by this node's clock, those first that have waited longest. Any node may do it
     * at any time; call it again at once while it returns {@code most}. The list's number stays.
     *
     * @param most how many to delete at most in this call; at least 1, some thousands are good
     * @return how many were deleted
     * @throws IllegalArgumentException if {@code most} is less than 1
     * @throws StoreException if the database cannot answer; some may have been deleted then
     */
    public int deleteExpired(int most) {
        long now = clock.instant().getEpochSecond();
        int limit = DirectoryRules.most(most);
        int tokens = transactions.one(transaction -> transaction.update(DELETE_TOKENS, now, limit, now));
        return tokens == most
                ? tokens
                : tokens + transactions.one(transaction -> transaction.update(DELETE_USERS, now, limit - tokens, now));
    }

    /** A row of the list: a revocation, or the list's number. */
    private record Entry(long number, Optional<Revocation> revocation) {
        static Entry read(ResultSet row) throws SQLException {
            Instant until = Instant.ofEpochSecond(row.getLong(4));
            return switch (row.getInt(1)) {
                case 0 -> new Entry(row.getLong(3), Optional.empty());
                case 1 -> new Entry(0, Optional.of(new Revocation.OfToken(row.getString(2), until)));
                default ->
                    new Entry(
                            0,
                            Optional.of(new Revocation.OfUser(
                                    row.getString(2), Instant.ofEpochSecond(row.getLong(3)), until)));
            };
        }
    }
}
