package org.bitauth.keystone.payment;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses that come next, and some that came before. They are watched too: a store that was restored from an older
 * copy has forgotten some that it gave away, and finds them again when they are paid. Thread-safe.
 */
final class Lookahead {
    private final AddressSource source;
    private final long ahead;
    private final Map<String, Long> indexes = new HashMap<>();
    private long end;

    Lookahead(AddressSource source, int ahead) {
        this.source = source;
        this.ahead = ahead;
    }

    /** {@link AddressSource#id}. */
    String id() {
        return source.id();
    }

    /** Moves on to the addresses from an index. */
    synchronized void moveTo(long next) {
        for (long index = Math.max(end, Math.max(0, next - ahead)); index < next + ahead; index++) {
            indexes.put(source.address(index), index);
        }
        end = Math.max(end, next + ahead);
        if (indexes.size() > 4 * ahead) {
            indexes.values().removeIf(index -> index < next - ahead);
        }
    }

    synchronized Set<String> among(Collection<String> addresses) {
        Set<String> found = new HashSet<>(addresses);
        found.retainAll(indexes.keySet());
        return found;
    }

    /** Never gives an address away again that was paid without an order. */
    void skip(LeaseBook book, Collection<String> orphans) {
        for (String address : orphans) {
            indexOf(address).ifPresent(index -> book.skipIndex(source.id(), index));
        }
    }

    private synchronized Optional<Long> indexOf(String address) {
        return Optional.ofNullable(indexes.get(address));
    }
}
