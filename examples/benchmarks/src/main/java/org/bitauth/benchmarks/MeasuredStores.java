package org.bitauth.benchmarks;

import org.bitauth.keystone.Directory;
import org.bitauth.keystone.KeystoneBridgeBuilder;

/**
 * Where a measured bridge keeps users and what it remembers.
 *
 * @param directory the users
 */
record MeasuredStores(Directory directory) {
    /** Users in memory. */
    static MeasuredStores of(String users) {
        return new MeasuredStores(MeasuredUsers.inMemory(Integer.parseInt(users)));
    }

    KeystoneBridgeBuilder into(KeystoneBridgeBuilder settings) {
        return settings;
    }
}
