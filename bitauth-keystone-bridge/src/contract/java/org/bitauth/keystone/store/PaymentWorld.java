package org.bitauth.keystone.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.AddressSource;
import org.bitauth.keystone.payment.Evaluation;
import org.bitauth.keystone.payment.Lease;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Order;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.keystone.store.ScriptedChain.Payment;
import org.bitauth.keystone.store.ScriptedChain.Transaction;
import org.bitauth.statement.SignedStatement;
import org.bitauth.wallet.BitcoinNetwork;

/**
 * Buyers, a Bitcoin chain and a clock, which a seed moves step by step: what happens never depends on what bridges do. After
 * each step a bridge does what the step asks of it, once or several times, and has read the chain when it is done.
 */
public final class PaymentWorld {
    private static final int BUYERS = 3;
    private static final Offer DEEP = new Offer(
            "deep",
            "Slow to settle",
            10_000,
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofDays(365),
            List.of(),
            3,
            Duration.ofMinutes(60),
            Duration.ZERO,
            "none");

    private final Random random;
    private final LeaseStore store;
    private final ScriptedChain chain;
    private final Map<String, SignedStatement> orders = new LinkedHashMap<>();
    private volatile Instant now = LeaseSample.START;
    private int transactions;
    private int extensions;

    /** What a bridge is asked to do; doing it again changes nothing. */
    public interface Task {
        /**
         * Does it.
         *
         * @param bridge the bridge, which has read the chain before
         */
        void by(Payments bridge);
    }

    /**
     * Whose orders are settled when, and which leases came of it.
     *
     * @param evaluations by the orders' ids
     * @param leases of all buyers
     */
    public record Result(Map<String, Evaluation> evaluations, Set<Lease> leases) {}

    /**
     * A world in which nothing has happened.
     *
     * @param seed what will happen
     * @param store where buyers look up the addresses of their orders
     */
    public PaymentWorld(long seed, LeaseStore store) {
        this.random = new Random(seed);
        this.store = store;
        this.chain = new ScriptedChain(this::address);
    }

    /**
     * A bridge of this world.
     *
     * @param bridgeStore the store, as this bridge has it
     * @return a bridge that has not read the chain yet
     */
    public Payments bridge(LeaseStore bridgeStore) {
        return Payments.builder(
                        LeaseSample.CLOUD,
                        LeaseSample.VENDOR,
                        BitcoinNetwork.REGTEST,
                        new NumberedAddresses(),
                        chain,
                        bridgeStore)
                .offer(LeaseSample.OFFER)
                .offer(DEEP)
                .clock(() -> now)
                .lookahead(20)
                .build();
    }

    /** Addresses that are numbers. */
    private static final class NumberedAddresses implements AddressSource {
        @Override
        public String id() {
            return "numbers";
        }

        @Override
        public String address(long index) {
            return "number-" + index;
        }

        @Override
        public boolean owns(Sin sin, int first) {
            return false;
        }
    }

    /**
     * Lets time pass and something happen.
     *
     * @return what a bridge has to do now
     */
    public Task step() {
        now = now.plusMillis(random.nextInt(600_000));
        int kind = random.nextInt(100);
        if (orders.isEmpty() || kind < 25) {
            return order();
        }
        if (kind < 35) {
            return extend();
        }
        if (kind < 60) {
            pay();
        } else if (kind < 85 || chain.depth() == 0) {
            mine();
        } else if (kind < 92) {
            vanish();
        } else {
            reorganize();
        }
        return PaymentWorld::sync;
    }

    private Task order() {
        BitauthKey owner = LeaseSample.key(1 + random.nextInt(BUYERS));
        Offer offer = random.nextBoolean() ? LeaseSample.OFFER : DEEP;
        String instance = "instance-" + random.nextInt(2);
        Order order = LeaseSample.order(offer, owner.publicKey().sin(), instance, orders.size(), now);
        SignedStatement signed = order.statement().sign(owner);
        orders.put(order.id(), signed);
        return bridge -> {
            bridge.desk().place(signed, "race");
            assertTrue(bridge.order(order.id()).isPresent(), "taken now, or before");
        };
    }

