package org.bitauth.keystone.payment;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/**
 * What matters of a block.
 *
 * @param id the block
 * @param previousHash the hash of the block before it
 * @param time what its header says, in whole seconds; miners may be wrong by two hours
 * @param work the expected number of hashes in the chain up to and with it
 * @param outputs the outputs that pay to watched addresses, in their order
 */
public record ChainBlock(BlockId id, String previousHash, Instant time, BigInteger work, List<ChainOutput> outputs) {
    /** Copies the list. */
    public ChainBlock {
        outputs = List.copyOf(outputs);
    }
}
