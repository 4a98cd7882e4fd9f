package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code database} of the section {@code identity}: a PostgreSQL that several nodes share.
 *
 * @param url {@code jdbc:postgresql://…}
 * @param user the role
 * @param passwordFile a file with the role's password, for its owner only
 * @param connections how many at most; 8 without it
 */
record DatabaseConfig(
        @JsonProperty(required = true) String url,
        @JsonProperty(required = true) String user,

        @JsonProperty("password_file") @JsonSetter(nulls = Nulls.SET) @Nullable
        Path passwordFile,

        @JsonSetter(nulls = Nulls.SET) @Nullable Integer connections) {
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    HikariDataSource open() {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "config database: url must begin with jdbc:postgresql:");
        }
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        if (passwordFile != null) {
            pool.setPassword(
                    KeyFile.readPrivate(passwordFile, "database password file").strip());
        }
        pool.setMaximumPoolSize(connections == null ? CONNECTIONS : connections);
        pool.setConnectionTimeout(PATIENCE.toMillis());
        try {
            return new HikariDataSource(pool);
        } catch (HikariPool.PoolInitializationException e) {
            throw new CommandFailure(CommandFailure.UNREACHABLE, "the database cannot be reached: " + url);
        }
    }
}
