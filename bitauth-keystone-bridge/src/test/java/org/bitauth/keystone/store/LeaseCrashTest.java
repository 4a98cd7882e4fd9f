package org.bitauth.keystone.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.bitauth.StoreException;
import org.bitauth.keystone.payment.LeaseBook;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Payments;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bridge that ends between any two writes, and begins again, comes to what one comes to that never ends. */
class LeaseCrashTest {
    private static final int STEPS = 20;

    @TempDir
    private Path temporary = Path.of("");

    /** Each task of each step is begun anew, and ended one write later than before, until it is done. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 5)
    void aCutBetweenAnyTwoWritesLosesAndDoublesNothing(long seed) throws Exception {
        Reopened store = new Reopened(temporary.resolve("cut"));
        PaymentWorld world = new PaymentWorld(seed, store);
        int cuts = 0;
        for (int step = 0; step < STEPS; step++) {
            PaymentWorld.Task task = world.step();
            for (int cut = 1; !store.runUntil(cut, world, task); cut++) {
                cuts++;
            }
        }

        assertThat(cuts).isGreaterThan(4 * STEPS);
        assertThat(world.result()).isEqualTo(PaymentWorld.quiet(seed, STEPS));
        store.close();
    }

    /** Ends the database without its last words, and the thread with it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A store whose file is opened again after each end. */
    private static final class Reopened implements LeaseStore {
        private final Path folder;
        private H2File file;
        private boolean killed;

        Reopened(Path folder) throws IOException {
            this.folder = folder;
            file = H2File.open(folder);
            Migrations.run(file.dataSource());
        }

        /** Returns false if the bridge was cut. */
        boolean runUntil(int cut, PaymentWorld world, PaymentWorld.Task task) throws IOException {
            CutConnections connections = new CutConnections(file.dataSource(), cut, this::kill);
            Payments bridge = world.bridge(new JdbcLeaseStore(connections.dataSource()));
            try {
                PaymentWorld.sync(bridge);
                task.by(bridge);
                PaymentWorld.sync(bridge);
                return true;
            } catch (Killed | StoreException e) { // from statements that were to end with the thread
                assertThat(killed).isTrue();
                killed = false;
                file.close();
                file = H2File.open(folder);
                Migrations.run(file.dataSource());
                return false;
            }
        }

        private void kill() {
            killed = true;
            DataSource all = file.dataSource();
            try (Connection connection = all.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            } catch (SQLException e) {
                // The connection ends with the database.
            }
            throw new Killed();
        }

        @Override
        public <T> T change(Function<LeaseBook, T> work) {
            return new JdbcLeaseStore(file.dataSource()).change(work);
        }

        @Override
        public <T> T read(Function<LeaseBook, T> work) {
            return new JdbcLeaseStore(file.dataSource()).read(work);
        }

        void close() {
            file.close();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 6)
    void aProcessThatEndsAgainAndAgainLosesAndDoublesNothing(long seed) throws Exception {
        Random random = new Random(seed);
        Path folder = temporary.resolve("halted");
        for (int halt = 0; halt < 5; halt++) {
            assertThat(run(folder, seed, 1 + random.nextInt(40)))
                    .as(Files.readString(errors()))
                    .isEqualTo(MortalBridge.KILLED);
        }
        assertThat(done()).isLessThan(MortalBridge.STEPS);

        assertThat(run(folder, seed, 0)).as(Files.readString(errors())).isZero();

        assertThat(done()).isEqualTo(MortalBridge.STEPS);
        try (H2File file = H2File.open(folder)) {
            PaymentWorld world = new PaymentWorld(seed, new JdbcLeaseStore(file.dataSource()));
            assertThat(world.result()).isEqualTo(PaymentWorld.quiet(seed, MortalBridge.STEPS));
        }
    }

    private int run(Path folder, long seed, int cut) throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        Process bridge = new ProcessBuilder(
                        java,
                        "-cp",
                        classPath,
                        MortalBridge.class.getName(),
                        folder.toString(),
                        Long.toString(seed),
                        Integer.toString(done()),
                        Integer.toString(cut))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(said().toFile()))
                .redirectError(errors().toFile())
                .start();
        try {
            assertThat(bridge.waitFor(120, TimeUnit.SECONDS)).isTrue();
            return bridge.exitValue();
        } finally {
            bridge.destroyForcibly();
        }
    }

    /** Whole lines of what all of them said. */
    private int done() throws IOException {
        return Files.exists(said())
                ? (int) Files.readString(said()).chars().filter(c -> c == '\n').count()
                : 0;
    }

    private Path said() {
        return temporary.resolve("said.txt");
    }

    private Path errors() {
        return temporary.resolve("errors.txt");
    }
}
