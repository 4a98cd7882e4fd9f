package org.bitauth.internal.secp256k1;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keys that were read lately, and tables for those that return. Both are bounded: so many keys, so many bytes of tables.
 *
 * <p>A key has four places, by a hash that is another one in each process, so that nobody can choose keys which push each
 * other out. Reading takes no lock. Changes take one that is never waited for: who does not get it does without the
 * cache this time. A key that comes in takes the place of the least used of its four that has no table: keys that are met
 * once push out no key that returns. While there is room, a key that returns gets its table at once; afterwards a hand
 * that goes round takes the table of one that was not used for a round, once in so many verifications: when more keys return
 * than there is room for, making tables must not cost more than it saves.
 */
final class KeyCache {
    /** Rows of tables: so many doublings are left for a key that returns. */
    static final int SPACING = 16;
    /**
     * Width of digits: one more takes twice the room and one microsecond less, which a processor's cache takes back when
     * other work goes on.
     */
    static final int WIDTH = 6;
    /** A table costs as much as it saves in three or four verifications. */
    static final int RETURNS = 4;
    /** The room of one table. */
    static final int TABLE_BYTES = PointTable.bytes(WIDTH, SPACING);

    /** At least so many verifications lie between two tables that take the room of others. */
    private static final int BETWEEN = 64;

    private static final int WAYS = 4;

    private final AtomicReferenceArray<FastPoint> places;
    private final long maxTableBytes;
    private final long seed = new SecureRandom().nextLong() | 1;
    private final ReentrantLock changes = new ReentrantLock();

    // Guarded by the lock.
    private int hand;
    private long tableBytes;

    /** Verifications since a table took another's room; lost counts do no harm. */
    private int waited;

    /**
     * @param keys how many keys are kept at most; 0 for none, rounded up to a power of two otherwise
     * @param maxTableBytes how many bytes their tables take at most
     */
    KeyCache(int keys, long maxTableBytes) {
        int size = keys == 0 ? 0 : Math.max(WAYS, Integer.highestOneBit(2 * keys - 1));
        this.places = new AtomicReferenceArray<>(size);
        this.maxTableBytes = maxTableBytes;
    }

    /** The key of these 33 bytes, if it is kept. */
    @Nullable
    FastPoint find(byte[] compressed) {
        if (places.length() == 0) {
            return null;
        }
        FieldElement x = new FieldElement();
        x.setBytes(compressed, 1);
        boolean odd = compressed[0] == 3;
        int first = first(x);
        for (int i = 0; i < WAYS; i++) {
            FastPoint kept = places.get(first + i);
            if (kept != null && isSame(kept, x, odd)) {
                return kept;
            }
        }
        return null;
    }

    /** Keeps a key, unless the cache is just being changed or its places are taken by keys with tables. */
    void keep(FastPoint point) {
        if (places.length() == 0 || !changes.tryLock()) {
            return;
        }
        try {
            int chosen = placeFor(point);
            if (chosen >= 0) {
                places.set(chosen, point);
            }
        } finally {
            changes.unlock();
        }
    }

    /** The place for a key that comes in; -1 if there is none, or the key is there. */
    private int placeFor(FastPoint point) {
        int first = first(point.x);
        int chosen = -1;
        int least = Integer.MAX_VALUE;
        for (int i = first; i < first + WAYS; i++) {
            FastPoint kept = places.get(i);
            if (kept == null) {
                return i;
            }
            if (isSame(kept, point.x, point.y.isOdd())) {
                return -1;
            }
            if (kept.table == null && kept.uses < least) {
                chosen = i;
                least = kept.uses;
            }
        }
        return chosen;
    }

    /** The table of a key, which is made when the key has returned often enough; null if there is none. */
    @Nullable
    PointTable table(FastPoint point) {
        point.uses++;
        waited++;
        PointTable table = point.table;
        if (table != null || point.uses < RETURNS || places.length() == 0 || !changes.tryLock()) {
            return table;
        }
        try {
            if (point.table == null && isKept(point) && makeRoom()) {
                PointTable made = PointTable.of(point.x, point.y, WIDTH, SPACING);
                tableBytes += made.bytes();
                point.table = made;
            }
            return point.table;
        } finally {
            changes.unlock();
        }
    }

    /** Makes room for one table, by taking that of one other key at most. */
    private boolean makeRoom() {
        if (tableBytes + TABLE_BYTES <= maxTableBytes) {
            return true;
        }
        if (tableBytes == 0 || waited < BETWEEN) {
            return false;
        }
        waited = 0;
        for (int looked = 0; looked < places.length(); looked++) {
            FastPoint kept = places.get(hand);
            hand = (hand + 1) & (places.length() - 1);
            if (kept == null) {
                continue;
            }
            PointTable table = kept.table;
            if (table != null && kept.uses == 0) {
                tableBytes -= table.bytes();
                kept.table = null;
                return true;
            }
            kept.uses = 0;
        }
        return false;
    }

    /** How many bytes all tables take now. */
    long tableBytes() {
        changes.lock();
        try {
            return tableBytes;
        } finally {
            changes.unlock();
        }
    }

    private boolean isKept(FastPoint point) {
        int first = first(point.x);
        for (int i = 0; i < WAYS; i++) {
            if (places.get(first + i) == point) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(FastPoint kept, FieldElement x, boolean odd) {
        return ((kept.x.l0 ^ x.l0) | (kept.x.l1 ^ x.l1) | (kept.x.l2 ^ x.l2) | (kept.x.l3 ^ x.l3) | (kept.x.l4 ^ x.l4))
                        == 0
                && kept.y.isOdd() == odd;
    }

    private int first(FieldElement x) {
        long hash = ((x.l0 ^ Long.rotateLeft(x.l2, 12)) * seed ^ x.l1) * seed;
        return (int) (hash >>> 33) & (places.length() - 1) & -WAYS;
    }
}
