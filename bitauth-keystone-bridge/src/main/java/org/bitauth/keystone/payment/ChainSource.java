package org.bitauth.keystone.payment;

import java.util.List;
import java.util.Optional;

/**
 * What is known of the Bitcoin chain: a vendor's own node, or a recorded chain. It is asked again and again and keeps
 * nothing; the chain may change between two questions. Trusted for what it says, not for being there: implementations
 * answer in bounded time and with bounded memory, or throw. Thread-safe.
 */
public interface ChainSource {
    /**
     * The end of the best chain.
     *
     * @return the last block that is known with all its transactions
     * @throws ChainException if there is no good answer
     */
    ChainTip tip() throws ChainException;

    /**
     * Which block of the best chain is at a height.
     *
     * @param height the height
     * @return its hash; empty above the tip
     * @throws ChainException if there is no good answer
     */
    Optional<String> hashAt(long height) throws ChainException;

    /**
     * A block of the best chain, with what it pays to watched addresses.
     *
     * @param height its height
     * @param watched the addresses
     * @return the block; empty above the tip
     * @throws ChainException if there is no good answer; {@link ChainException.Reason#PRUNED} if the node has deleted it
     */
    Optional<ChainBlock> block(long height, WatchedAddresses watched) throws ChainException;

    /**
     * What transactions that are in no block yet pay to watched addresses.
     *
     * @param watched the addresses
     * @return the outputs; none of a transaction that is in the best chain
     * @throws ChainException if there is no good answer
     */
    List<ChainOutput> unconfirmed(WatchedAddresses watched) throws ChainException;
}
