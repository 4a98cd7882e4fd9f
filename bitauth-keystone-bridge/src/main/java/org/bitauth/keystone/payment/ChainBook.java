package org.bitauth.keystone.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@link LeaseStore} holds of the chain: its blocks since the vendor began, and the outputs that pay him. */
public interface ChainBook {
    /**
     * The last block that was written, which others who change the chain wait for until this change ends.
     *
     * @return the end of the chain as far as it is known; empty before the first block
     */
    Optional<ChainTip> lockTip();

    /**
     * The last block that was written.
     *
     * @return the end of the chain as far as it is known; empty before the first block
     */
    Optional<ChainTip> tip();

    /**
     * Which block is at a height.
     *
     * @param height the height
     * @return its hash; empty for blocks before the first and after the last
     */
    Optional<String> hashAt(long height);

    /**
     * When the block at a height became known.
     *
     * @param height the height of a block that was written
     * @return by the clock of the bridge that wrote it
     */
    Optional<Instant> connectedAt(long height);

    /**
     * Adds a block at the end.
     *
     * @param tip the block, and the work up to it
     * @param at when it became known
     */
    void connect(ChainTip tip, Instant at);

    /**
     * Removes the blocks above a height.
     *
     * @param height the height of the last block that stays; not below the first
     */
    void disconnectAbove(long height);

    /**
     * One output.
     *
     * @param outpoint which
     * @return what is known of it
     */
    Optional<SeenOutput> output(Outpoint outpoint);

    /**
     * The outputs that pay an order.
     *
     * @param orderId the order
     * @return the outputs, gone ones too
     */
    List<SeenOutput> outputs(String orderId);

    /**
     * Outputs in blocks above a height.
     *
     * @param height the height
     * @return the outputs
     */
    List<SeenOutput> outputsAbove(long height);

    /**
     * Outputs that are in no block and not gone.
     *
     * @return the outputs
     */
    List<SeenOutput> waitingOutputs();

    /**
     * Outputs that pay addresses of the vendor that no order has.
     *
     * @param most how many at most
     * @return the outputs
     */
    List<SeenOutput> orphans(int most);

    /**
     * Writes what is known of an output, new or in place of what it was.
     *
     * @param seen what is known
     */
    void putOutput(SeenOutput seen);

    /**
     * Picks the addresses that invoices have.
     *
     * @param addresses at most some thousands
     * @return those of them
     */
    Set<String> ordered(Collection<String> addresses);
}
