package org.bitauth.keystone.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.keystone.payment.Evaluation;
import org.bitauth.keystone.payment.Extension;
import org.bitauth.keystone.payment.JournalEntry;
import org.bitauth.keystone.payment.Lease;
import org.bitauth.keystone.payment.LeaseBook;
import org.bitauth.keystone.payment.LeaseId;
import org.bitauth.keystone.payment.LeaseTerm;
import org.bitauth.keystone.payment.PlacedOrder;
import org.jspecify.annotations.Nullable;

/** Orders and leases in one transaction of a {@link JdbcLeaseStore}. Every query is answered by an index. */
final class JdbcLeaseBook implements LeaseBook {
    private static final String TAKE =
            "UPDATE bitauth_address_index SET next_index = next_index + 1 WHERE source_id = ?";
    private static final String SKIP =
            "UPDATE bitauth_address_index SET next_index = ? WHERE source_id = ? AND next_index < ?";
    private static final String ADD_SOURCE = "INSERT INTO bitauth_address_index (source_id, next_index) VALUES (?, ?)";
    private static final String NEXT = "SELECT next_index FROM bitauth_address_index WHERE source_id = ?";

    private static final String ORDERS = "SELECT " + OrderRow.COLUMNS + " FROM bitauth_order WHERE ";
    private static final String ORDER_AT = "SELECT order_id FROM bitauth_order WHERE address = ?";
    private static final String OF_LEASE = "owner = ? AND instance = ? AND offer = ?";
    private static final String SETTLED = "SELECT settled_milli, duration_seconds, order_id FROM bitauth_order WHERE "
            + OF_LEASE + " AND settled_milli IS NOT NULL";
    // Lower bounds keep databases from walking through the rows that have no value.
    private static final String DUE = "SELECT order_id FROM (SELECT order_id FROM (SELECT order_id FROM bitauth_order"
            + " WHERE due_height BETWEEN 0 AND ? ORDER BY due_height LIMIT ?) AS by_height"
            + " UNION SELECT order_id FROM (SELECT order_id FROM bitauth_order"
            + " WHERE due_milli BETWEEN 0 AND ? ORDER BY due_milli LIMIT ?) AS by_time) AS due ORDER BY order_id LIMIT ?";

    private static final String LEASES =
            "SELECT owner, instance, offer, paid_through_milli, grace_seconds, roles, revoked FROM bitauth_lease WHERE ";
    private static final String LEASES_AFTER =
            LEASES + "(owner, instance, offer) > (?, ?, ?) ORDER BY owner, instance, offer LIMIT ?";
    private static final String SET_LEASE =
            "UPDATE bitauth_lease SET paid_through_milli = ?, grace_seconds = ?, roles = ?, revoked = ? WHERE "
                    + OF_LEASE;
    private static final String ADD_LEASE = "INSERT INTO bitauth_lease"
            + " (paid_through_milli, grace_seconds, roles, revoked, owner, instance, offer) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_EXTENSION = "INSERT INTO bitauth_lease_extension"
            + " (order_id, reference, from_milli, duration_seconds, owner, instance, offer)"
            + " SELECT order_id, ?, ?, ?, owner, instance, offer FROM bitauth_order WHERE order_id = ?";
    private static final String EXTENSIONS = "SELECT order_id, from_milli, duration_seconds, reference"
            + " FROM bitauth_lease_extension WHERE " + OF_LEASE + " ORDER BY order_id, reference";
    private static final String WRITE =
            "INSERT INTO bitauth_lease_journal (written_milli, order_id, cause, change_text) VALUES ";
    private static final String JOURNAL =
            "SELECT written_milli, order_id, cause, change_text FROM bitauth_lease_journal"
                    + " WHERE order_id = ? ORDER BY entry_number";

    private final LeaseStatements statements;
    private final JdbcChainBook chain;
    private final RowBatch journal;
    private final Set<LeaseId> absent = new HashSet<>();

    JdbcLeaseBook(LeaseStatements statements) {
        this.statements = statements;
        this.chain = new JdbcChainBook(statements);
        this.journal = new RowBatch(statements, WRITE, 4);
    }

    /** Writes what was not written yet. */
    void flush() {
        chain.flush();
        journal.flush();
    }

    @Override
    public JdbcChainBook chain() {
        return chain;
    }

    @Override
    public long takeIndex(String source) {
        if (statements.update(TAKE, source) == 0) {
            statements.insertIfAbsent(ADD_SOURCE, StoredText.id(source), 0L); // unless another one just did
            statements.update(TAKE, source);
        }
        return nextIndex(source) - 1;
    }

    @Override
    public void skipIndex(String source, long index) {
        long next = index + 1;
        if (statements.update(SKIP, next, source, next) == 0
                && !statements.insertIfAbsent(ADD_SOURCE, StoredText.id(source), next)) {
            statements.update(SKIP, next, source, next);
        }
    }

    @Override
    public long nextIndex(String source) {
        return statements.first(NEXT, row -> row.getLong(1), source).orElse(0L);
    }

