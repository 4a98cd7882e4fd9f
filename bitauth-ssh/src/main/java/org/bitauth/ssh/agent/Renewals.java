package org.bitauth.ssh.agent;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks after an agent's certificates while it is not locked. A few threads, so that a cloud that does not answer holds up
 * no other; a look at least each quarter of a minute, since a machine that slept counts time by its clock alone.
 */
final class Renewals {
    private static final int MOST_THREADS = 4;
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final List<RenewedCertificate> certificates;
    private final AgentLock lock;
    private final ScheduledThreadPoolExecutor threads;

    Renewals(BitauthAgent agent) {
        certificates = agent.certificates();
        lock = agent.lock();
        threads = new ScheduledThreadPoolExecutor(Math.max(1, Math.min(MOST_THREADS, certificates.size())), work -> {
            Thread thread = new Thread(work, "bitauth-agent-renewal");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        lock.onUnlock(this::renewNow);
        certificates.forEach(certificate -> look(certificate, Duration.ZERO));
    }

    void close() {
        threads.shutdownNow();
    }

    private void renewNow() {
        try {
            certificates.forEach(certificate -> threads.execute(() -> renew(certificate)));
        } catch (RejectedExecutionException e) {
            return; // closed: nothing is renewed any more
        }
    }

    private void look(RenewedCertificate certificate, Duration pause) {
        try {
            ScheduledFuture<?> unused = threads.schedule(
                    () -> look(certificate, renew(certificate)), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return; // closed: nothing is renewed any more
        }
    }

    private Duration renew(RenewedCertificate certificate) {
        Duration pause = lock.isLocked() ? LONGEST : certificate.renewIfDue();
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }
}
