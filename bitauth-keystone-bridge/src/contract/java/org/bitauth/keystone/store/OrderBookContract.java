package org.bitauth.keystone.store;

import static org.bitauth.keystone.store.CloudSample.sin;
import static org.bitauth.keystone.store.LeaseSample.START;
import static org.bitauth.keystone.store.LeaseSample.address;
import static org.bitauth.keystone.store.LeaseSample.order;
import static org.bitauth.keystone.store.LeaseSample.placed;
import static org.bitauth.keystone.store.LeaseSample.settled;
import static org.bitauth.keystone.store.LeaseSample.unpaid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.bitauth.keystone.payment.JournalEntry;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.PlacedOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LeaseStore} must keep of orders, as tests. As {@link LeaseStoreContract}.
 */
public abstract class OrderBookContract {
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
     * Empties the store.
     *
     * @throws Exception if the store cannot be reached
     */
    @BeforeEach
    void emptyFirst() throws Exception {
        empty();
    }

    @Test
    void anOrderNeedsAnIdANonceAndAnAddressOfItsOwn() throws Exception {
        LeaseStore store = node();
        PlacedOrder first = placed(1, OWNER);
        assertTrue(store.<Boolean>change(book -> book.addOrder(first)));

        assertFalse(add(store, first));
        assertFalse(add(store, placed(first.order(), address(2), START)), "its id");
        assertFalse(add(store, placed(order(OWNER, "another", 1), address(2), START)), "its owner's nonce");
        assertFalse(add(store, placed(order(OTHER, "another", 2), address(1), START)), "its address");
        assertTrue(add(store, placed(order(OTHER, "another", 1), address(2), START)), "another owner's nonce");

        assertEquals(first.id(), store.read(book -> book.orderAt(address(1))).orElseThrow());
        assertEquals(2, store.read(book -> book.ordersAfter("", 9)).size());
    }

    /** A refusal does not spoil the change that it is in. */
    @Test
    void whatFollowsARefusedOrderCounts() throws Exception {
        PlacedOrder first = placed(1, OWNER);
        add(node(), first);

        node().change(book -> {
            assertFalse(book.addOrder(first));
            book.write(new JournalEntry(START, first.id(), "cause", "refused"));
            return true;
        });

        assertEquals(1, node().read(book -> book.journal(first.id())).size());
    }

    private static boolean add(LeaseStore store, PlacedOrder placed) {
        return store.change(book -> book.addOrder(placed));
    }

    @Test
    void theLatestOrdersOfAnOwnerComeFirst() throws Exception {
        for (int i = 0; i < 5; i++) {
            add(node(), placed(order(OWNER, "i", i), address(i), START.plusMillis((i * 3) % 5)));
        }
        add(node(), placed(9, OTHER));

        List<PlacedOrder> latest = node().read(book -> book.latestOrders(OWNER, 3));

        assertEquals(
                List.of(4L, 3L, 2L),
                latest.stream()
                        .map(placed ->
                                Duration.between(START, placed.placedAt()).toMillis())
                        .toList());
        assertEquals(5, node().read(book -> book.latestOrders(OWNER, 9)).size());
        assertEquals(List.of(), node().read(book -> book.latestOrders(sin(3), 9)));
    }

    @Test
    void allOrdersComeInPages() throws Exception {
        List<PlacedOrder> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(placed(i, i % 2 == 0 ? OWNER : OTHER));
            add(node(), all.get(i));
        }
        all.sort(Comparator.comparing(PlacedOrder::id));

        List<PlacedOrder> seen = new ArrayList<>();
        for (List<PlacedOrder> page = page("");
                !page.isEmpty();
                page = page(seen.get(seen.size() - 1).id())) {
            assertTrue(page.size() <= 3);
            seen.addAll(page);
        }

        assertEquals(all, seen);
    }

    private List<PlacedOrder> page(String after) throws Exception {
        return node().read(book -> book.ordersAfter(after, 3));
    }

    @Test
    void whatHeightOrTimeMayChangeIsDue() throws Exception {
        Instant at = START.plusSeconds(60);
        List<PlacedOrder> orders = IntStream.range(0, 5)
                .mapToObj(i -> placed(i, OWNER))
                .sorted(Comparator.comparing(PlacedOrder::id))
                .toList();
        node().change(book -> {
            orders.forEach(book::addOrder);
            book.setEvaluation(orders.get(0).id(), unpaid(OptionalLong.of(100), Optional.empty()));
            book.setEvaluation(orders.get(1).id(), unpaid(OptionalLong.empty(), Optional.of(at)));
            book.setEvaluation(orders.get(2).id(), unpaid(OptionalLong.of(100), Optional.of(at)));
            book.setEvaluation(orders.get(3).id(), settled(START));
            return true;
        });

        assertEquals(Set.of(), due(orders, 99, at.minusMillis(1), 9));
        assertEquals(Set.of(0, 2), due(orders, 100, at.minusMillis(1), 9));
        assertEquals(Set.of(1, 2), due(orders, 99, at, 9));
        assertEquals(Set.of(0, 1, 2), due(orders, 1000, at, 9));
        assertEquals(Set.of(0, 1, 2, 4), due(orders, 1000, at.plus(LeaseSample.OFFER.payBy()), 9));
        assertEquals(2, due(orders, 1000, at.plus(LeaseSample.OFFER.payBy()), 2).size());
        assertEquals(Set.of(), due(orders, -1, START, 9));
    }

    private Set<Integer> due(List<PlacedOrder> orders, long height, Instant now, int most) throws Exception {
        List<String> ids = orders.stream().map(PlacedOrder::id).toList();
        List<String> due = node().read(book -> book.dueOrders(height, now, most));
        assertEquals(due.size(), Set.copyOf(due).size(), "once each");
        return Set.copyOf(due.stream().map(ids::indexOf).toList());
    }

    @Test
    void anOrderThatIsNotThereCannotBeEvaluated() throws Exception {
        assertThrows(
                StoreException.class,
                () -> node().change(book -> {
                    book.setEvaluation("0".repeat(64), settled(START));
                    return true;
                }));
    }
}