    @Override
    public boolean addOrder(PlacedOrder order) {
        return statements.insertIfAbsent(OrderRow.ADD, OrderRow.values(order));
    }

    @Override
    public Optional<PlacedOrder> order(String id) {
        return statements.first(ORDERS + "order_id = ?", OrderRow::read, id);
    }

    @Override
    public Optional<String> orderAt(String address) {
        return statements.first(ORDER_AT, row -> row.getString(1), address);
    }

    @Override
    public List<PlacedOrder> orders(LeaseId lease) {
        return statements.rows(
                ORDERS + OF_LEASE + " ORDER BY order_id",
                OrderRow::read,
                lease.owner().value(),
                lease.instance(),
                lease.offer());
    }

    @Override
    public List<LeaseTerm> settledTerms(LeaseId lease) {
        return statements.rows(SETTLED, JdbcLeaseBook::term, lease.owner().value(), lease.instance(), lease.offer());
    }

    @Override
    public List<PlacedOrder> latestOrders(Sin owner, int most) {
        return statements.rows(
                ORDERS + "owner = ? ORDER BY placed_milli DESC, order_id LIMIT ?", OrderRow::read, owner.value(), most);
    }

    @Override
    public List<String> dueOrders(long height, Instant now, int most) {
        return statements.rows(DUE, row -> row.getString(1), height, most, now.toEpochMilli(), most, most);
    }

    @Override
    public List<PlacedOrder> ordersAfter(String after, int most) {
        return statements.rows(ORDERS + "order_id > ? ORDER BY order_id LIMIT ?", OrderRow::read, after, most);
    }

    @Override
    public void setEvaluation(String id, Evaluation evaluation) {
        if (statements.update(OrderRow.EVALUATE, OrderRow.values(id, evaluation)) == 0) {
            throw new StoreException("lease store must have the order " + id);
        }
    }

    @Override
    public Optional<Lease> lease(LeaseId id) {
        Optional<Lease> found = statements.first(
                LEASES + OF_LEASE, JdbcLeaseBook::lease, id.owner().value(), id.instance(), id.offer());
        if (found.isEmpty()) {
            absent.add(id);
        }
        return found;
    }

    @Override
    public List<Lease> leases(Sin owner) {
        return statements.rows(LEASES + "owner = ? ORDER BY instance, offer", JdbcLeaseBook::lease, owner.value());
    }

    @Override
    public List<Lease> leasesAfter(Optional<LeaseId> after, int most) {
        return statements.rows(
                LEASES_AFTER,
                JdbcLeaseBook::lease,
                after.map(id -> id.owner().value()).orElse(""),
                after.map(LeaseId::instance).orElse(""),
                after.map(LeaseId::offer).orElse(""),
                most);
    }

    @Override
    public void putLease(Lease lease) {
        @Nullable
        Object[] values = {
            OrderRow.milli(lease.paidThrough()),
            lease.grace().toSeconds(),
            NameList.write(lease.roles()),
            lease.revoked(),
            lease.id().owner().value(),
            StoredText.id(lease.id().instance()),
            StoredText.id(lease.id().offer())
        };
        if (absent.remove(lease.id()) || statements.update(SET_LEASE, values) == 0) {
            statements.update(ADD_LEASE, values);
        }
    }

    @Override
    public boolean addExtension(Extension extension) {
        return statements.insertIfAbsent(
                ADD_EXTENSION,
                StoredText.name(extension.term().reference()),
                extension.term().at().toEpochMilli(),
                extension.term().duration().toSeconds(),
                StoredText.id(extension.orderId()));
    }

    @Override
    public List<Extension> extensions(LeaseId lease) {
        return statements.rows(
                EXTENSIONS,
                row -> new Extension(
                        row.getString(1),
                        new LeaseTerm(
                                Instant.ofEpochMilli(row.getLong(2)),
                                Duration.ofSeconds(row.getLong(3)),
                                row.getString(4))),
                lease.owner().value(),
                lease.instance(),
                lease.offer());
    }

    @Override
    public void write(JournalEntry entry) {
        journal.add(
                entry.at().toEpochMilli(),
                StoredText.id(entry.orderId()),
                StoredText.name(entry.cause()),
                StoredText.any(entry.change()));
    }

    @Override
    public List<JournalEntry> journal(String orderId) {
        journal.flush();
        return statements.rows(
                JOURNAL,
                row -> new JournalEntry(
                        Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getString(3), row.getString(4)),
                orderId);
    }

    private static LeaseTerm term(ResultSet row) throws SQLException {
        return new LeaseTerm(
                Instant.ofEpochMilli(row.getLong(1)), Duration.ofSeconds(row.getLong(2)), row.getString(3));
    }

    private static Lease lease(ResultSet row) throws SQLException {
        return new Lease(
                new LeaseId(new Sin(row.getString(1)), row.getString(2), row.getString(3)),
                OrderRow.instant(row, 4),
                Duration.ofSeconds(row.getLong(5)),
                NameList.read(row.getString(6)),
                row.getBoolean(7));
    }
}
