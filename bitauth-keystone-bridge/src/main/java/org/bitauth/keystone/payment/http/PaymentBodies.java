package org.bitauth.keystone.payment.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bitauth.MalformedException;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.internal.StrictJson;
import org.bitauth.keystone.payment.Evaluation;
import org.bitauth.keystone.payment.Lease;
import org.bitauth.keystone.payment.LeaseState;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.OrderDesk;
import org.bitauth.keystone.payment.PaymentSync;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.StatementSignature;

/** The bodies of requests and answers: amounts are whole satoshi, durations whole seconds. */
final class PaymentBodies {
    private static final Set<String> PROOF = Set.of("statement", "public_key", "signature");

    private final StrictJson json = new StrictJson();
    private final PaymentSync sync;
    private final InstantSource clock;

    PaymentBodies(PaymentSync sync, InstantSource clock) {
        this.sync = sync;
        this.clock = clock;
    }

    RawResponse ok(int status, ObjectNode body) {
        return RawResponse.of(status, "application/json", json.write(body)).with("Cache-Control", "no-store");
    }

    ObjectNode offers(OrderDesk desk) {
        ObjectNode body = json.object();
        body.put("vendor", desk.vendor().value());
        body.put("network", desk.network().name().toLowerCase(Locale.ROOT));
        ArrayNode list = body.putArray("offers");
        desk.offers().forEach(offer -> write(offer, list.addObject()));
        return body;
    }

    private static void write(Offer offer, ObjectNode node) {
        node.put("id", offer.id())
                .put("title", offer.title())
                .put("satoshi", offer.satoshi())
                .put("period", offer.period().toSeconds())
                .put("least", offer.least().toSeconds())
                .put("most", offer.most().toSeconds());
        ArrayNode roles = node.putArray("roles");
        offer.roles().forEach(roles::add);
        node.put("confirmations", offer.confirmations())
                .put("pay_within", offer.payBy().toSeconds())
                .put("grace", offer.grace().toSeconds())
                .put("refund", offer.refund())
                .put("digest", offer.digest());
    }

    /** Reads {@code {"order":{…}}}; throws {@link MalformedException} for every other form. */
    SignedStatement readOrder(byte[] body) {
        JsonNode root = json.read(body);
        JsonNode order = root.path("order");
        if (!names(root).equals(Set.of("order")) || !names(order).equals(PROOF)) {
            throw new MalformedException("body must have order, an object with statement, public_key and signature");
        }
        for (String name : PROOF) {
            if (!order.path(name).isTextual()) {
                throw new MalformedException(name + " must be a text");
            }
        }
        return new SignedStatement(
                order.path("statement").textValue(),
                List.of(new StatementSignature(
                        order.path("public_key").textValue(),
                        order.path("signature").textValue())));
    }

    ObjectNode placed(PlacedOrder placed) {
        ObjectNode body = json.object().put("order_id", placed.id());
        write(placed.signedInvoice(), body.putObject("invoice"));
        return body;
    }

    ObjectNode orders(List<OrderView> views) {
        ObjectNode body = json.object();
        ArrayNode list = body.putArray("orders");
        views.forEach(view -> write(view, list.addObject()));
        lag(body);
        return body;
    }

    ObjectNode order(OrderView view) {
        ObjectNode body = json.object();
        write(view, body);
        lag(body);
        return body;
    }

    private void write(OrderView view, ObjectNode node) {
        PlacedOrder placed = view.placed();
        Evaluation evaluation = placed.evaluation();
        node.put("order_id", placed.id()).put("state", evaluation.state().name());
        ArrayNode flags = node.putArray("flags");
        evaluation.flags().forEach(flag -> flags.add(flag.name()));
        node.put("satoshi_due", placed.invoice().satoshi())
                .put("satoshi_seen", evaluation.seen())
                .put("satoshi_settled", evaluation.settled())
                .put("placed_at", placed.placedAt().toString())
                .put("pay_by", placed.invoice().payBy().toString())
                .put("confirmations_needed", placed.invoice().confirmations())
                .put("confirmations", view.confirmations())
                .put("payer_is_owner", evaluation.payerIsOwner());
        ObjectNode lease = node.putObject("lease");
        LeaseState state =
                view.lease().map(found -> found.stateAt(clock.instant())).orElse(LeaseState.PENDING);
        Optional<Instant> end = view.lease().flatMap(Lease::paidThrough);
        lease.put("state", state.name())
                .put("paid_through", end.map(Instant::toString).orElse(null))
                .put("instance", placed.order().lease().instance())
                .put("offer", placed.order().lease().offer());
        write(placed.signedInvoice(), node.putObject("invoice"));
    }

    /** Why nothing settles at present; the detail is the operator's. */
    private void lag(ObjectNode node) {
        sync.lag()
                .ifPresent(lag -> node.putObject("chain_lag")
                        .put("since", lag.since().toString())
                        .put("reason", lag.reason().name()));
    }

    private static void write(SignedStatement signed, ObjectNode node) {
        StatementSignature signature = signed.signatures().get(0);
        node.put("statement", signed.text())
                .put("public_key", signature.publicKey())
                .put("signature", signature.signature());
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
