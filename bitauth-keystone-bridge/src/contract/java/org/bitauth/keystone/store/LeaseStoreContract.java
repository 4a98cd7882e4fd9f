package org.bitauth.keystone.store;

import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.LeaseSample.START;
import static org.bitauth.keystone.store.LeaseSample.address;
import static org.bitauth.keystone.store.LeaseSample.lease;
import static org.bitauth.keystone.store.LeaseSample.order;
import static org.bitauth.keystone.store.LeaseSample.placed;
import static org.bitauth.keystone.store.LeaseSample.settled;
import static org.bitauth.keystone.store.LeaseSample.unpaid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.keystone.payment.Extension;
import org.bitauth.keystone.payment.JournalEntry;
import org.bitauth.keystone.payment.Lease;
import org.bitauth.keystone.payment.LeaseId;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.LeaseTerm;
import org.bitauth.keystone.payment.PlacedOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LeaseStore} must keep, as tests. Extend it in the tests of your own store, on one that is there for tests
 * only: each test begins by emptying it. Orders are in {@link OrderBookContract}, the chain is in {@link ChainBookContract}, what bridges do to each
 * other in {@link LeaseRaceContract}.
 */
public abstract class LeaseStoreContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SOURCE = "s".repeat(64);
    private static final Sin OWNER = sin(1);
    private static final Sin OTHER = sin(2);

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
     * A store that has answered and is now down.
     *
     * @return the store; empty only if it lives in the process, so that it cannot be down alone
     * @throws Exception if it cannot be arranged
     */
    protected abstract Optional<LeaseStore> down() throws Exception;

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
    void everyBridgeSeesWhatAChangeWrote() throws Exception {
        PlacedOrder placed = placed(1, OWNER);

        assertTrue(node().<Boolean>change(book -> book.addOrder(placed)));

        assertEquals(Optional.of(placed), node().read(book -> book.order(placed.id())));
        assertEquals(Optional.of(placed.id()), node().read(book -> book.orderAt(address(1))));
        assertEquals(Optional.empty(), node().read(book -> book.order("0".repeat(64))));
        assertEquals(Optional.empty(), node().read(book -> book.order("\0")));
        assertEquals(Optional.empty(), node().read(book -> book.orderAt("ADDRESS-1")));
    }

    @Test
    void aChangeSeesWhatItWroteBefore() throws Exception {
        PlacedOrder placed = placed(1, OWNER);
        LeaseId id = placed.order().lease();

        node().change(book -> {
            assertEquals(0, book.takeIndex(SOURCE));
            assertEquals(1, book.takeIndex(SOURCE));
            assertTrue(book.addOrder(placed));
            assertFalse(book.addOrder(placed));
            book.setEvaluation(placed.id(), settled(START));
            assertEquals(settled(START), book.order(placed.id()).orElseThrow().evaluation());
            assertEquals(1, book.settledTerms(id).size());
            book.putLease(lease(id, Optional.empty()));
            book.putLease(lease(id, Optional.of(START)));
            assertEquals(Optional.of(START), book.lease(id).orElseThrow().paidThrough());
            book.chain().connect(LeaseSample.tip(7, 0), START);
            assertEquals(Optional.of(LeaseSample.tip(7, 0)), book.chain().lockTip());
            return true;
        });
    }

    @Test
    void nothingStaysOfAChangeThatThrowsAndItsExceptionPasses() throws Exception {
        PlacedOrder before = placed(1, OWNER);
        PlacedOrder after = placed(2, OWNER);
        LeaseId id = before.order().lease();
        node().change(book -> book.addOrder(before));
        IllegalStateException own = new IllegalStateException("the work's own");

        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> node().change(book -> {
                    book.takeIndex(SOURCE);
                    book.skipIndex("other", 9);
                    book.addOrder(after);
                    book.setEvaluation(before.id(), settled(START));
                    book.putLease(lease(id, Optional.of(START)));
                    book.addExtension(new Extension(before.id(), new LeaseTerm(START, Duration.ofDays(1), "r")));
                    book.write(new JournalEntry(START, before.id(), "cause", "change"));
                    book.chain().connect(LeaseSample.tip(7, 0), START);
                    book.chain().putOutput(LeaseSample.waiting(1, 0, address(1), Optional.of(before.id())));
                    throw own;
                }));

        assertSame(own, thrown);
        node().read(book -> {
            assertEquals(0, book.nextIndex(SOURCE));
            assertEquals(0, book.nextIndex("other"));
            assertEquals(List.of(before), book.ordersAfter("", 9));
            assertEquals(Optional.empty(), book.orderAt(address(2)));
            assertEquals(Optional.empty(), book.lease(id));
            assertEquals(List.of(), book.extensions(id));
            assertEquals(List.of(), book.journal(before.id()));
            assertEquals(Optional.empty(), book.chain().tip());
            assertEquals(List.of(), book.chain().outputs(before.id()));
            return true;
        });
        assertEquals(List.of(), node().read(book -> book.settledTerms(id)));
    }

    @Test
    void whatTheWorkThrowsPassesThroughAReadToo() throws Exception {
        StoreException own = new StoreException("the work's own");

        assertSame(
                own,
                assertThrows(
                        StoreException.class,
                        () -> node().read(book -> {
                            throw own;
                        })));
    }

    @Test
    void indexesAreGivenFromZeroAndNeverTwice() throws Exception {
        assertEquals(0, index(SOURCE));
        assertEquals(1, index(SOURCE));
        assertEquals(0, index("other"));
        assertEquals(2, node().<Long>read(book -> book.nextIndex(SOURCE)));
        assertEquals(2, node().<Long>read(book -> book.nextIndex(SOURCE)), "asking takes nothing");

        node().change(book -> {
            book.skipIndex(SOURCE, 1);
            book.skipIndex(SOURCE, 0);
            return true;
        });
        assertEquals(2, index(SOURCE), "they were taken before");
        node().change(book -> {
            book.skipIndex(SOURCE, (1L << 31) - 2);
            book.skipIndex("new", 4);
            return true;
        });
        assertEquals((1L << 31) - 1, index(SOURCE));
        assertEquals(5, index("new"));
    }

    private long index(String source) throws Exception {
        return node().change(book -> book.takeIndex(source));
    }

    @Test
    void keepsTextsOfTheGreatestLengthAndTheGreatestAmounts() throws Exception {
        String word = "w".repeat(64);
        PlacedOrder longest = placed(order(OWNER, word, Integer.MAX_VALUE), "a".repeat(64), START);
        List<String> roles =
                IntStream.range(10, 26).mapToObj(i -> i + "r".repeat(62)).toList();
        PlacedOrder placed = new PlacedOrder(
                longest.order(),
                longest.invoice(),
                longest.signedOrder(),
                longest.signedInvoice(),
                Duration.ofDays(30),
                roles,
                START,
                settled(START));
        LeaseId id = new LeaseId(OWNER, word, word);
        Lease lease = new Lease(id, Optional.of(Instant.parse("2999-01-01T00:00:00.999Z")), Duration.ZERO, roles, true);
        Extension extension =
                new Extension(placed.id(), new LeaseTerm(START, Duration.ofDays(36_500), "~".repeat(128)));
        JournalEntry entry = new JournalEntry(START, placed.id(), "c".repeat(138), "~".repeat(1000));

        node().change(book -> {
            book.addOrder(placed);
            book.putLease(lease);
            book.addExtension(extension);
            book.write(entry);
            return true;
        });

        assertEquals(Optional.of(placed), node().read(book -> book.order(placed.id())));
        assertEquals(Optional.of(lease), node().read(book -> book.lease(id)));
        assertEquals(
                List.of(extension),
                node().read(book -> book.extensions(placed.order().lease())));
        assertEquals(List.of(entry), node().read(book -> book.journal(placed.id())));
    }

    @Test
    void ordersAddToTheirLeaseOnceTheySettle() throws Exception {
        PlacedOrder one = placed(order(OWNER, "i", 1), address(1), START);
        PlacedOrder two = placed(order(OWNER, "i", 2), address(2), START);
        PlacedOrder other = placed(order(OWNER, "I", 3), address(3), START);
        LeaseId id = one.order().lease();
        node().change(book -> {
            List.of(one, two, other).forEach(book::addOrder);
            book.setEvaluation(two.id(), settled(START.plusMillis(1)));
            book.setEvaluation(other.id(), settled(START));
            return true;
        });

        assertEquals(
                Set.of(one.id(), two.id()),
                Set.copyOf(node().read(book -> book.orders(id)).stream()
                        .map(PlacedOrder::id)
                        .toList()));
        assertEquals(
                List.of(new LeaseTerm(START.plusMillis(1), Duration.ofDays(1), two.id())),
                node().read(book -> book.settledTerms(id)));

        node().change(book -> {
            book.setEvaluation(two.id(), unpaid(OptionalLong.empty(), Optional.empty()));
            return true;
        });
        assertEquals(List.of(), node().read(book -> book.settledTerms(id)), "taken back");
    }

    @Test
    void aLeaseIsWhatItWasMadeLast() throws Exception {
        LeaseId id = new LeaseId(OWNER, "i", "small");
        Lease pending = lease(id, Optional.empty());
        Lease revoked = new Lease(id, Optional.of(START), Duration.ZERO, List.of(), true);
        Lease others = lease(new LeaseId(OTHER, "i", "small"), Optional.of(START));
        Lease second = lease(new LeaseId(OWNER, "I", "small"), Optional.of(START));
        put(pending);
        assertEquals(Optional.of(pending), node().read(book -> book.lease(id)));

        put(revoked);
        put(others);
        put(second);

        assertEquals(Optional.of(revoked), node().read(book -> book.lease(id)));
        assertEquals(Set.of(revoked, second), Set.copyOf(node().read(book -> book.leases(OWNER))));
        List<Lease> all = new ArrayList<>(List.of(revoked, second, others));
        all.sort(Comparator.comparing(Lease::id));
        List<Lease> first = node().read(book -> book.leasesAfter(Optional.empty(), 2));
        assertEquals(all.subList(0, 2), first);
        assertEquals(
                all.subList(2, 3),
                node().read(book -> book.leasesAfter(Optional.of(first.get(1).id()), 2)));
        assertEquals(List.of(), node().read(book -> book.leases(sin(3))));
        assertEquals(Optional.empty(), node().read(book -> book.lease(new LeaseId(OWNER, "i", "other"))));
    }

    private void put(Lease lease) throws Exception {
        node().change(book -> {
            book.putLease(lease);
            return true;
        });
    }

    @Test
    void aProofOfPaymentCountsOnceForAnOrder() throws Exception {
        PlacedOrder one = placed(order(OWNER, "i", 1), address(1), START);
        PlacedOrder two = placed(order(OWNER, "i", 2), address(2), START);
        PlacedOrder other = placed(order(OTHER, "i", 3), address(3), START);
        LeaseStore store = node();
        List.of(one, two, other).forEach(placed -> assertTrue(add(store, placed)));
        LeaseTerm term = new LeaseTerm(START, Duration.ofDays(1), "bill 7");

        assertTrue(extend(one, term));
        assertFalse(extend(one, new LeaseTerm(START.plusSeconds(1), Duration.ofDays(2), "bill 7")));
        assertTrue(extend(two, term));
        assertTrue(extend(one, new LeaseTerm(START, Duration.ofDays(1), "BILL 7")));
        assertTrue(extend(other, term));

        assertEquals(
                Set.of(
                        new Extension(one.id(), term),
                        new Extension(two.id(), term),
                        new Extension(one.id(), new LeaseTerm(START, Duration.ofDays(1), "BILL 7"))),
                Set.copyOf(node().read(book -> book.extensions(one.order().lease()))));
    }

    private static boolean add(LeaseStore store, PlacedOrder placed) {
        return store.change(book -> book.addOrder(placed));
    }

    private boolean extend(PlacedOrder placed, LeaseTerm term) throws Exception {
        return node().change(book -> book.addExtension(new Extension(placed.id(), term)));
    }

    @Test
    void theJournalKeepsItsOrder() throws Exception {
        for (int i = 0; i < 20; i++) {
            JournalEntry entry = entry(i);
            node().change(book -> {
                book.write(entry);
                book.write(entry);
                return true;
            });
        }

        List<JournalEntry> awaited = IntStream.range(0, 20)
                .filter(i -> i % 2 == 1)
                .boxed()
                .flatMap(i -> List.of(entry(i), entry(i)).stream())
                .toList();
        assertEquals(awaited, node().read(book -> book.journal("order 1")));
        assertEquals(List.of(), node().read(book -> book.journal("order 2")));
    }

    /** Later lines have earlier times: clocks of bridges differ. */
    private static JournalEntry entry(int number) {
        return new JournalEntry(START.minusMillis(number), "order " + number % 2, "cause " + number, "NEW -> NEW");
    }

    @Test
    void saysThatItIsDown() throws Exception {
        Optional<LeaseStore> down = down();
        if (down.isPresent()) {
            LeaseStore store = down.get();
            assertTimeoutPreemptively(LIMIT, () -> {
                assertThrows(StoreException.class, () -> store.change(book -> book.takeIndex(SOURCE)));
                assertThrows(StoreException.class, () -> store.read(book -> book.nextIndex(SOURCE)));
            });
        }
    }
}
