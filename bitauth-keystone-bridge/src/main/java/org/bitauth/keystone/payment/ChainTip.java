package org.bitauth.keystone.payment;

import java.math.BigInteger;

/**
 * The end of the chain that a source holds for the best.
 *
 * @param block the last block
 * @param work the expected number of hashes in the whole chain: of two chains the one with more work counts
 */
public record ChainTip(BlockId block, BigInteger work) {}
