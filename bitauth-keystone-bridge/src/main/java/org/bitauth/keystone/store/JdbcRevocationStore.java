package org.bitauth.keystone.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.keystone.token.Revocation;
import org.bitauth.keystone.token.RevocationList;
import org.bitauth.keystone.token.RevocationStore;
import org.bitauth.keystone.token.TokenClaims;

/** Revocations in a database that all nodes share. What is revoked at one node is refused at the next look of any other. */
public final class JdbcRevocationStore implements RevocationStore {
    private static final String NUMBER_NAME = "revocations";
    private static final String RENEW = "UPDATE bitauth_revocation SET issued_until = GREATEST(issued_until, ?),"
            + " until_second = GREATEST(until_second, ?) WHERE kind = ? AND subject = ?";
    private static final String ADD =
            "INSERT INTO bitauth_revocation (issued_until, until_second, kind, subject) VALUES (?, ?, ?, ?)";
    private static final String LOOK = "SELECT 1 FROM bitauth_revocation WHERE kind = 'T' AND subject = ?"
            + " UNION ALL SELECT 1 FROM bitauth_revocation WHERE kind = 'U' AND subject = ? AND issued_until >= ?";
    private static final String NUMBER = "SELECT used FROM bitauth_counter WHERE counter_name = 'revocations'";
    private static final String ALL =
            "SELECT kind, subject, issued_until, until_second FROM bitauth_revocation WHERE until_second >= ?";
    private static final String DELETE = "DELETE FROM bitauth_revocation WHERE (kind, subject) IN ("
            + "SELECT kind, subject FROM bitauth_revocation WHERE until_second < ? ORDER BY until_second LIMIT ?)";

    private final ShortTransactions transactions;
    private final InstantSource clock;

    /**
     * A store. The tables are those of {@link Schema}.
     *
     * @param dataSource connections to the database
     * @param clock what tells the time
     */
    public JdbcRevocationStore(DataSource dataSource, InstantSource clock) {
        transactions = new ShortTransactions(dataSource, "revocation store");
        this.clock = clock;
    }

    @Override
    public void revoke(Revocation revocation) {
        boolean ofUser = revocation instanceof Revocation.OfUser;
        String kind = ofUser ? "U" : "T";
        String subject = revocation instanceof Revocation.OfUser user
                ? user.userId()
                : ((Revocation.OfToken) revocation).auditId();
        long issuedUntil = revocation instanceof Revocation.OfUser user
                ? user.issuedUntil().getEpochSecond()
                : 0;
        long until = revocation.until().getEpochSecond();
        boolean done = transactions.attempt(statements -> {
            if (statements.update(RENEW, issuedUntil, until, kind, subject) == 0
                    && !statements.putIfAbsent(ADD, issuedUntil, until, kind, subject)) {
                statements.update(RENEW, issuedUntil, until, kind, subject); // another node was first
            }
            // The first number is a time, so that a list of a process without a database has no higher one.
            return Counters.add(statements, NUMBER_NAME, clock.instant().toEpochMilli(), Long.MAX_VALUE);
        });
        if (!done) {
            throw new StoreException("revocation store must take every revocation");
        }
    }

    @Override
    public boolean isRevoked(TokenClaims claims) {
        return transactions
                .number(
                        LOOK,
                        claims.auditId(),
                        claims.userId(),
                        claims.issuedAt().getEpochSecond())
                .isPresent();
    }

    @Override
    public RevocationList list() {
        // The number first: the list may hold more than it says, never less.
        long number = transactions.number(NUMBER).orElse(0);
        List<Revocation> all =
                transactions.all(ALL, JdbcRevocationStore::read, clock.instant().getEpochSecond());
        return new RevocationList(number, all);
    }

    /**
     * Deletes revocations whose time is over. Any node may do it at any time.
     *
     * @param most how many to delete at most in this call
     * @return how many were deleted
     */
    public int deleteExpired(int most) {
        return transactions.update(DELETE, clock.instant().getEpochSecond(), most);
    }

    private static Revocation read(ResultSet row) throws SQLException {
        String subject = row.getString(2);
        Instant until = Instant.ofEpochSecond(row.getLong(4));
        return row.getString(1).equals("U")
                ? new Revocation.OfUser(subject, Instant.ofEpochSecond(row.getLong(3)), until)
                : new Revocation.OfToken(subject, until);
    }
}
