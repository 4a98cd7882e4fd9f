package org.bitauth.keystone.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to take back what a change wrote so far. */
final class UndoLog {
    private final Deque<Runnable> steps = new ArrayDeque<>();

    /** Writes into a map. */
    <K, V> void put(Map<K, V> map, K key, V value) {
        set(map, key, value);
    }

    /** Removes from a map. */
    <K, V> void remove(Map<K, V> map, K key) {
        set(map, key, null);
    }

    /** Keeps a step that takes something back. */
    void add(Runnable step) {
        steps.push(step);
    }

    /** Ends a change: all stays, or all is taken back. */
    void end(boolean stays) {
        if (!stays) {
            steps.forEach(Runnable::run);
        }
        steps.clear();
    }

    private <K, V> void set(Map<K, V> map, K key, @Nullable V value) {
        V before = value == null ? map.remove(key) : map.put(key, value);
        steps.push(() -> {
            if (before == null) {
                map.remove(key);
            } else {
                map.put(key, before);
            }
        });
    }
}
