package org.bitauth.keystone.store;

import java.util.HashMap;
import java.util.Map;

/** How many users each mapping rule has let in. Whoever calls it holds the directory's lock. */
final class MemoryRules {
    private final Map<String, Integer> used = new HashMap<>();

    boolean allows(String rule, int most) {
        return used.getOrDefault(rule, 0) < most;
    }

    void count(String rule) {
        used.merge(rule, 1, Integer::sum);
    }
}
