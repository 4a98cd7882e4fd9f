package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.bitauth.keystone.lab.RecordedNode;
import org.bitauth.keystone.lab.RecordedNode.Moment;
import org.bitauth.keystone.payment.bitcoin.NodeCredentials;
import org.junit.jupiter.api.Test;

/** An order that is paid on the recorded chain, for machines without a node. */
class RecordedNodeTest {
    @Test
    void orderIsPaidOnTheRecordedChain() throws Exception {
        try (RecordedNode node = RecordedNode.start()) {
            pay(node);
        }
    }

    static void pay(RecordedNode node) throws Exception {
        NodeShop shop = new NodeShop(
                NodeShop.source(node.url(), NodeCredentials.password(node.user(), node.password())), node.account());
        PlacedOrder placed = shop.order();
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.NEW);

        node.moveTo(Moment.SEEN);
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.PROCESSING);
        node.moveTo(Moment.IN_A_BLOCK);
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.PROCESSING);
        assertThat(shop.isOpen()).isFalse();
        node.moveTo(Moment.CONFIRMED);
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.SETTLED);

        assertThat(shop.payments.sync().lag()).isEmpty();
        assertThat(shop.isOpen()).isTrue();
    }
}
