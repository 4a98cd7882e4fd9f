package org.bitauth.keystone.payment.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.bitauth.BitauthKey;
import org.bitauth.StoreException;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.Invoice;
import org.bitauth.keystone.payment.LeaseBook;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Order;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the till answers: to everybody, to whoever orders, and to the owner of an order alone. */
class PaymentHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI CLOUD = URI.create("https://cloud.example/v3");

    private final DemoTill till = new DemoTill(CLOUD);
    private final BitauthKey alice = DemoTill.key(11);
    private final BitauthKey bob = DemoTill.key(12);

    @Test
    void tellsWhatIsSold() throws Exception {
        RawResponse answer = till.send("GET", "/offers", "");

        JsonNode body = JSON.readTree(answer.body());
        JsonNode offer = body.path("offers").path(0);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("X-Openstack-Request-Id")).isPresent();
        assertThat(body.path("vendor").asText()).isEqualTo(till.vendor.sin().value());
        assertThat(body.path("network").asText()).isEqualTo("regtest");
        assertThat(offer.toString())
                .isEqualTo("{\"id\":\"small-1\",\"title\":\"One small instance\",\"satoshi\":3600,\"period\":3600,"
                        + "\"least\":60,\"most\":2592000,\"roles\":[\"member\"],\"confirmations\":2,"
                        + "\"pay_within\":900,\"grace\":300,\"refund\":\"to the address that the owner names\","
                        + "\"digest\":\"" + DemoTill.SMALL.digest() + "\"}");
    }

    @Test
    void answersAnOrderWithASignedInvoice() throws Exception {
        till.payments.sync().once();
        Order order = till.order(alice);

        RawResponse answer = till.post(order.statement().sign(alice));

        JsonNode body = JSON.readTree(answer.body());
        Invoice invoice =
                Invoice.of(Statement.parse(body.at("/invoice/statement").asText(), Invoice.KIND));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(body.path("order_id").asText()).isEqualTo(order.id());
        assertThat(invoice.satoshi()).isEqualTo(3_600);
        assertThat(body.at("/invoice/public_key").asText())
                .isEqualTo(till.vendor.publicKey().toHex());
        assertThat(body.at("/invoice/signature").asText()).matches("30[0-9a-f]+");
    }

    @Test
    void refusesAnOrderBeforeTheChainWasRead() {
        RawResponse answer = till.post(till.order(alice).statement().sign(alice));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isPresent();
    }

    @Test
    void refusesAnOrderThatWasTakenBefore() {
        till.payments.sync().once();
        SignedStatement signed = till.order(alice).statement().sign(alice);
        till.post(signed);

        RawResponse answer = till.post(signed);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("\"reason\":\"known\"").contains("\"title\":\"Conflict\"");
    }

    @Test
    void refusesAnOfferOfAnotherText() {
        till.payments.sync().once();
        String text = till.order(alice).statement().text().replace(DemoTill.SMALL.digest(), "ab".repeat(32));

        RawResponse answer = till.post(Statement.parse(text, Order.KIND).sign(alice));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text()).contains("\"reason\":\"offer\"");
    }

    @Test
    void refusesAnOrderThatAnotherKeySigned() {
        till.payments.sync().once();
        StatementSignature bobs = till.order(bob).statement().signature(bob);

        RawResponse answer =
                till.post(new SignedStatement(till.order(alice).statement().text(), java.util.List.of(bobs)));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("The order was not accepted.");
        assertThat(answer.header("WWW-Authenticate")).contains("Bitauth realm=\"" + CLOUD + "\"");
    }

    @Test
    void refusesAnOrderForAnotherCloud() {
        till.payments.sync().once();
        String text = till.order(alice).statement().text().replace("cloud.example", "other.example");

        assertThat(till.post(Statement.parse(text, Order.KIND).sign(alice)).status())
                .isEqualTo(401);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"order\":null}",
                "{\"order\":{}}",
                "{\"order\":{\"statement\":1,\"public_key\":\"\",\"signature\":\"\"}}",
                "{\"order\":{\"statement\":\"\",\"public_key\":\"\",\"signature\":\"\"}}",
                "{\"order\":{\"statement\":\"\",\"public_key\":\"\",\"signature\":\"\",\"more\":1}}",
                "{\"order\":{\"statement\":\"a\",\"statement\":\"a\",\"public_key\":\"\",\"signature\":\"\"}}",
                "{\"order\":{\"statement\":\"a\",\"public_key\":\"\",\"signature\":\"\"}} 1",
            })
    void refusesABodyThatIsNoOrder(String body) {
        RawResponse answer = till.send("POST", "/orders", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"reason\":\"malformed\"");
    }

    @Test
    void refusesALongBody() {
        assertThat(till.send("POST", "/orders", " ".repeat(16_385)).status()).isEqualTo(413);
        assertThat(till.handler.maxBodyBytes()).isEqualTo(16_384);
    }

    @Test
    void takesSoManyOrdersInAMinuteAndThenMoreInTheNext() {
        till.payments.sync().once();
        for (int i = 0; i < 3; i++) {
            assertThat(till.post(till.order(alice).statement().sign(alice)).status())
                    .isEqualTo(201);
        }

        assertThat(till.post(till.order(alice).statement().sign(alice)).status())
                .isEqualTo(503);

        till.advance(Duration.ofMinutes(1));
        assertThat(till.post(till.order(alice).statement().sign(alice)).status())
                .isEqualTo(201);
    }

    @Test
    void whatIsRefusedDoesNotCountAsAnOrder() {
        till.payments.sync().once();
        for (int i = 0; i < 10; i++) {
            till.send("POST", "/orders", "{}");
        }

        assertThat(till.post(till.order(alice).statement().sign(alice)).status())
                .isEqualTo(201);
    }

    @Test
    void tellsTheOwnerWhatBecameOfAnOrder() throws Exception {
        Order order = placed();
        JsonNode fresh = read(till.signed(alice, "GET", "/orders/" + order.id()));

        till.chain.relay(address(order), 4_000);
        till.payments.sync().once();
        JsonNode seen = read(till.signed(alice, "GET", "/orders/" + order.id()));

        till.chain.mine();
        till.payments.sync().once();
        JsonNode inBlock = read(till.signed(alice, "GET", "/orders/" + order.id()));

        till.chain.mine();
        till.payments.sync().once();
        JsonNode settled = read(till.signed(alice, "GET", "/orders/" + order.id()));

        assertThat(says(fresh)).isEqualTo("NEW [] 3600 0 0 0/2 PENDING null");
        assertThat(says(seen)).isEqualTo("PROCESSING [\"OVER\"] 3600 4000 0 0/2 PENDING null");
        assertThat(says(inBlock)).isEqualTo("PROCESSING [\"OVER\"] 3600 4000 0 1/2 PENDING null");
        assertThat(says(settled)).isEqualTo("SETTLED [\"OVER\"] 3600 4000 4000 2/2 ACTIVE \"2026-11-22T11:00:00Z\"");
        assertThat(settled.path("payer_is_owner").booleanValue()).isFalse();
        assertThat(settled.path("pay_by").asText()).isEqualTo("2026-11-22T10:15:00Z");
        assertThat(settled.at("/lease/instance").asText()).isEqualTo("web-1");
        assertThat(settled.at("/invoice/statement").asText()).startsWith("Bitauth invoice 1\n");
        assertThat(settled.has("chain_lag")).isFalse();
    }

    private static String says(JsonNode order) {
        return order.path("state").asText() + " " + order.path("flags") + " " + order.path("satoshi_due") + " "
                + order.path("satoshi_seen") + " " + order.path("satoshi_settled") + " "
                + order.path("confirmations") + "/" + order.path("confirmations_needed") + " "
                + order.at("/lease/state").asText() + " " + order.at("/lease/paid_through");
    }

    @Test
    void tellsThatTheChainLagsAndNotWhere() throws Exception {
        Order order = placed();
        till.chain.fail(ChainException.Reason.UNREACHABLE);
        till.payments.sync().once();

        RawResponse answer = till.signed(alice, "GET", "/orders/" + order.id());

        assertThat(read(answer).at("/chain_lag/reason").asText()).isEqualTo("UNREACHABLE");
        assertThat(answer.text()).doesNotContain("192.0.2.7");
    }

    @Test
    void aStrangerGetsTheSameAnswerForAnOrderThatIsThereAndForOneThatIsNot() {
        Order order = placed();

        RawResponse there = till.signed(bob, "GET", "/orders/" + order.id());
        RawResponse unknown = till.signed(bob, "GET", "/orders/" + "0".repeat(64));
        RawResponse nonsense = till.signed(alice, "GET", "/orders/%2e%2e");

        assertThat(there.status()).isEqualTo(404);
        assertThat(unknown.text()).isEqualTo(there.text());
        assertThat(nonsense.text()).isEqualTo(there.text());
        assertThat(there.headers().keySet()).isEqualTo(unknown.headers().keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/orders/"})
    void aRequestWithoutSignatureLearnsNothing(String path) {
        String target = path.equals("/orders") ? path : path + placed().id();

        RawResponse answer = till.send("GET", target, "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElseThrow()).contains("error=\"missing\"");
    }

    @Test
    void aSignatureCountsOnce() {
        Order order = placed();
        Map<String, String> headers = headers(order);

        RawRequest request = DemoTill.request("GET", "/orders/" + order.id(), "", headers);
        assertThat(till.handler.handle(request).status()).isEqualTo(200);
        assertThat(till.handler.handle(request).text()).contains("\"reason\":\"replay\"");
    }

    @Test
    void aSignatureForOneOrderOpensNoOther() {
        Order order = placed();
        Map<String, String> headers = headers(order);

        RawResponse answer = till.handler.handle(DemoTill.request("GET", "/orders", "", headers));

        assertThat(answer.status()).isEqualTo(401);
    }

    private Map<String, String> headers(Order order) {
        Map<String, String> headers =
                new java.util.LinkedHashMap<>(org.bitauth.http.RequestSigner.of(alice, till.clock())
                        .sign(org.bitauth.http.OutgoingRequest.of(
                                "GET", CLOUD + "/payments/orders/" + order.id(), new byte[0])));
        headers.put("Host", "cloud.example");
        return headers;
    }

    @Test
    void listsTheLatestOrdersOfTheOwnerAlone() throws Exception {
        Order first = placed();
        till.advance(Duration.ofSeconds(5));
        Order second = placed();
        till.post(till.order(bob).statement().sign(bob));

        JsonNode all = read(till.signed(alice, "GET", "/orders")).path("orders");
        JsonNode one = read(till.signed(alice, "GET", "/orders?limit=1")).path("orders");

        assertThat(all.findValuesAsText("order_id")).containsExactly(second.id(), first.id());
        assertThat(one.findValuesAsText("order_id")).containsExactly(second.id());
        assertThat(read(till.signed(DemoTill.key(99), "GET", "/orders")).path("orders"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=101", "?limit=-1", "?limit=1&limit=2", "?all", "?"})
    void refusesAnotherQuery(String query) {
        assertThat(till.signed(alice, "GET", "/orders" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /orders, 'GET, HEAD, POST'",
        "POST, /offers, 'GET, HEAD'",
        "PUT, /orders/x, 'GET, HEAD'",
    })
    void refusesOtherMethods(String method, String path, String allow) {
        RawResponse answer = till.send(method, path, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/offers/", "/order", "/orders?"})
    void thereIsNothingElse(String path) {
        assertThat(till.send("GET", path, "").status()).isIn(404, 401);
    }

    @Test
    void headHasNoBody() {
        RawResponse answer = till.send("HEAD", "/offers", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aStoreThatCannotAnswerIs503AndIsHeardOf() {
        DemoTill broken = new DemoTill(CLOUD, new LeaseStore() {
            @Override
            public <T> T change(Function<LeaseBook, T> work) {
                throw new StoreException("database is away, password hunter2");
            }

            @Override
            public <T> T read(Function<LeaseBook, T> work) {
                throw new StoreException("database is away, password hunter2");
            }
        });

        RawResponse answer = broken.post(broken.order(alice).statement().sign(alice));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("hunter2");
        assertThat(broken.events).anySatisfy(event -> {
            assertThat(event.action()).isEqualTo("payments.request");
            assertThat(event.outcome()).isEqualTo("failed");
            assertThat(answer.header("X-Openstack-Request-Id")).contains(event.requestId());
        });
    }

    private Order placed() {
        till.payments.sync().once();
        Order order = till.order(alice);
        assertThat(till.post(order.statement().sign(alice)).status()).isEqualTo(201);
        return order;
    }

    private String address(Order order) {
        return till.payments.order(order.id()).orElseThrow().invoice().address();
    }

    private static JsonNode read(RawResponse answer) throws Exception {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
