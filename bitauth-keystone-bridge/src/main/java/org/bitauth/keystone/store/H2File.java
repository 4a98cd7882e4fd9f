package org.bitauth.keystone.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A database of H2 in a folder, for a cloud of one process; needs H2 on the class path. What was committed survives the end
 * of the process by whatever means, {@code kill -9} too. It does not survive a failure of power that the operating system
 * did not write it before: H2 does not force each commit onto the disk, PostgreSQL does. A second process that opens it is
 * refused. While many write, the file holds old copies of some minutes; it shrinks when it is closed. The tables are made by
 * {@link Migrations}. Thread-safe.
 */
public final class H2File implements AutoCloseable {
    private static final String NAME = "bitauth";
    private static final int CONNECTIONS = 16;
    private static final int CONNECTION_SECONDS = 5;

    private final JdbcConnectionPool pool;

    private H2File(JdbcConnectionPool pool) {
        this.pool = pool;
    }

    /**
     * Opens the database, and makes it if there is none.
     *
     * @param folder where its file {@code bitauth.mv.db} is; made if it is not there, for the owner alone where the file
     *     system can say so
     * @return the database
     * @throws IOException if the folder cannot be made
     * @throws StoreException if the file cannot be opened, or another process has it open
     */
    public static H2File open(Path folder) throws IOException {
        String path = folder.toAbsolutePath().normalize().resolve(NAME).toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException("folder must have no ';' in its path");
        }
        makeFolder(folder);
        JdbcDataSource database = new JdbcDataSource();
        // By default H2 writes what was committed up to a second later: whoever kills the process loses it.
        database.setURL("jdbc:h2:file:" + path + ";WRITE_DELAY=0");
        JdbcConnectionPool pool = JdbcConnectionPool.create(database);
        pool.setMaxConnections(CONNECTIONS);
        pool.setLoginTimeout(CONNECTION_SECONDS);
        try {
            pool.getConnection().close();
            return new H2File(pool);
        } catch (SQLException e) {
            pool.dispose();
            throw new StoreException("database must open, SQL state " + e.getSQLState(), e);
        }
    }

    /**
     * Connections to the database, from a pool.
     *
     * @return the same at each call
     */
    public DataSource dataSource() {
        return pool;
    }

    /** Ends the database. What uses it from then on fails. */
    @Override
    public void close() {
        pool.dispose();
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }
}
