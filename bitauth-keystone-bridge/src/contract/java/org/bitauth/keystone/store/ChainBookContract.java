package org.bitauth.keystone.store;

import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.LeaseSample.START;
import static org.bitauth.keystone.store.LeaseSample.address;
import static org.bitauth.keystone.store.LeaseSample.block;
import static org.bitauth.keystone.store.LeaseSample.gone;
import static org.bitauth.keystone.store.LeaseSample.in;
import static org.bitauth.keystone.store.LeaseSample.placed;
import static org.bitauth.keystone.store.LeaseSample.tip;
import static org.bitauth.keystone.store.LeaseSample.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bitauth.keystone.payment.ChainBook;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.keystone.payment.SeenOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link LeaseStore} must keep of the chain, as tests. As {@link LeaseStoreContract}. */
public abstract class ChainBookContract {
    private static final String ORDER = "1".repeat(64);

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
     * Empties the store.
     *
     * @throws Exception if the store cannot be reached
     */
    @BeforeEach
    void emptyFirst() throws Exception {
        empty();
    }

    @Test
    void beginsWithoutABlock() throws Exception {
        assertEquals(Optional.empty(), read(ChainBook::tip));
        assertEquals(Optional.empty(), node().change(book -> book.chain().lockTip()));
        assertEquals(Optional.empty(), read(chain -> chain.hashAt(0)));
        assertEquals(Optional.empty(), read(chain -> chain.connectedAt(0)));
    }

    @Test
    void blocksAreConnectedAndDisconnectedAtTheEnd() throws Exception {
        for (long height = 800_000; height < 800_005; height++) {
            connect(tip(height, 0), START.plusMillis(height));
        }
        assertEquals(Optional.of(tip(800_004, 0)), read(ChainBook::tip));
        assertEquals(
                Optional.of(tip(800_004, 0)), node().change(book -> book.chain().lockTip()));
        assertEquals(Optional.empty(), read(chain -> chain.hashAt(799_999)));
        assertEquals(Optional.empty(), read(chain -> chain.hashAt(800_005)));

        change(chain -> chain.disconnectAbove(800_002));
        assertEquals(Optional.of(tip(800_002, 0)), read(ChainBook::tip));
        assertEquals(Optional.empty(), read(chain -> chain.hashAt(800_003)));
        assertEquals(Optional.empty(), read(chain -> chain.connectedAt(800_003)));

        connect(tip(800_003, 1), START);
        assertEquals(Optional.of(block(800_003, 1).hash()), read(chain -> chain.hashAt(800_003)));
        assertEquals(Optional.of(START), read(chain -> chain.connectedAt(800_003)));
        assertEquals(Optional.of(START.plusMillis(800_002)), read(chain -> chain.connectedAt(800_002)));
    }

    private void connect(ChainTip tip, Instant at) throws Exception {
        change(chain -> chain.connect(tip, at));
    }

    @Test
    void anOutputIsWhatWasLastWrittenOfIt() throws Exception {
        SeenOutput first = waiting(1, 0, address(1), Optional.of(ORDER));
        ChainOutput proven = new ChainOutput(
                first.output().outpoint(), address(1), first.output().satoshi(), Optional.of(sin(1)));
        SeenOutput last =
                new SeenOutput(proven, Optional.of(ORDER), START.minusMillis(1), Optional.of(block(7, 1)), false, true);

        put(first);
        assertEquals(List.of(first), read(chain -> chain.outputs(ORDER)));
        put(in(first, block(7, 0)));
        put(gone(first));
        assertEquals(Optional.of(gone(first)), read(chain -> chain.output(proven.outpoint())));
        put(last);

        assertEquals(List.of(last), read(chain -> chain.outputs(ORDER)));
        assertEquals(Optional.of(last), read(chain -> chain.output(proven.outpoint())));
        assertEquals(
                Optional.empty(),
                read(chain -> chain.output(new Outpoint(proven.outpoint().txid(), 1))));
    }

    @Test
    void outputsAreFoundByWhereTheyAre() throws Exception {
        List<SeenOutput> waiting = IntStream.range(0, 6)
                .mapToObj(i -> waiting(1, i, address(1), i % 2 == 0 ? Optional.of(ORDER) : Optional.empty()))
                .toList();
        put(waiting.get(0));
        put(waiting.get(1));
        put(gone(waiting.get(2)));
        put(in(waiting.get(3), block(0, 0)));
        put(in(waiting.get(4), block(1, 0)));
        put(in(waiting.get(5), block(2, 0)));

        assertEquals(Set.of(waiting.get(0), waiting.get(1)), set(read(ChainBook::waitingOutputs)));
        assertEquals(
                Set.of(in(waiting.get(4), block(1, 0)), in(waiting.get(5), block(2, 0))),
                set(read(chain -> chain.outputsAbove(0))));
        assertEquals(List.of(), read(chain -> chain.outputsAbove(2)));
        assertEquals(
                Set.of(waiting.get(1), in(waiting.get(3), block(0, 0)), in(waiting.get(5), block(2, 0))),
                set(read(chain -> chain.orphans(9))));
        assertEquals(2, read(chain -> chain.orphans(2)).size());
        assertEquals(3, read(chain -> chain.outputs(ORDER)).size());
    }

    @Test
    void tenThousandOutputsOfAllTheMoneyPayOneAddress() throws Exception {
        int many = 10_000;
        Set<SeenOutput> all = new HashSet<>();
        for (int i = 0; i < many; i++) {
            SeenOutput seen = waiting(i / 100, i % 100, address(1), Optional.of(ORDER));
            ChainOutput rich =
                    new ChainOutput(seen.output().outpoint(), address(1), ChainOutput.MAX_MONEY, Optional.empty());
            all.add(new SeenOutput(rich, seen.orderId(), START, Optional.of(block(5, 0)), false, false));
        }
        change(chain -> all.forEach(chain::putOutput));

        assertEquals(all, set(read(chain -> chain.outputs(ORDER))));
        assertEquals(all, set(read(chain -> chain.outputsAbove(4))));
    }

    @Test
    void picksTheAddressesThatInvoicesHave() throws Exception {
        List<PlacedOrder> orders =
                IntStream.range(0, 10).mapToObj(i -> placed(i, sin(1))).toList();
        node().change(book -> {
            orders.forEach(order -> assertTrue(book.addOrder(order)));
            return true;
        });
        List<String> asked = new ArrayList<>();
        for (int i = -1500; i < 1500; i++) {
            asked.add(address(i * 2));
        }
        asked.addAll(List.of("", "\0", "Address-0", address(0), "a".repeat(1000)));

        assertEquals(
                Set.of(address(0), address(2), address(4), address(6), address(8)),
                read(chain -> chain.ordered(asked)));
        assertEquals(Set.of(), read(chain -> chain.ordered(List.of())));
        assertEquals(Set.of(address(3)), read(chain -> chain.ordered(Set.of(address(3)))));
    }

    private void put(SeenOutput seen) throws Exception {
        change(chain -> chain.putOutput(seen));
    }

    private interface Question<T> {
        T ask(ChainBook chain);
    }

    private interface Work {
        void on(ChainBook chain);
    }

    private <T> T read(Question<T> question) throws Exception {
        return node().read(book -> question.ask(book.chain()));
    }

    private void change(Work work) throws Exception {
        node().change(book -> {
            work.on(book.chain());
            return true;
        });
    }

    private static Set<SeenOutput> set(List<SeenOutput> outputs) {
        assertEquals(outputs.size(), Set.copyOf(outputs).size(), "once each");
        return Set.copyOf(outputs);
    }
}
