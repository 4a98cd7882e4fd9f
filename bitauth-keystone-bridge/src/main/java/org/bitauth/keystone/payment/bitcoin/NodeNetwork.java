package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.wallet.BitcoinNetwork;

/** The chains that a node may be on, told by their name and their first block; scripts are the same on all of them. */
final class NodeNetwork {
    private static final Map<BitcoinNetwork, Map<String, String>> FIRST_BLOCKS = Map.of(
            BitcoinNetwork.MAINNET,
            Map.of("main", "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"),
            BitcoinNetwork.TESTNET,
            Map.of(
                    "test", "000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943",
                    "testnet4", "00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043",
                    "signet", "00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6"),
            BitcoinNetwork.REGTEST,
            Map.of("regtest", "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"));

    private final NodeCalls calls;
    private final BitcoinNetwork network;

    NodeNetwork(NodeCalls calls, BitcoinNetwork network) {
        this.calls = calls;
        this.network = network;
    }

    /** Goes on only if the node's first block is one of this network. */
    void check() throws ChainException {
        if (!chains().containsValue(firstBlock())) {
            throw otherChain();
        }
    }

    /** The same, and that the node's name for its chain agrees. */
    void check(JsonNode name) throws ChainException {
        if (!firstBlock().equals(chains().get(NodeJson.text(name)))) {
            throw otherChain();
        }
    }

    private Map<String, String> chains() {
        return FIRST_BLOCKS.getOrDefault(network, Map.of());
    }

    private String firstBlock() throws ChainException {
        return NodeJson.hash(calls.result("getblockhash", 0));
    }

    private ChainException otherChain() {
        return new ChainException(Reason.OTHER_CHAIN, "node must be on the network " + network);
    }
}
