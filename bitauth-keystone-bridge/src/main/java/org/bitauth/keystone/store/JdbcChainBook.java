package org.bitauth.keystone.store;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.keystone.payment.BlockId;
import org.bitauth.keystone.payment.ChainBook;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.SeenOutput;
import org.jspecify.annotations.Nullable;

/** Blocks and outputs in one transaction of a {@link JdbcLeaseStore}. Every query is answered by an index. */
final class JdbcChainBook implements ChainBook {
    // Changes the row, where a lock alone would do at READ COMMITTED: a stricter transaction that waited for it sees
    // the
    // chain from before its wait, and only a changed row makes the database roll it back.
    private static final String LOCK = "UPDATE bitauth_chain_position SET changes = changes + 1 WHERE position_row = 1";
    private static final String TIP =
            "SELECT height, block_hash, chain_work FROM bitauth_block ORDER BY height DESC LIMIT 1";
    private static final String HASH = "SELECT block_hash FROM bitauth_block WHERE height = ?";
    private static final String CONNECTED = "SELECT connected_milli FROM bitauth_block WHERE height = ?";
    private static final String CONNECT =
            "INSERT INTO bitauth_block (height, block_hash, chain_work, connected_milli) VALUES (?, ?, ?, ?)";
    private static final String DISCONNECT = "DELETE FROM bitauth_block WHERE height > ?";

    private static final String OUTPUTS = "SELECT txid, output_index, address, satoshi, payer, order_id, seen_milli,"
            + " block_height, block_hash, gone, reorged FROM bitauth_output WHERE ";
    private static final String SET_OUTPUT =
            "UPDATE bitauth_output SET address = ?, satoshi = ?, payer = ?, order_id = ?,"
                    + " seen_milli = ?, block_height = ?, block_hash = ?, gone = ?, reorged = ?"
                    + " WHERE txid = ? AND output_index = ?";
    private static final String ADD_OUTPUT =
            "INSERT INTO bitauth_output (address, satoshi, payer, order_id, seen_milli,"
                    + " block_height, block_hash, gone, reorged, txid, output_index) VALUES ";
    private static final int AT_ONCE = 500;
    private static final String ORDERED =
            "SELECT address FROM bitauth_order WHERE address IN (?" + ", ?".repeat(AT_ONCE - 1) + ")";

    private final LeaseStatements statements;
    private final RowBatch added;
    /** What was looked for in this change and is not there, and what was then written of it and is not added yet. */
    private final Map<Outpoint, Optional<SeenOutput>> unwritten = new LinkedHashMap<>();

    private final Map<Long, Instant> connected = new HashMap<>();

    JdbcChainBook(LeaseStatements statements) {
        this.statements = statements;
        this.added = new RowBatch(statements, ADD_OUTPUT, 11);
    }

    /** Writes what was not written yet. */
    void flush() {
        unwritten.values().forEach(seen -> seen.ifPresent(output -> added.add(values(output))));
        unwritten.clear();
        added.flush();
    }

    @Override
    public Optional<ChainTip> lockTip() {
        if (statements.update(LOCK) != 1) {
            throw new StoreException("lease store must have the row of its position");
        }
        return tip();
    }

    @Override
    public Optional<ChainTip> tip() {
        return statements.first(
                TIP,
                row -> new ChainTip(new BlockId(row.getLong(1), row.getString(2)), new BigInteger(row.getString(3))));
    }

    @Override
    public Optional<String> hashAt(long height) {
        return statements.first(HASH, row -> row.getString(1), height);
    }

    @Override
    public Optional<Instant> connectedAt(long height) {
        Optional<Instant> at = Optional.ofNullable(connected.get(height));
        if (at.isEmpty()) {
            at = statements.first(CONNECTED, row -> Instant.ofEpochMilli(row.getLong(1)), height);
            at.ifPresent(known -> connected.put(height, known));
        }
        return at;
    }

