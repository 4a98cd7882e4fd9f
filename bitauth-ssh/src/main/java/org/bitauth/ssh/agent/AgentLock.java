package org.bitauth.ssh.agent;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Whether an agent is locked, and by which pass phrase, of which a keyed digest is kept. Tries to unlock wait for each
 * other, and each bad one makes the next wait longer; nobody else waits for them.
 */
final class AgentLock {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final ReentrantLock turn = new ReentrantLock(true);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Duration firstWait;
    private volatile @Nullable Locked locked;
    private final List<Runnable> afterwards = new CopyOnWriteArrayList<>();
    private int badTries;

    AgentLock(Duration firstWait) {
        this.firstWait = firstWait;
    }

    boolean isLocked() {
        return locked != null;
    }

    /** What is to be done each time that it was unlocked. */
    void onUnlock(Runnable action) {
        afterwards.add(action);
    }

    /** Locks; false if it is locked already. */
    synchronized boolean lock(byte[] passPhrase) {
        if (locked != null) {
            return false;
        }
        locked = new Locked(passPhrase);
        return true;
    }

    /** Unlocks; false, after a while, if that is not the pass phrase. */
    boolean unlock(byte[] passPhrase) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            Locked now = locked;
            if (now == null) {
                return false;
            }
            if (now.isBy(passPhrase)) {
                badTries = 0;
                locked = null;
                afterwards.forEach(Runnable::run);
                return true;
            }
            badTries = Math.min(badTries + 1, 1000);
            Duration wait = firstWait.multipliedBy(badTries);
            end.await(Math.min(wait.toMillis(), LONGEST_WAIT.toMillis()), TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            turn.unlock();
        }
    }

    /** Lets those go who wait. */
    void close() {
        end.countDown();
    }

    private static final class Locked {
        private final byte[] key = new byte[32];
        private final byte[] digest;

        Locked(byte[] passPhrase) {
            new SecureRandom().nextBytes(key);
            digest = digest(passPhrase);
        }

        boolean isBy(byte[] passPhrase) {
            return MessageDigest.isEqual(digest, digest(passPhrase));
        }

        private byte[] digest(byte[] passPhrase) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(passPhrase);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
            }
        }
    }
}
