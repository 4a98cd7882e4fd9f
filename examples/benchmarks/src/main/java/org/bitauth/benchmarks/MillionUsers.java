package org.bitauth.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.User;
import org.bitauth.keystone.store.H2File;
import org.bitauth.keystone.store.JdbcStores;
import org.bitauth.keystone.store.Migrations;

/** Logins and validations of a bridge with 1,000,000 users in PostgreSQL, beside one with 1,000, and one on an H2 file. */
public final class MillionUsers {
    private static final int LOG_IN = 1000;
    private static final int MANY = 1_000_000;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final double LEAST = 0.8;

    private MillionUsers() {}

    public static void main(String[] arguments) throws Exception {
        List<BitauthKey> keys =
                IntStream.range(0, LOG_IN).mapToObj(MeasuredUsers::key).toList();
        Path folder = Files.createTempDirectory("million-users");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            execute(postgres.getPostgresDatabase(), "CREATE DATABASE few", "CREATE DATABASE many");
            fill(postgres.getDatabase("postgres", "few"), LOG_IN);
            fill(postgres.getDatabase("postgres", "many"), MANY);
            try (H2File file = H2File.open(folder)) {
                fill(file.dataSource(), LOG_IN);
            }
            try (IdentityServerJvm few = start(postgres.getJdbcUrl("postgres", "few"));
                    IdentityServerJvm many = start(postgres.getJdbcUrl("postgres", "many"));
                    IdentityServerJvm inFile = start("h2:" + folder)) {
                measure(
                        new MeasuredBridge(few, keys),
                        new MeasuredBridge(many, keys),
                        new MeasuredBridge(inFile, keys));
                System.out.println("heap of the one with " + MANY + ", live and most, MB: " + many.ask("heap"));
            }
        } finally {
            for (Path file : Files.list(folder).toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private static IdentityServerJvm start(String database) throws IOException {
        return IdentityServerJvm.start(database, false);
    }

    private static void measure(MeasuredBridge few, MeasuredBridge many, MeasuredBridge inFile) throws IOException {
        Map<String, Load> loads = new LinkedHashMap<>();
        loads.put("few login", few.logins());
        loads.put("many login", many.logins());
        loads.put("H2 login", inFile.logins());
        loads.put("few validation", few.validations());
        loads.put("many validation", many.validations());
        loads.put("H2 validation", inFile.validations());
        for (Load load : loads.values()) {
            load.run(WARM_UP);
        }
        Rates rates = new Rates(loads);
        for (int round = 0; round < ROUNDS; round++) {
            rates.round(name -> ROUND, true);
        }
        rates.print();
        rates.printRatio("many login", "few login", LEAST);
    }

    /** Users who log in, by the library; others, who only fill the tables, by the database itself. */
    private static void fill(DataSource database, int count) throws SQLException {
        Migrations.run(database);
        DirectoryStore directory = JdbcStores.of(database).directory();
        directory.addDomain(MeasuredUsers.DOMAIN);
        directory.addProject(MeasuredUsers.PROJECT);
        for (int i = 0; i < LOG_IN; i++) {
            String id = MeasuredUsers.id(i);
            String project = MeasuredUsers.PROJECT.id();
            directory.addUser(
                    new User(id, id, MeasuredUsers.DOMAIN, true, Optional.of(project)),
                    List.of(MeasuredUsers.key(i).sin()));
            directory.addGrant(Grant.onProject(id, project, MeasuredUsers.role(i)));
        }
        if (count > LOG_IN) {
            String rows = String.format(Locale.ROOT, " FROM generate_series(%d, %d) AS n", LOG_IN, count - 1);
            execute(
                    database,
                    "INSERT INTO bitauth_user (user_id, user_name, domain_id, enabled) SELECT 'user-' || n,"
                            + " 'user-' || n, 'default', TRUE" + rows,
                    "INSERT INTO bitauth_identity (sin, user_id, from_second) SELECT 'Tf' || md5(n::text), 'user-' || n, 0"
                            + rows,
                    "INSERT INTO bitauth_project_grant (user_id, project_id, role_name) SELECT 'user-' || n, '"
                            + MeasuredUsers.PROJECT.id() + "', 'member'" + rows,
                    "VACUUM ANALYZE");
        }
    }

    private static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