    @Override
    public void connect(ChainTip tip, Instant at) {
        statements.update(
                CONNECT, tip.block().height(), tip.block().hash(), tip.work().toString(), at.toEpochMilli());
    }

    @Override
    public void disconnectAbove(long height) {
        connected.clear();
        statements.update(DISCONNECT, height);
    }

    @Override
    public Optional<SeenOutput> output(Outpoint outpoint) {
        if (unwritten.containsKey(outpoint)) {
            return unwritten.getOrDefault(outpoint, Optional.empty());
        }
        Optional<SeenOutput> found = statements.first(
                OUTPUTS + "txid = ? AND output_index = ?", JdbcChainBook::read, outpoint.txid(), outpoint.index());
        if (found.isEmpty()) {
            unwritten.put(outpoint, found);
        }
        return found;
    }

    @Override
    public List<SeenOutput> outputs(String orderId) {
        flush();
        return statements.rows(
                OUTPUTS + "order_id = ? ORDER BY order_id, txid, output_index", JdbcChainBook::read, orderId);
    }

    @Override
    public List<SeenOutput> outputsAbove(long height) {
        flush();
        return statements.rows(OUTPUTS + "block_height > ?", JdbcChainBook::read, height);
    }

    @Override
    public List<SeenOutput> waitingOutputs() {
        flush();
        return statements.rows(OUTPUTS + "block_height IS NULL AND gone = FALSE", JdbcChainBook::read);
    }

    @Override
    public List<SeenOutput> orphans(int most) {
        flush();
        return statements.rows(
                OUTPUTS + "order_id IS NULL ORDER BY order_id, txid, output_index LIMIT ?", JdbcChainBook::read, most);
    }

    @Override
    public void putOutput(SeenOutput seen) {
        Outpoint outpoint = seen.output().outpoint();
        if (unwritten.containsKey(outpoint)) {
            unwritten.put(outpoint, Optional.of(seen));
            return;
        }
        @Nullable Object[] values = values(seen);
        if (statements.update(SET_OUTPUT, values) == 0) {
            added.add(values);
            added.flush();
        }
    }

    private static @Nullable Object[] values(SeenOutput seen) {
        ChainOutput output = seen.output();
        return new @Nullable Object[] {
            StoredText.id(output.address()),
            output.satoshi(),
            output.payer().map(Sin::value).orElse(null),
            seen.orderId().map(StoredText::id).orElse(null),
            seen.seenAt().toEpochMilli(),
            seen.block().map(BlockId::height).orElse(null),
            seen.block().map(BlockId::hash).orElse(null),
            seen.gone(),
            seen.reorged(),
            output.outpoint().txid(),
            output.outpoint().index()
        };
    }

    @Override
    public Set<String> ordered(Collection<String> addresses) {
        List<String> asked = addresses.stream().filter(StoredText::canBeThere).toList();
        Set<String> found = new HashSet<>();
        for (int from = 0; from < asked.size(); from += AT_ONCE) {
            List<String> some = new ArrayList<>(asked.subList(from, Math.min(asked.size(), from + AT_ONCE)));
            while (some.size() < AT_ONCE) {
                some.add(some.get(0)); // one statement for all sizes, which the database has read before
            }
            found.addAll(statements.rows(ORDERED, row -> row.getString(1), some.toArray()));
        }
        return found;
    }

    private static SeenOutput read(ResultSet row) throws SQLException {
        Long height = row.getObject(8, Long.class);
        return new SeenOutput(
                new ChainOutput(
                        new Outpoint(row.getString(1), row.getInt(2)),
                        row.getString(3),
                        row.getLong(4),
                        Optional.ofNullable(row.getString(5)).map(Sin::new)),
                Optional.ofNullable(row.getString(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                height == null ? Optional.empty() : Optional.of(new BlockId(height, row.getString(9))),
                row.getBoolean(10),
                row.getBoolean(11));
    }
}
