package org.bitauth.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on H2 in memory, and a file that is opened again. */
class JdbcReplayGuardH2Test {
    @TempDir
    private static Path folder = Path.of("");

    @Nested
    class InMemory extends H2Contract {
        @Override
        String url() {
            return "jdbc:h2:mem:" + UUID.randomUUID();
        }

        @Override
        protected int rounds() { // a unit test is short; the long race is in JdbcReplayGuardH2IT
            return Integer.getInteger("bitauth.contract.rounds", 50);
        }
    }

    @Test
    void aFileThatIsOpenedAgainRemembers() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("again") + ";WRITE_DELAY=0";
        Instant since;
        try (H2Store before = new H2Store(url)) {
            ReplayGuard guard = before.guard(InstantSource.system());
            since = guard.rememberingSince();
            assertThat(guard.claim("a", since.plusSeconds(180))).isTrue();
        }

        try (H2Store again = new H2Store(url)) {
            ReplayGuard guard = again.guard(InstantSource.system());
            assertThat(guard.isClaimed("a")).isTrue();
            assertThat(guard.claim("a", since.plusSeconds(180))).isFalse();
            assertThat(guard.claim("b", since.plusSeconds(180))).isTrue();
            assertThat(guard.rememberingSince()).isEqualTo(since);
        }
    }
}
