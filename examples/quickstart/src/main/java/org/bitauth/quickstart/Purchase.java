package org.bitauth.quickstart;

import org.bitauth.BitauthKey;
import org.bitauth.keystone.lab.RecordedNode.Moment;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.Order;
import org.bitauth.keystone.payment.OrderState;
import org.bitauth.keystone.payment.PaymentUri;
import org.bitauth.keystone.payment.client.CheckedInvoice;
import org.bitauth.keystone.payment.client.OrderInquiry;
import org.bitauth.keystone.payment.client.OrderStatus;
import org.bitauth.keystone.payment.client.VendorClient;
import org.bitauth.wallet.BitcoinNetwork;

/** The steps of a purchase: order, invoice, payment, lease. */
final class Purchase {
    private final Steps steps;
    private final DemoCloud cloud;
    private final BitauthKey key;

    Purchase(Steps steps, DemoCloud cloud, BitauthKey key) {
        this.steps = steps;
        this.cloud = cloud;
        this.key = key;
    }

    Order run(Login login) {
        VendorClient vendor = new VendorClient(cloud.url(), cloud.till().vendor(), BitcoinNetwork.REGTEST);
        Offer offer = steps.step(
                "the vendor's offers are read",
                () -> vendor.offers()
                        .orElseThrow(no -> new IllegalStateException(no.detail()))
                        .offers()
                        .get(0));
        steps.show(offer.text());
        steps.refused(
                "a token for who has not paid",
                401,
                () -> login.send(login.sign(login.challenge())).status());
        CheckedInvoice checked = steps.step(
                "the key signs an order; the vendor's invoice is checked, line by line",
                () -> vendor.order(offer, DemoCloud.INSTANCE, DemoTill.PAID, key)
                        .orElseThrow(no -> new IllegalStateException(no.reason() + ": " + no.detail())));
        steps.show(checked.invoice().statement().text());
        steps.show(new PaymentUri(
                        checked.invoice().address(),
                        checked.invoice().satoshi(),
                        DemoCloud.INSTANCE + " for an hour",
                        key.sin())
                .toString());
        pay(checked.order(), login);
        return checked.order();
    }

    private void pay(Order order, Login login) {
        OrderInquiry inquiry = new OrderInquiry(cloud.url(), key);
        steps.step("somebody pays (on a recorded chain): seen, not in a block yet", () -> {
            cloud.till().moveTo(Moment.SEEN);
            return require(inquiry, order, OrderState.PROCESSING);
        });
        steps.refused(
                "a token for money without confirmations",
                401,
                () -> login.send(login.sign(login.challenge())).status());
        OrderStatus settled = steps.step("two blocks later it is settled, and the lease begins", () -> {
            cloud.till().moveTo(Moment.IN_A_BLOCK);
            cloud.till().moveTo(Moment.CONFIRMED);
            return require(inquiry, order, OrderState.SETTLED);
        });
        steps.show("instance " + settled.instance() + " is paid through "
                + settled.paidThrough().orElseThrow());
    }

    private static OrderStatus require(OrderInquiry inquiry, Order order, OrderState wanted) {
        OrderStatus status = inquiry.status(order.id()).orElseThrow(no -> new IllegalStateException(no.detail()));
        if (status.state() != wanted) {
            throw new IllegalStateException("order must be " + wanted + ", is " + status.state());
        }
        return status;
    }
}
