package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.bitauth.keystone.lab.BitcoinNode;
import org.bitauth.keystone.lab.NodeRecorder;
import org.bitauth.keystone.lab.RecordedNode;
import org.bitauth.keystone.lab.RecordedNode.Moment;
import org.bitauth.keystone.payment.bitcoin.NodeCredentials;
import org.junit.jupiter.api.Test;

/**
 * Records a chain anew, as {@code target/recorded-node.json}: the one that lies beside {@link RecordedNode} was made so. What
 * is recorded now serves as well.
 */
class NodeRecorderIT {
    @Test
    void recordsAChainThatServesInPlaceOfTheNode() throws Exception {
        BitcoinNode.requireProgram();
        String account = NodeShop.newAccount();
        JsonNode recording;
        try (BitcoinNode node = BitcoinNode.start();
                NodeRecorder recorder = NodeRecorder.start(node, account)) {
            NodeShop shop =
                    new NodeShop(NodeShop.source(recorder.url(), NodeCredentials.password("any", "body")), account);
            PlacedOrder placed = shop.order();
            shop.sync(placed);
            recorder.moveTo(Moment.SEEN);
            node.pay(placed.invoice().address(), Shop.PRICE);
            shop.sync(placed);
            recorder.moveTo(Moment.IN_A_BLOCK);
            node.mine(1);
            shop.sync(placed);
            recorder.moveTo(Moment.CONFIRMED);
            node.mine(1);
            assertThat(shop.sync(placed).state()).isEqualTo(OrderState.SETTLED);
            recording = recorder.recording();
        }
        new ObjectMapper().writeValue(Path.of("target", "recorded-node.json").toFile(), recording);

        try (RecordedNode recorded = RecordedNode.start(recording)) {
            RecordedNodeTest.pay(recorded);
        }
    }
}
