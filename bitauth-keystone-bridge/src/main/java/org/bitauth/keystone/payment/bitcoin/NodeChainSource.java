package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.bitauth.keystone.payment.BlockId;
import org.bitauth.keystone.payment.ChainBlock;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainSource;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.WatchedAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The vendor's own Bitcoin node, by its JSON-RPC (Bitcoin Core or Knots; 25.0 and newer tell what proves a payer, with older
 * ones no payer is ever proven). The node needs no wallet and no index of transactions, and may prune. It is trusted for
 * which chain is the best; that a block is whole and is the one that was asked for is checked here.
 *
 * <p>Every question looks at the node's first block, so that a node on another network pays nobody. Blocks come in their
 * binary form: at most 4 MB, some 40 MB of memory for a moment. A transaction that is in no block is looked at once: one
 * that pays an address which is watched only later is seen in its block.
 */
public final class NodeChainSource implements ChainSource {
    /** Bitcoin's {@code RPC_INVALID_PARAMETER}: no block has that height. */
    private static final int OUT_OF_RANGE = -8;

    /** A node is given a new block's header a moment before the block. */
    private static final int HEADERS_AHEAD = 2;

    private final NodeCalls calls;
    private final BitcoinNetwork network;
    private final NodeNetwork chain;
    private final PreviousOutputs previous;
    private final NodePool pool;

    NodeChainSource(NodeCalls calls, BitcoinNetwork network, Duration patience) {
        this.calls = calls;
        this.network = network;
        this.chain = new NodeNetwork(calls, network);
        this.previous = new PreviousOutputs(calls);
        this.pool = new NodePool(calls, network, patience);
    }

    /**
     * Begins a source.
     *
     * @param node where the node listens: {@code https}, or {@code http} on this machine
     * @param credentials what it takes
     * @param network the network that it must be on
     * @return a builder
     * @throws IllegalArgumentException if the URI is another one, or holds credentials
     */
    public static Builder builder(URI node, NodeCredentials credentials, BitcoinNetwork network) {
        return new Builder(node, credentials, network);
    }

    @Override
    public ChainTip tip() throws ChainException {
        JsonNode info = calls.result("getblockchaininfo");
        chain.check(info.path("chain"));
        int height = NodeJson.count(info.path("blocks"));
        if (NodeJson.flag(info.path("initialblockdownload"))) {
            throw new ChainException(Reason.BEHIND, "node downloads the chain still, is at height " + height);
        }
        if (NodeJson.count(info.path("headers")) - height > HEADERS_AHEAD) {
            throw new ChainException(Reason.BEHIND, "node knows of further blocks, is at height " + height);
        }
        return new ChainTip(
                new BlockId(height, NodeJson.hash(info.path("bestblockhash"))), NodeJson.work(info.path("chainwork")));
    }

    @Override
    public Optional<String> hashAt(long height) throws ChainException {
        if (height < 0) {
            throw new IllegalArgumentException("height must be 0 or more, was " + height);
        }
        chain.check();
        NodeAnswer answer = height > Integer.MAX_VALUE ? null : calls.call("getblockhash", height);
        return answer == null || answer.isError(OUT_OF_RANGE)
                ? Optional.empty()
                : Optional.of(NodeJson.hash(answer.orThrow("getblockhash")));
    }

    @Override
    public Optional<ChainBlock> block(long height, WatchedAddresses watched) throws ChainException {
        Optional<String> found = hashAt(height);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String hash = found.get();
        JsonNode header = calls.result("getblockheader", hash, true);
        if (!hash.equals(NodeJson.hash(header.path("hash"))) || height != NodeJson.count(header.path("height"))) {
            throw new ChainException(Reason.BROKEN, "header must be the one that was asked for");
        }
        RawBlock block = RawBlock.read(NodeJson.bytes(calls.result("getblock", hash, 0)), hash);
        List<ChainOutput> outputs = new ArrayList<>();
        for (PaidOutputs.Payment payment : PaidOutputs.of(block.transactions(), network, watched)) {
            outputs.addAll(payment.paidBy(previous.payer(payment.transaction(), hash)));
        }
        return Optional.of(new ChainBlock(
                new BlockId(height, hash),
                block.previousHash(),
                block.time(),
                NodeJson.work(header.path("chainwork")),
                outputs));
    }

    @Override
    public List<ChainOutput> unconfirmed(WatchedAddresses watched) throws ChainException {
        chain.check();
        return pool.unconfirmed(watched);
    }

    /** Makes a source. */
    public static final class Builder {
        private static final Pattern THIS_MACHINE =
                Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)\\]");

        private final URI node;
        private final NodeCredentials credentials;
        private final BitcoinNetwork network;
        private Duration patience = Duration.ofSeconds(30);
        private @Nullable SSLContext tls;

        private Builder(URI node, NodeCredentials credentials, BitcoinNetwork network) {
            String host = String.valueOf(node.getHost());
            boolean safe = "https".equals(node.getScheme())
                    || THIS_MACHINE.matcher(host).matches();
            boolean http = "http".equals(node.getScheme()) || "https".equals(node.getScheme());
            if (!http || !safe || node.getHost() == null || node.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        "node must be an https URI, or an http URI of this machine, without credentials");
            }
            this.node = node;
            this.credentials = credentials;
            this.network = network;
        }

        /**
         * How long one answer may take, 30 seconds unless it is set. A busy node needs seconds for a block.
         *
         * @param time at least a millisecond, at most ten minutes
         * @return this
         */
        public Builder patience(Duration time) {
            if (time.toMillis() < 1 || time.compareTo(Duration.ofMinutes(10)) > 0) {
                throw new IllegalArgumentException("patience must be a millisecond to ten minutes, was " + time);
            }
            patience = time;
            return this;
        }

        /**
         * Whom to trust for https, in place of the JDK's authorities.
         *
         * @param context made with the authorities
         * @return this
         */
        public Builder tls(SSLContext context) {
            tls = context;
            return this;
        }

        /**
         * Makes it. The node is not asked for anything yet.
         *
         * @return a source
         */
        public NodeChainSource build() {
            return new NodeChainSource(new NodeRpc(node, credentials, patience, tls), network, patience);
        }
    }
}
