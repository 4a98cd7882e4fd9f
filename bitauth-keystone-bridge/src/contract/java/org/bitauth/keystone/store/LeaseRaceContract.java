package org.bitauth.keystone.store;

import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.LeaseSample.START;
import static org.bitauth.keystone.store.LeaseSample.address;
import static org.bitauth.keystone.store.LeaseSample.order;
import static org.bitauth.keystone.store.LeaseSample.placed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bitauth.StoreException;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.replay.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link LeaseStore} must keep when bridges write at the same moment. As {@link LeaseStoreContract}. */
public abstract class LeaseRaceContract {
    private static final int THREADS = 8;
    private static final int STEPS = 120;

    /**
     * The store under test, as another bridge of the cloud has it: with its own connections. One that lives in the process
     * may be the same at each call until it is emptied.
     *
     * @return a store that shares nothing with other bridges but what is stored
     * @throws Exception if the store cannot be reached
     */
    protected abstract LeaseStore node() throws Exception;

    /**
     * Empties the store.
     *
     * @throws Exception if the store cannot be reached
     */
    protected abstract void empty() throws Exception;

    /**
     * How many rounds a race has.
     *
     * @return a tenth of the system property {@code bitauth.contract.rounds}, 30 by default
     */
    protected int rounds() {
        return Math.max(1, Integer.getInteger("bitauth.contract.rounds", 300) / 10);
    }

    /**
     * Empties the store.
     *
     * @throws Exception if the store cannot be reached
     */
    @BeforeEach
    void emptyFirst() throws Exception {
        empty();
    }

    @Test
    void noIndexIsGivenTwice() throws Exception {
        LeaseStore[] nodes = {node(), node()};
        Set<String> given = ConcurrentHashMap.newKeySet();

        int[] winners = Race.winners(THREADS, rounds(), 1, (thread, round) -> {
            long index = nodes[thread % 2].change(book -> {
                book.skipIndex("s" + round, 2); // by all of them, of a source that is new in each round
                return book.takeIndex("s" + round);
            });
            return given.add(round + "/" + index);
        });

        Arrays.stream(winners).forEach(won -> assertEquals(THREADS, won));
        for (int round = 0; round < rounds(); round++) {
            for (int index = 3; index < 3 + THREADS; index++) {
                assertTrue(given.contains(round + "/" + index), "none is left out");
            }
        }
    }

    /** In turn: the same order, two with one nonce, two with one address. */
    @Test
    void anOrderIsTakenOnce() throws Exception {
        LeaseStore[] nodes = {node(), node()};
        int rounds = rounds();
        PlacedOrder[][] orders = new PlacedOrder[rounds][THREADS];
        for (int round = 0; round < rounds; round++) {
            for (int thread = 0; thread < THREADS; thread++) {
                int own = round * THREADS + thread;
                orders[round][thread] = switch (round % 3) {
                    case 0 -> placed(order(sin(1), "i", 1_000_000 + round), address(round * THREADS), START);
                    case 1 -> placed(order(sin(1), "i" + thread, 1_000_000 + round), address(own), START);
                    default -> placed(order(sin(1), "i", own), address(round * THREADS), START);
                };
            }
        }

        int[] winners = Race.winners(
                THREADS,
                rounds,
                1,
                (thread, round) -> nodes[thread % 2].change(book -> book.addOrder(orders[round][thread])));

        Arrays.stream(winners).forEach(won -> assertEquals(1, won));
        assertEquals(
                rounds, nodes[0].read(book -> book.ordersAfter("", 100_000)).size());
    }

    @Test
    void whoChangesTheChainSeesWhatTheOneBeforeDid() throws Exception {
        LeaseStore[] nodes = {node(), node()};

        int[] winners = Race.winners(
                THREADS,
                rounds(),
                1,
                (thread, round) -> nodes[thread % 2].change(book -> {
                    Optional<ChainTip> before = book.chain().lockTip();
                    long next = before.map(tip -> tip.block().height() + 1).orElse(0L);
                    book.chain().connect(LeaseSample.tip(next, thread), START);
                    return true;
                }));

        int all = Arrays.stream(winners).sum();
        assertEquals(THREADS * rounds(), all);
        Optional<ChainTip> tip = nodes[1].read(book -> book.chain().tip());
        assertEquals(all - 1, tip.orElseThrow().block().height());
    }

    /** Two bridges in many threads do each step at once, and read the chain all the time. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void manyThreadsOfTwoBridgesComeToWhatOneComesTo(long seed) throws Exception {
        PaymentWorld world = new PaymentWorld(seed, node());
        Payments[] bridges = {world.bridge(node()), world.bridge(node())};
        for (Payments bridge : bridges) {
            PaymentWorld.sync(bridge);
        }

        for (int step = 0; step < STEPS; step++) {
            PaymentWorld.Task task = world.step();
            Race.winners(4, 1, 1, (thread, round) -> {
                Payments bridge = bridges[thread % 2];
                if (thread < 2) {
                    again(() -> task.by(bridge));
                } else {
                    again(() -> bridge.sync().once());
                }
                return true;
            });
            PaymentWorld.sync(bridges[step % 2]);
        }

        PaymentWorld.Result result = world.result();
        assertFalse(result.leases().isEmpty());
        assertEquals(PaymentWorld.quiet(seed, STEPS), result);
    }

    /** A store may say that it could not answer, and is asked again then. */
    private static void again(Runnable work) {
        for (int tries = 1; ; tries++) {
            try {
                work.run();
                return;
            } catch (StoreException e) {
                if (tries == 5) {
                    throw e;
                }
            }
        }
    }
}
