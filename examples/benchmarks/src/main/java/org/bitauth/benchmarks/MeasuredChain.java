package org.bitauth.benchmarks;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bitauth.keystone.payment.BlockId;
import org.bitauth.keystone.payment.ChainBlock;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainSource;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.WatchedAddresses;

/** A chain in memory, above blocks that a store has already; each of its blocks pays strangers too, as real ones do. */
final class MeasuredChain implements ChainSource {
    private static final int STRANGERS = 4_000;

    private final long below;
    private final List<ChainBlock> blocks = new ArrayList<>();
    private int made;
    private int transactions;

    /** A chain whose block at this height is the last that the store has. */
    MeasuredChain(long below) {
        this.below = below;
    }

    /** The hash of a block that the store has. */
    static String hash(long height) {
        return String.format(Locale.ROOT, "%064d", height);
    }

    /** Outputs of a transaction each, which pay enough to these addresses. */
    List<ChainOutput> payments(List<String> addresses) {
        return addresses.stream()
                .map(address -> new ChainOutput(
                        new Outpoint(String.format(Locale.ROOT, "f%063x", transactions++), 0),
                        address,
                        PaidOrders.OFFER.satoshi(),
                        Optional.empty()))
                .toList();
    }

    void mine(List<ChainOutput> outputs) {
        long height = below + blocks.size() + 1;
        List<ChainOutput> all = new ArrayList<>(outputs);
        for (int i = 0; i < STRANGERS; i++) {
            String txid = String.format(Locale.ROOT, "e%031x%032x", made, i);
            all.add(new ChainOutput(new Outpoint(txid, 0), "stranger-" + made + "-" + i, 1, Optional.empty()));
        }
        String id = String.format(Locale.ROOT, "f%063x", made++);
        blocks.add(new ChainBlock(
                new BlockId(height, id),
                hashAt(height - 1).orElseThrow(),
                PaidOrders.START.minusSeconds(60),
                work(height),
                all));
    }

    /** Removes blocks at the end. */
    void cut(int count) {
        blocks.subList(blocks.size() - count, blocks.size()).clear();
    }

    @Override
    public ChainTip tip() {
        long height = below + blocks.size();
        return new ChainTip(new BlockId(height, hashAt(height).orElseThrow()), work(height));
    }

    @Override
    public Optional<String> hashAt(long height) {
        if (height <= below) {
            return Optional.of(hash(height));
        }
        return at(height).map(block -> block.id().hash());
    }

    @Override
    public Optional<ChainBlock> block(long height, WatchedAddresses watched) {
        return at(height).map(all -> {
            Set<String> known = watched.among(
                    all.outputs().stream().map(ChainOutput::address).toList());
            List<ChainOutput> outputs = all.outputs().stream()
                    .filter(output -> known.contains(output.address()))
                    .toList();
            return new ChainBlock(all.id(), all.previousHash(), all.time(), all.work(), outputs);
        });
    }

    @Override
    public List<ChainOutput> unconfirmed(WatchedAddresses watched) {
        return List.of();
    }

    static BigInteger work(long height) {
        return BigInteger.valueOf(height).shiftLeft(60);
    }

    private Optional<ChainBlock> at(long height) {
        long place = height - below - 1;
        return place < 0 || place >= blocks.size() ? Optional.empty() : Optional.of(blocks.get((int) place));
    }
}
