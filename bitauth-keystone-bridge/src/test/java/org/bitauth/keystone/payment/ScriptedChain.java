package org.bitauth.keystone.payment;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A chain that does what a test says. Each block is as much work as every other. */
final class ScriptedChain implements ChainSource {
    private final List<ChainBlock> blocks = new ArrayList<>();
    private final List<ChainOutput> waiting = new ArrayList<>();
    private final Moments clock;
    private int made;
    private Optional<ChainException.Reason> failure = Optional.empty();

    ScriptedChain(Moments clock) {
        this.clock = clock;
        mine();
    }

    /** An output of a transaction of its own. */
    static ChainOutput pays(String address, long satoshi, int transaction) {
        return pays(address, satoshi, transaction, 0, Optional.empty());
    }

    static ChainOutput pays(String address, long satoshi, int transaction, int index, Optional<org.bitauth.Sin> payer) {
        return new ChainOutput(new Outpoint(hex("ab", transaction), index), address, satoshi, payer);
    }

    /** Adds a block with these outputs, which wait no longer. */
    synchronized void mine(ChainOutput... outputs) {
        mineAt(clock.instant(), outputs);
    }

    synchronized void mineAt(Instant time, ChainOutput... outputs) {
        long height = blocks.size();
        String previous = blocks.isEmpty()
                ? hex("00", 0)
                : blocks.get(blocks.size() - 1).id().hash();
        blocks.add(new ChainBlock(
                new BlockId(height, hex("b10c", ++made)),
                previous,
                time,
                BigInteger.valueOf(height + 1).shiftLeft(32),
                List.of(outputs)));
        waiting.removeAll(List.of(outputs));
    }

    /** Takes blocks away from the end. */
    synchronized void cut(int count) {
        blocks.subList(blocks.size() - count, blocks.size()).clear();
    }

    synchronized void relay(ChainOutput... outputs) {
        waiting.addAll(List.of(outputs));
    }

    synchronized void drop(ChainOutput... outputs) {
        waiting.removeAll(List.of(outputs));
    }

    synchronized void fail(ChainException.Reason reason) {
        failure = Optional.of(reason);
    }

    synchronized void heal() {
        failure = Optional.empty();
    }

    synchronized long height() {
        return blocks.size() - 1L;
    }

    @Override
    public synchronized ChainTip tip() throws ChainException {
        if (failure.isPresent()) {
            throw new ChainException(failure.get(), "the test says so");
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
        if (height >= blocks.size()) {
            return Optional.empty();
        }
        ChainBlock block = blocks.get((int) height);
        return Optional.of(new ChainBlock(
                block.id(), block.previousHash(), block.time(), block.work(), among(block.outputs(), watched)));
    }

    @Override
    public synchronized List<ChainOutput> unconfirmed(WatchedAddresses watched) {
        return among(waiting, watched);
    }

    private static List<ChainOutput> among(List<ChainOutput> outputs, WatchedAddresses watched) {
        Set<String> addresses = new HashSet<>();
        outputs.forEach(output -> addresses.add(output.address()));
        Set<String> wanted = watched.among(addresses);
        return outputs.stream()
                .filter(output -> wanted.contains(output.address()))
                .toList();
    }

    private static String hex(String prefix, int number) {
        String digits = Integer.toHexString(number);
        return prefix + "0".repeat(64 - prefix.length() - digits.length()) + digits;
    }
}
