package org.bitauth.keystone.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.jdbc.ShortTransactions;
import org.bitauth.jdbc.Statements;
import org.bitauth.replay.JdbcReplayGuard;

/**
 * The tables of all stores, brought up to date step by step: each step is a script, and the number of the last one stands in
 * the table {@code bitauth_schema}. Nodes that start at once wait for each other. A database of a later version is refused.
 */
public final class Schema {
    private static final String TABLE = "CREATE TABLE IF NOT EXISTS bitauth_schema ("
            + "schema_row SMALLINT NOT NULL, version INTEGER NOT NULL,"
            + " CONSTRAINT bitauth_schema_key PRIMARY KEY (schema_row));\n";
    private static final String BEGIN = "INSERT INTO bitauth_schema (schema_row, version) VALUES (1, 0)";
    private static final String LOCK = "SELECT version FROM bitauth_schema WHERE schema_row = 1 FOR UPDATE";
    private static final String SET = "UPDATE bitauth_schema SET version = ? WHERE schema_row = 1";
    private static final int TRIES = 5;

    private final ShortTransactions transactions;
    private final List<String> scripts;

    private Schema(DataSource dataSource) {
        transactions = new ShortTransactions(dataSource, "schema");
        scripts = List.of(
                script(JdbcReplayGuard.class, "replay-schema.sql"), // version 1
                script(Schema.class, "schema-2.sql"));
    }

    /**
     * Brings the tables up to date.
     *
     * @param dataSource the database; its role may create tables
     * @throws StoreException if the database cannot answer, or has a later version
     */
    public static void update(DataSource dataSource) {
        Schema schema = new Schema(dataSource);
        schema.begin();
        for (int i = 0; i <= schema.scripts.size(); i++) {
            schema.transactions.attempt(schema::step);
        }
    }

    /** PostgreSQL says that a key is taken when two nodes make the same table at once: the other one has made it. */
    private void begin() {
        for (int i = 0; i < TRIES; i++) {
            if (transactions.attempt(statements -> {
                statements.script(TABLE);
                return true;
            })) {
                return;
            }
        }
        throw new StoreException("schema table must be made or be there");
    }

    /** Takes the step that comes next, if there is one left. */
    private boolean step(Statements statements) throws SQLException {
        statements.putIfAbsent(BEGIN);
        int version = statements.all(LOCK, row -> row.getInt(1)).get(0);
        if (version > scripts.size()) {
            throw new StoreException(
                    "database has schema version " + version + ", this program knows " + scripts.size());
        }
        if (version < scripts.size()) {
            statements.script(scripts.get(version));
            statements.update(SET, version + 1);
        }
        return true;
    }

    private static String script(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
