package org.bitauth.keystone.store;

import java.io.IOException;
import java.nio.file.Path;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Payments;

/** As a program, a bridge on a file of H2 that goes on where another one was killed, until it is killed itself. */
final class MortalBridge {
    /** How many steps of its world it takes. */
    static final int STEPS = 40;

    /** What it exits with when it is killed. */
    static final int KILLED = 9;

    private MortalBridge() {}

    /** Takes a folder, the seed of the world, how many steps are done, and the point at which it ends, 0 for none. */
    public static void main(String[] arguments) throws IOException {
        int done = Integer.parseInt(arguments[2]);
        int cut = Integer.parseInt(arguments[3]);
        try (H2File file = H2File.open(Path.of(arguments[0]))) {
            Migrations.run(file.dataSource());
            PaymentWorld world = new PaymentWorld(Long.parseLong(arguments[1]), new JdbcLeaseStore(file.dataSource()));
            for (int step = 0; step < done; step++) {
                world.step();
            }
            CutConnections connections = new CutConnections(
                    file.dataSource(), cut, () -> Runtime.getRuntime().halt(KILLED));
            LeaseStore store = new JdbcLeaseStore(connections.dataSource());
            Payments bridge = world.bridge(store);
            for (int step = done; step < STEPS; step++) {
                PaymentWorld.Task task = world.step();
                PaymentWorld.sync(bridge);
                task.by(bridge);
                PaymentWorld.sync(bridge);
                System.out.println(step);
            }
        }
    }
}
