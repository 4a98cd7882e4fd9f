package org.bitauth.keystone.payment.http;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.keystone.payment.BlockId;
import org.bitauth.keystone.payment.ChainBlock;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainSource;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.WatchedAddresses;

/** A chain that grows as a test says; one transaction pays one address. */
public final class TillChain implements ChainSource {
    private final List<ChainBlock> blocks = new ArrayList<>();
    private final List<ChainOutput> waiting = new ArrayList<>();
    private final InstantSource clock;
    private Optional<ChainException.Reason> failure = Optional.empty();
    private int transactions;

    TillChain(InstantSource clock) {
        this.clock = clock;
        mine();
    }

    /** A payment that no block has yet. */
    public synchronized void relay(String address, long satoshi) {
        waiting.add(new ChainOutput(new Outpoint(hash(++transactions), 0), address, satoshi, Optional.empty()));
    }

    /** A block with all that waits. */
    public synchronized void mine() {
        int height = blocks.size();
        blocks.add(new ChainBlock(
                new BlockId(height, hash(1_000 + height)),
                height == 0 ? hash(0) : hash(999 + height),
                clock.instant(),
                BigInteger.valueOf(height + 1L),
                waiting));
        waiting.clear();
    }

    synchronized void fail(ChainException.Reason reason) {
        failure = Optional.of(reason);
    }

    @Override
    public synchronized ChainTip tip() throws ChainException {
        if (failure.isPresent()) {
            throw new ChainException(failure.get(), "node at 192.0.2.7 does not answer");
        }
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
        return height < blocks.size()
                ? Optional.of(blocks.get((int) height)).map(block -> only(block, watched))
                : Optional.empty();
    }

    @Override
    public synchronized List<ChainOutput> unconfirmed(WatchedAddresses watched) {
        return only(waiting, watched);
    }

    private static ChainBlock only(ChainBlock block, WatchedAddresses watched) {
        return new ChainBlock(
                block.id(), block.previousHash(), block.time(), block.work(), only(block.outputs(), watched));
    }

    private static List<ChainOutput> only(List<ChainOutput> outputs, WatchedAddresses watched) {
        Set<String> addresses = new HashSet<>();
        outputs.forEach(output -> addresses.add(output.address()));
        Set<String> wanted = watched.among(addresses);
        return outputs.stream()
                .filter(output -> wanted.contains(output.address()))
                .toList();
    }

    private static String hash(int number) {
        return String.format(java.util.Locale.ROOT, "%064x", number);
    }
}
