package org.bitauth.keystone.store;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.BlockId;
import org.bitauth.keystone.payment.ChainBlock;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainSource;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.WatchedAddresses;

/** A Bitcoin chain that a test writes. Transactions name the orders that they pay. Thread-safe; one thread writes. */
public final class ScriptedChain implements ChainSource {
    /** The height of its first block. */
    public static final long FIRST = 100;

    private final Function<String, String> addressOf;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private volatile State state;
    private int made;

    /**
     * What an output pays.
     *
     * @param orderId the order
     * @param satoshi how much
     */
    public record Payment(String orderId, long satoshi) {}

    /**
     * A transaction.
     *
     * @param number what its id is made of
     * @param payments its outputs
     * @param payer whose key signed it, if that is proven
     */
    public record Transaction(int number, List<Payment> payments, Optional<Sin> payer) {}

    private record Block(BlockId id, Instant time, List<Transaction> transactions) {}

    private record State(List<Block> blocks, List<Transaction> waiting) {}

    /**
     * A chain of one block.
     *
     * @param addressOf tells the address that an order is to be paid at
     */
    public ScriptedChain(Function<String, String> addressOf) {
        this.addressOf = addressOf;
        this.state = new State(List.of(made(FIRST, Instant.EPOCH, List.of())), List.of());
    }

    /**
     * The transactions that wait for a block.
     *
     * @return all
     */
    public List<Transaction> waiting() {
        return state.waiting();
    }

    /**
     * Replaces those that wait.
     *
     * @param transactions all that wait from now on
     */
    public void setWaiting(List<Transaction> transactions) {
        state = new State(state.blocks(), List.copyOf(transactions));
    }

    /**
     * How many blocks can be replaced.
     *
     * @return all but the first
     */
    public int depth() {
        return state.blocks().size() - 1;
    }

    /**
     * What the last blocks hold.
     *
     * @param blocks how many
     * @return their transactions
     */
    public List<Transaction> inLast(int blocks) {
        List<Block> all = state.blocks();
        return all.subList(all.size() - blocks, all.size()).stream()
                .flatMap(block -> block.transactions().stream())
                .toList();
    }

    /**
     * Replaces blocks, all at once.
     *
     * @param removed how many at the end
     * @param added the transactions of each new block
     * @param waiting the transactions that wait afterwards
     * @param time what the new blocks say
     */
    public void replace(int removed, List<List<Transaction>> added, List<Transaction> waiting, Instant time) {
        List<Block> blocks = new ArrayList<>(state.blocks());
        blocks.subList(blocks.size() - removed, blocks.size()).clear();
        for (List<Transaction> transactions : added) {
            blocks.add(made(FIRST + blocks.size(), time, transactions));
        }
        state = new State(List.copyOf(blocks), List.copyOf(waiting));
    }

    private Block made(long height, Instant time, List<Transaction> transactions) {
        return new Block(LeaseSample.block(height, ++made), time, List.copyOf(transactions));
    }

    @Override
    public ChainTip tip() {
        List<Block> blocks = state.blocks();
        return new ChainTip(blocks.get(blocks.size() - 1).id(), work(FIRST + blocks.size() - 1));
    }

    @Override
    public Optional<String> hashAt(long height) {
        return at(height).map(block -> block.id().hash());
    }

    @Override
    public Optional<ChainBlock> block(long height, WatchedAddresses watched) {
        return at(height)
                .map(block -> new ChainBlock(
                        block.id(),
                        hashAt(height - 1).orElse("0".repeat(64)),
                        block.time(),
                        work(height),
                        outputs(block.transactions(), watched)));
    }

    @Override
    public List<ChainOutput> unconfirmed(WatchedAddresses watched) {
        return outputs(state.waiting(), watched);
    }

    private Optional<Block> at(long height) {
        List<Block> blocks = state.blocks();
        long place = height - FIRST;
        return place < 0 || place >= blocks.size() ? Optional.empty() : Optional.of(blocks.get((int) place));
    }

    private static BigInteger work(long height) {
        return BigInteger.valueOf(height).shiftLeft(70);
    }

    private List<ChainOutput> outputs(List<Transaction> transactions, WatchedAddresses watched) {
        List<ChainOutput> outputs = new ArrayList<>();
        for (Transaction transaction : transactions) {
            for (int i = 0; i < transaction.payments().size(); i++) {
                Payment payment = transaction.payments().get(i);
                String txid = String.format(Locale.ROOT, "%064x", transaction.number());
                outputs.add(new ChainOutput(
                        new Outpoint(txid, i),
                        addresses.computeIfAbsent(payment.orderId(), addressOf),
                        payment.satoshi(),
                        transaction.payer()));
            }
        }
        Collection<String> asked =
                new HashSet<>(outputs.stream().map(ChainOutput::address).toList());
        Set<String> known = watched.among(asked);
        outputs.removeIf(output -> !known.contains(output.address()));
        return List.copyOf(outputs);
    }
}
