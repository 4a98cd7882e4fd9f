package org.bitauth.cli;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitauth.keystone.payment.PlacedOrder;

/** Pays each order of a till, and mines two blocks, until it is closed. */
final class PayingChain implements AutoCloseable {
    private final DemoTill till;
    private final Set<String> done = new HashSet<>();
    private final AtomicInteger paid = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    private final ScheduledFuture<?> work;

    PayingChain(DemoTill till) {
        this.till = till;
        work = thread.scheduleWithFixedDelay(this::pay, 0, 100, TimeUnit.MILLISECONDS);
    }

    int paid() {
        return paid.get();
    }

    @Override
    public void close() {
        work.cancel(true);
        thread.shutdownNow();
    }

    private void pay() {
        for (PlacedOrder order : till.store.read(book -> book.ordersAfter("", 100))) {
            if (done.add(order.id())) {
                till.chain.minePayment(
                        order.invoice().address(), order.invoice().satoshi());
                till.chain.mine();
                paid.incrementAndGet();
            }
        }
    }
}
