package org.bitauth.keystone.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * An H2 database in a file, which one process has open at a time. What was acknowledged is on the disk:
 * {@code WRITE_DELAY=0}, without which H2 loses up to half a second of acknowledged commits when its process is killed.
 * Needs H2 on the class path.
 */
public final class H2File implements AutoCloseable {
    private static final int CONNECTIONS = 16;

    private final JdbcConnectionPool pool;
    private final Connection first;

    private H2File(JdbcConnectionPool pool, Connection first) {
        this.pool = pool;
        this.first = first;
    }

    /**
     * Opens a file, and makes it if it is not there.
     *
     * @param file its path without the ending {@code .mv.db}
     * @return the database
     * @throws StoreException if it cannot be opened, for example since another process has it open
     */
    public static H2File open(Path file) {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException("path of a database must have no ';', was " + path);
        }
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", "bitauth", "");
        pool.setMaxConnections(CONNECTIONS);
        try {
            return new H2File(pool, pool.getConnection()); // one stays, so that the file is not closed in between
        } catch (SQLException e) {
            pool.dispose();
            throw new StoreException("database file cannot be opened, SQL state " + e.getSQLState(), e);
        }
    }

    /**
     * Connections to the database.
     *
     * @return a pool, until {@link #close}
     */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        try {
            first.close();
        } catch (SQLException e) {
            // The pool is gone in a moment.
        }
        pool.dispose();
    }
}