    private Task extend() {
        String orderId = anyOrder();
        String reference = "bill " + extensions++;
        return bridge -> bridge.leases().extend(orderId, Duration.ofHours(7), reference);
    }

    private void pay() {
        List<Transaction> waiting = new ArrayList<>(chain.waiting());
        waiting.add(transaction());
        chain.setWaiting(waiting);
    }

    private Transaction transaction() {
        int[] amounts = {10_000, 10_000, 4_000, 6_000, 12_000, 1};
        List<Payment> payments = IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> new Payment(anyOrder(), amounts[random.nextInt(amounts.length)]))
                .toList();
        int payer = random.nextInt(BUYERS + 1);
        return new Transaction(
                transactions++,
                payments,
                payer == 0
                        ? Optional.empty()
                        : Optional.of(LeaseSample.key(payer).publicKey().sin()));
    }

    private String anyOrder() {
        return List.copyOf(orders.keySet()).get(random.nextInt(orders.size()));
    }

    private void mine() {
        List<List<Transaction>> blocks = new ArrayList<>(List.of(new ArrayList<>()));
        List<Transaction> left = new ArrayList<>();
        for (Transaction transaction : chain.waiting()) {
            (random.nextInt(4) == 0 ? left : blocks.get(0)).add(transaction);
        }
        if (random.nextInt(3) == 0) {
            blocks.get(0).add(transaction()); // that nobody saw waiting
        }
        if (random.nextInt(3) == 0) {
            blocks.add(List.of());
        }
        chain.replace(0, blocks, left, now.minusSeconds(random.nextInt(60)));
    }

    /** Replaced by another transaction, or dropped. */
    private void vanish() {
        List<Transaction> waiting = new ArrayList<>(chain.waiting());
        if (!waiting.isEmpty()) {
            waiting.remove(random.nextInt(waiting.size()));
        }
        chain.setWaiting(waiting);
    }

    private void reorganize() {
        int removed = 1 + random.nextInt(Math.min(3, chain.depth()));
        List<List<Transaction>> added = new ArrayList<>();
        Stream.generate(ArrayList<Transaction>::new).limit(removed + 1L).forEach(added::add);
        List<Transaction> waiting = new ArrayList<>(chain.waiting());
        for (Transaction transaction : chain.inLast(removed)) {
            int fate = random.nextInt(3);
            if (fate == 0) {
                waiting.add(transaction);
            } else if (fate == 1) {
                added.get(random.nextInt(added.size())).add(transaction);
            } // else it was double spent
        }
        chain.replace(removed, added, waiting, now.minusSeconds(random.nextInt(60)));
    }

    /**
     * Reads the chain to its end, whatever other bridges do meanwhile.
     *
     * @param bridge who reads
     */
    public static void sync(Payments bridge) {
        assertEquals(Optional.empty(), bridge.sync().once());
    }

    /**
     * What has come of everything.
     *
     * @return the same for all stores after the same steps
     */
    public Result result() {
        return store.read(book -> {
            Map<String, Evaluation> evaluations = new TreeMap<>();
            book.ordersAfter("", 100_000).forEach(placed -> evaluations.put(placed.id(), placed.evaluation()));
            List<Lease> leases = IntStream.rangeClosed(1, BUYERS)
                    .boxed()
                    .flatMap(buyer ->
                            book.leases(LeaseSample.key(buyer).publicKey().sin()).stream())
                    .toList();
            assertEquals(leases.size(), Set.copyOf(leases).size(), "no lease twice");
            return new Result(evaluations, Set.copyOf(leases));
        });
    }

    /**
     * What comes of the same steps where there is one bridge and nothing goes wrong.
     *
     * @param seed what happens
     * @param steps how many steps
     * @return the result
     */
    public static Result quiet(long seed, int steps) {
        LeaseStore memory = new InMemoryLeaseStore();
        PaymentWorld world = new PaymentWorld(seed, memory);
        Payments bridge = world.bridge(memory);
        sync(bridge);
        for (int step = 0; step < steps; step++) {
            world.step().by(bridge);
            sync(bridge);
        }
        return world.result();
    }

    private String address(String orderId) {
        Optional<PlacedOrder> placed = store.read(book -> book.order(orderId));
        return placed.orElseThrow().invoice().address();
    }
}
