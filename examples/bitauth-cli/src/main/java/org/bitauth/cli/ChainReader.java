package org.bitauth.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestId;
import org.bitauth.keystone.payment.PaymentSync;

/** Brings payments up to the chain, again and again, until it is closed. */
final class ChainReader implements AutoCloseable {
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> work;
    private final PaymentSync sync;
    private final AuthListener audit;

    ChainReader(PaymentSync sync, Duration pace, AuthListener audit) {
        this.sync = sync;
        this.audit = audit;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "bitauth-chain");
            worker.setDaemon(true);
            return worker;
        });
        work = thread.scheduleWithFixedDelay(this::read, 0, pace.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why nothing settles is told by the payments; this tells of a store that is away, and of mistakes. */
    private void read() {
        try {
            sync.once();
        } catch (RuntimeException e) {
            String kind = e.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            audit.on(new AuthEvent(
                    InstantSource.system().instant(),
                    RequestId.next(),
                    "chain.read",
                    Optional.empty(),
                    "failed",
                    kind + ": " + e.getMessage()));
        }
    }

    /** Waits for the step that runs, so that the store is not closed under it. */
    @Override
    public void close() {
        work.cancel(true);
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the reader of the chain did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
