package org.bitauth.cli;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitauth.keystone.payment.BlockId;
import org.bitauth.keystone.payment.ChainBlock;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainSource;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.WatchedAddresses;

/** A chain that grows as a test says. */
final class GrowingChain implements ChainSource {
    private final List<ChainBlock> blocks = new ArrayList<>();
    private int transactions;

    GrowingChain() {
        mine();
    }

    /** A block, in which one transaction pays one address. */
    synchronized void minePayment(String address, long satoshi) {
        mine(new ChainOutput(new Outpoint(hash(++transactions), 0), address, satoshi, Optional.empty()));
    }

    synchronized void mine(ChainOutput... outputs) {
        int height = blocks.size();
        blocks.add(new ChainBlock(
                new BlockId(height, hash(1_000 + height)),
                hash(height == 0 ? 0 : 999 + height),
                InstantSource.system().instant(),
                BigInteger.valueOf(height + 1L),
                List.of(outputs)));
    }

    @Override
    public synchronized ChainTip tip() {
        ChainBlock last = blocks.get(blocks.size() - 1);
        return new ChainTip(last.id(), last.work());
    }

    @Override
    public synchronized Optional<String> hashAt(long height) {
        return height < blocks.size()
                ? Optional.of(blocks.get((int) height).id().hash())
                : Optional.empty();
    }

    @Override
    public synchronized Optional<ChainBlock> block(long height, WatchedAddresses watched) {
        if (height >= blocks.size()) {
            return Optional.empty();
        }
        ChainBlock block = blocks.get((int) height);
        Set<String> wanted =
                watched.among(block.outputs().stream().map(ChainOutput::address).collect(Collectors.toSet()));
        List<ChainOutput> outputs = block.outputs().stream()
                .filter(output -> wanted.contains(output.address()))
                .toList();
        return Optional.of(new ChainBlock(block.id(), block.previousHash(), block.time(), block.work(), outputs));
    }

    @Override
    public List<ChainOutput> unconfirmed(WatchedAddresses watched) {
        return List.of();
    }

    private static String hash(int number) {
        return String.format(Locale.ROOT, "%064x", number);
    }
}
