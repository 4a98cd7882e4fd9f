package org.bitauth.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.peers.Peers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on Debian's redis-server, for the guard that docs/embedding.md shows. */
class RedisReplayGuardIT extends ReplayGuardContract {
    @TempDir
    private Path folder = Path.of("");

    private final List<RedisCommands> connections = new ArrayList<>();
    private @Nullable RedisServer started;

    @AfterEach
    void stop() {
        connections.forEach(RedisCommands::close);
        if (started != null) {
            started.close();
        }
    }

    @Override
    protected ReplayGuard node(InstantSource clock) throws Exception {
        return new RedisReplayGuard(connection(), clock);
    }

    @Override
    protected void empty() throws Exception {
        connection().call("FLUSHALL");
    }

    @Override
    protected Optional<ReplayGuard> down() throws Exception {
        ReplayGuard guard = node(InstantSource.system());
        guard.rememberingSince();
        server().close();
        return Optional.of(guard);
    }

    @Override
    protected ReplayGuard small() throws Exception {
        RedisCommands redis = connection();
        ReplayGuard guard = new RedisReplayGuard(redis, InstantSource.system());
        guard.rememberingSince();
        String info = redis.call("INFO", "memory").orElseThrow();
        long used = Long.parseLong(info.replaceFirst("(?s).*\\bused_memory:([0-9]+).*", "$1"));
        redis.call("CONFIG", "SET", "maxmemory", Long.toString(used + 200_000));
        return padded(guard);
    }

    @Test
    void theSmallStoreBecomesFull() throws Exception {
        ReplayGuard guard = small();
        Instant later = InstantSource.system().instant().plusSeconds(180);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < rounds(); i++) {
                        guard.claim("nonce " + i, later);
                    }
                })
                .withMessage("Redis says -OOM");
        assertThat(guard.isClaimed("nonce 0")).isTrue();
    }

    /** Nonces so long that some hundred fill what is left, however much Redis needs for itself. */
    private static ReplayGuard padded(ReplayGuard guard) {
        String padding = "p".repeat(2000);
        return new ReplayGuard() {
            @Override
            public boolean claim(String nonce, Instant until) {
                return guard.claim(nonce + padding, until);
            }

            @Override
            public boolean isClaimed(String nonce) {
                return guard.isClaimed(nonce + padding);
            }

            @Override
            public Instant rememberingSince() {
                return guard.rememberingSince();
            }
        };
    }

    private RedisCommands connection() throws Exception {
        RedisCommands commands = server().commands();
        connections.add(commands);
        return commands;
    }

    private RedisServer server() throws Exception {
        RedisServer server = started;
        if (server == null) {
            Peers.requirePrograms("redis-server");
            server = RedisServer.start(folder);
            started = server;
        }
        return server;
    }
}
