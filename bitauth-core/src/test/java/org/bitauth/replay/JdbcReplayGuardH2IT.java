package org.bitauth.replay;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2 where it is slow: in a file, each claim waiting for the disk; and with the strictest connections. */
class JdbcReplayGuardH2IT {
    @TempDir
    private static Path folder = Path.of("");

    @Nested
    class InAFile extends H2Contract {
        @Override
        String url() {
            return "jdbc:h2:file:" + folder.resolve(UUID.randomUUID().toString()) + ";WRITE_DELAY=0";
        }
    }

    @Nested
    class SerializableWithoutAutoCommit extends H2Contract {
        @Override
        String url() {
            return "jdbc:h2:mem:" + UUID.randomUUID();
        }

        @Override
        protected ReplayGuard node(InstantSource clock) throws Exception {
            return new JdbcReplayGuard(store().strictConnections(), clock);
        }
    }
}
