package org.bitauth.keystone.payment.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SignedRequest;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.OrderDesk;
import org.bitauth.keystone.payment.OrderRejection;
import org.bitauth.keystone.payment.Payments;
import org.bitauth.keystone.payment.PlacedOrder;
import org.bitauth.replay.ReplayGuard;

/**
 * A vendor's till over HTTP: what is sold, orders, and what became of them, which is told to nobody but the one who
 * ordered. Mount it at {@code /payments} below the cloud's public URL; docs/protocol.md describes each path. Immutable but
 * for the count of orders, and thread-safe.
 */
public final class PaymentHandler implements HttpHandler {
    static final String PATH = "/payments";

    private static final int MAX_BODY = 16_384;
    private static final int MOST_ORDERS = 100;
    private static final Pattern LIMIT = Pattern.compile("\\?limit=([1-9][0-9]?|100)");
    private static final String ONE_ORDER = "/orders/";

    private final OrderDesk desk;
    private final LeaseStore store;
    private final RequestVerifier requests;
    private final PaymentBodies bodies;
    private final OrderLimit limit;
    private final PaymentHandlerBuilder settings;
    private final AuthListener listener;

    PaymentHandler(PaymentHandlerBuilder settings) {
        this.settings = settings;
        desk = settings.payments.desk();
        store = settings.store;
        requests = settings.verifier();
        bodies = new PaymentBodies(settings.payments.sync(), settings.clock);
        limit = new OrderLimit(settings.ordersPerMinute, settings.clock);
        listener = settings.listener;
    }

    /**
     * Begins the settings.
     *
     * @param payments takes orders, and tells what became of them
     * @param store the store of these payments
     * @param cloud the cloud's public base URL, the same as in orders and invoices; this handler is at {@code /payments}
     *     below it
     * @param replayGuard remembers signed requests, for all nodes
     * @return settings
     * @throws MalformedException if the URL has another form than {@link org.bitauth.challenge.CloudUrl} takes
     */
    public static PaymentHandlerBuilder builder(
            Payments payments, LeaseStore store, URI cloud, ReplayGuard replayGuard) {
        return new PaymentHandlerBuilder(payments, store, cloud, replayGuard);
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY;
    }

    @Override
    public RawResponse handle(RawRequest request) {
        String requestId = RequestId.next();
        RawResponse answer;
        try {
            answer = route(request, requestId);
        } catch (MalformedException e) {
            answer = ErrorResponse.of(400, "malformed", String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            failed(requestId, e);
            answer = unavailable("Try again later.");
        } catch (RuntimeException e) {
            failed(requestId, e);
            answer = ErrorResponse.of(500, "error", "An unexpected error occurred.");
        }
        return (request.method().equals("HEAD") ? answer.withoutBody() : answer)
                .with("X-Openstack-Request-Id", requestId);
    }

    private RawResponse route(RawRequest request, String requestId) {
        if (request.body().length > MAX_BODY) {
            return ErrorResponse.of(413, "malformed", "The body must have at most " + MAX_BODY + " bytes.");
        }
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        String path = request.path();
        if (path.equals("/offers")) {
            return reads ? bodies.ok(200, bodies.offers(desk)) : notAllowed("GET, HEAD");
        }
        if (path.equals("/orders")) {
            if (request.method().equals("POST")) {
                return place(request, requestId);
            }
            return reads ? signed(request, requestId, sin -> orders(sin, request)) : notAllowed("GET, HEAD, POST");
        }
        if (path.startsWith(ONE_ORDER)) {
            String id = path.substring(ONE_ORDER.length());
            return reads ? signed(request, requestId, sin -> order(sin, id)) : notAllowed("GET, HEAD");
        }
        return missing();
    }

    private RawResponse place(RawRequest request, String requestId) {
        var order = bodies.readOrder(request.body());
        if (!limit.hasRoom()) {
            tell(requestId, "busy", "more than " + settings.ordersPerMinute + " orders in a minute");
            return unavailable("There are too many orders. Try again in a minute.");
        }
        var outcome = desk.place(order, requestId);
        if (outcome instanceof Outcome.Rejected<PlacedOrder, OrderRejection> no) {
            return refused(no);
        }
        limit.count();
        PlacedOrder placed = outcome.accepted().orElseThrow();
        return bodies.ok(201, bodies.placed(placed));
    }

    /** What is wrong with a proof stays in the log; what is wrong with the form of an order helps who writes programs. */
    private RawResponse refused(Outcome.Rejected<PlacedOrder, OrderRejection> no) {
        String reason = no.reason().name().toLowerCase(Locale.ROOT);
        return switch (no.reason()) {
            case MALFORMED -> ErrorResponse.of(400, reason, no.detail());
            case NOT_PROVEN ->
                ErrorResponse.of(401, reason, "The order was not accepted.")
                        .with("WWW-Authenticate", "Bitauth realm=\"" + settings.cloud + "\"");
            case OFFER ->
                ErrorResponse.of(409, reason, "There is no such offer as it was ordered. Read the offers again.");
            case KNOWN -> ErrorResponse.of(409, reason, "The order was taken before. Ask what became of it.");
            case UNAVAILABLE -> unavailable("No invoice can be written at present. Try again later.");
        };
    }

    /** Whether there is such an order is told to its owner only. */
    private RawResponse order(Sin sin, String id) {
        Optional<OrderView> view = store.read(book -> book.order(id)
                .filter(placed -> placed.order().lease().owner().equals(sin))
                .map(placed -> OrderView.of(placed, book)));
        return view.map(found -> bodies.ok(200, bodies.order(found))).orElseGet(PaymentHandler::missing);
    }

    private RawResponse orders(Sin sin, RawRequest request) {
        int most = most(request.target());
        List<OrderView> views = store.read(book -> book.latestOrders(sin, most).stream()
                .map(placed -> OrderView.of(placed, book))
                .toList());
        return bodies.ok(200, bodies.orders(views));
    }

    private static int most(String target) {
        int query = target.indexOf('?');
        if (query < 0) {
            return MOST_ORDERS;
        }
        Matcher matcher = LIMIT.matcher(target.substring(query));
        if (!matcher.matches()) {
            throw new MalformedException("query must be limit=1 to limit=" + MOST_ORDERS);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private RawResponse signed(RawRequest request, String requestId, Function<Sin, RawResponse> answer) {
        Outcome<SignedRequest, RequestRejection> outcome = requests.verify(request.belowMount(), requestId);
        return outcome instanceof Outcome.Rejected<SignedRequest, RequestRejection> no
                ? requests.answer(no)
                : answer.apply(outcome.accepted().orElseThrow().sin());
    }

    private void failed(String requestId, RuntimeException e) {
        tell(requestId, "failed", e.toString());
    }

    private void tell(String requestId, String outcome, String detail) {
        listener.on(new AuthEvent(
                settings.clock.instant(), requestId, "payments.request", Optional.empty(), outcome, detail));
    }

    private static RawResponse unavailable(String message) {
        return ErrorResponse.of(503, "unavailable", message).with("Retry-After", "60");
    }

    private static RawResponse missing() {
        return ErrorResponse.of(404, "missing", "There is nothing here.");
    }

    private static RawResponse notAllowed(String allow) {
        return ErrorResponse.of(405, "malformed", "The method must be one of " + allow + ".")
                .with("Allow", allow);
    }
}
