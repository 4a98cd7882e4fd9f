package org.bitauth.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.keystone.payment.OrderFlag;
import org.bitauth.keystone.payment.client.OrderStatus;

/** What became of an order, for people. */
final class OrderLines {
    private OrderLines() {}

    static List<String> of(OrderStatus status) {
        List<String> lines = new ArrayList<>(List.of(
                "State: " + status.state(),
                "Due: " + status.satoshiDue() + " satoshi by " + status.payBy(),
                "Seen: " + status.satoshiSeen() + " satoshi",
                "Settled: " + status.satoshiSettled() + " satoshi",
                "Confirmations: " + status.confirmations() + " of " + status.confirmationsNeeded(),
                "Paid by the owner's key: " + (status.payerIsOwner() ? "yes" : "no"),
                "Lease: " + status.leaseState() + " for " + status.instance()
                        + status.paidThrough()
                                .map(end -> ", paid through " + end)
                                .orElse("")));
        if (!status.flags().isEmpty()) {
            lines.add("Flags: "
                    + String.join(
                            " ", status.flags().stream().map(OrderFlag::name).toList()));
        }
        status.lag().ifPresent(reason -> lines.add("The vendor cannot read the chain: " + reason));
        return lines;
    }

    /** The same in one short line. */
    static String line(OrderStatus status) {
        return status.state() + " " + status.satoshiSeen() + "/" + status.satoshiDue() + " satoshi, "
                + status.confirmations() + "/" + status.confirmationsNeeded() + " confirmations"
                + status.paidThrough()
                        .map(Instant::toString)
                        .map(end -> ", paid through " + end)
                        .orElse("")
                + status.lag().map(reason -> ", chain " + reason).orElse("");
    }
}
