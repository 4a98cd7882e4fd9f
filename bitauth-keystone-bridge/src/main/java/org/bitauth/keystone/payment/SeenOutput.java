package org.bitauth.keystone.payment;

import java.time.Instant;
import java.util.Optional;

/**
 * An output that pays to a watched address, and what is known of it by now.
 *
 * @param output what the chain says of it
 * @param orderId the order whose address it pays to; empty for an address of the vendor that no order has
 * @param seenAt when it was seen first, or the time of its block where that is earlier
 * @param block the block of the best chain that it is in
 * @param gone true if it is in no block, and no longer waits for one: replaced, or dropped
 * @param reorged true if it once was in a block that is no longer in the best chain
 */
public record SeenOutput(
        ChainOutput output,
        Optional<String> orderId,
        Instant seenAt,
        Optional<BlockId> block,
        boolean gone,
        boolean reorged) {

    static SeenOutput waiting(ChainOutput output, Optional<String> orderId, Instant now) {
        return new SeenOutput(output, orderId, now, Optional.empty(), false, false);
    }

    /** Now in a block. */
    SeenOutput in(ChainBlock found) {
        Instant first = found.time().isBefore(seenAt) ? found.time() : seenAt;
        return new SeenOutput(output, orderId, first, Optional.of(found.id()), false, reorged);
    }

    /** No longer in a block; it may wait for another one. */
    SeenOutput disconnected() {
        return new SeenOutput(output, orderId, seenAt, Optional.empty(), false, true);
    }

    SeenOutput withGone(boolean value) {
        return new SeenOutput(output, orderId, seenAt, block, value, reorged);
    }
}
