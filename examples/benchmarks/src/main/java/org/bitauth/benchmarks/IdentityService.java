package org.bitauth.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.lab.KeystoneServer;
import org.bitauth.keystone.lab.MemcachedServer;
import org.bitauth.peers.Peers;
import org.opentest4j.TestAbortedException;

/** Logins and validations of the bridge beside those of a real Keystone, in turn; and what a login costs beside its parts. */
public final class IdentityService {
    private static final int USERS = 1000;
    private static final int ROUNDS = 5;
    private static final int WARM_UPS = 60_000;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration BRIDGE_ROUND = Duration.ofSeconds(2);
    private static final Duration FIRST_ROUND = Duration.ofSeconds(1);
    private static final Duration KEYSTONE_ROUND = Duration.ofSeconds(4);

    private IdentityService() {}

    public static void main(String[] arguments) throws IOException {
        try {
            KeystoneServer.requireKeystone();
            Peers.requirePrograms("memcached");
        } catch (TestAbortedException e) {
            System.out.println("left out: " + e.getMessage());
            return;
        }
        System.out.println("java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, medians of " + ROUNDS + " rounds");
        List<BitauthKey> keys =
                IntStream.range(0, USERS).mapToObj(MeasuredUsers::key).toList();
        try (IdentityServerJvm jvm = IdentityServerJvm.start(String.valueOf(USERS), false)) {
            MeasuredBridge bridge = new MeasuredBridge(jvm, keys);
            bridge.logins().warmUp(WARM_UPS, WARM_UP);
            besideKeystone(bridge);
            cost(bridge);
        }
        try (IdentityServerJvm jvm = IdentityServerJvm.start(String.valueOf(USERS), true)) {
            MeasuredBridge bridge = new MeasuredBridge(jvm, keys);
            bridge.logins().warmUp(WARM_UPS, WARM_UP);
            cost(bridge);
        }
    }

    private static void cost(MeasuredBridge bridge) throws IOException {
        LoginCost cost = new LoginCost(bridge);
        cost.measure();
        cost.print();
    }

    private static void besideKeystone(MeasuredBridge bridge) throws IOException {
        try (MemcachedServer memcached = MemcachedServer.start();
                MeasuredKeystone keystone = new MeasuredKeystone();
                MeasuredKeystone caching = new MeasuredKeystone(memcached.keystoneLines())) {
            bridge.validations().warmUp(WARM_UPS, WARM_UP);
            Map<String, Load> loads = new LinkedHashMap<>();
            loads.put("bridge login", bridge.logins());
            loads.put("keystone password", keystone.passwords());
            loads.put("keystone rescoping", keystone.rescoping());
            loads.put("bridge validation", bridge.validations());
            loads.put("keystone validation", keystone.validations());
            loads.put("memcached validation", caching.validations());
            Rates rates = new Rates(loads);
            rates.round(name -> FIRST_ROUND, false);
            for (int round = 0; round < ROUNDS; round++) {
                rates.round(name -> name.startsWith("bridge") ? BRIDGE_ROUND : KEYSTONE_ROUND, true);
            }
            rates.print();
            rates.printRatio("bridge login", "keystone password", 300);
            rates.printRatio("bridge login", "keystone rescoping", 50);
            rates.printRatio("bridge validation", "keystone validation", 200);
            rates.printRatio("bridge validation", "memcached validation", 50);
        }
    }
}
