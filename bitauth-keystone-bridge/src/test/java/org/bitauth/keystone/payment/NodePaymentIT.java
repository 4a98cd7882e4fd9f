package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.keystone.lab.BitcoinNode;
import org.bitauth.keystone.lab.ElectrumWallet;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitauth.wallet.Wif;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that are paid on the chain of a real node; after each test the audit finds nothing. */
class NodePaymentIT {
    private static final long FEE = 1_000;

    private static BitcoinNode node;
    private NodeShop shop;
    private PlacedOrder placed;

    @BeforeAll
    static void startNode() throws IOException {
        BitcoinNode.requireProgram();
        node = BitcoinNode.start();
    }

    @AfterAll
    static void closeNode() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void order() {
        shop = NodeShop.on(node);
        placed = shop.order();
    }

    @AfterEach
    void audit() throws Exception {
        assertThat(shop.payments.sync().once()).isEmpty();
        assertThat(shop.differences()).isEmpty();
    }

    @Test
    void exactPaymentSettles() throws Exception {
        pay(placed, Shop.PRICE);
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.PROCESSING);
        assertThat(mined(placed, 1).state()).isEqualTo(OrderState.PROCESSING);
        assertThat(shop.isOpen()).isFalse();

        assertThat(mined(placed, 1).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.isOpen()).isTrue();
    }

    @Test
    void partsAddUp() throws Exception {
        pay(placed, 40_000);
        assertThat(mined(placed, 1).state()).isEqualTo(OrderState.PARTIAL);
        pay(placed, 60_000);

        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void oneSatoshiShortExpires() throws Exception {
        pay(placed, Shop.PRICE - 1);
        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.PARTIAL);
        shop.pass(Duration.ofMinutes(31));

        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.EXPIRED);
        assertThat(shop.now(placed).flags()).containsExactly(OrderFlag.PARTIALLY_PAID);
    }

    @Test
    void tooMuchIsFlagged() throws Exception {
        pay(placed, 150_000);

        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.now(placed).flags()).containsExactly(OrderFlag.OVER);
    }

    @Test
    void latePaymentIsFlagged() throws Exception {
        shop.pass(Duration.ofMinutes(31));
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.EXPIRED);
        pay(placed, Shop.PRICE);
        // The clock of the node does not know of the half hour: the payment is seen before its block is.
        shop.sync(placed);

        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void bumpedFeeStillPays() throws Exception {
        String txid = pay(placed, Shop.PRICE);
        shop.sync(placed);
        node.wallet("miner", "bumpfee", txid);

        Evaluation bumped = shop.sync(placed);
        assertThat(bumped.state()).isEqualTo(OrderState.PROCESSING);
        assertThat(bumped.flags()).containsExactly(OrderFlag.REPLACED);
        assertThat(bumped.seen()).isEqualTo(Shop.PRICE);
        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void replacedPaymentPaysNothing() throws Exception {
        String txid = pay(placed, Shop.PRICE);
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.PROCESSING);
        node.call("sendrawtransaction", doubleSpend(node.wallet("miner", "gettransaction", txid, true, true)), 0);

        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.NEW);
        assertThat(shop.now(placed).flags()).containsExactly(OrderFlag.REPLACED);
        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.NEW);
        shop.pass(Duration.ofMinutes(31));
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.INVALID);
    }

    /** Nodes replace what does not say that it may be replaced, too. */
    @Test
    void paymentWithoutTheSignalIsReplacedAsWell() throws Exception {
        String txid = node.wallet(
                        "miner",
                        "sendtoaddress",
                        placed.invoice().address(),
                        BitcoinNode.coins(Shop.PRICE),
                        "",
                        "",
                        false,
                        false)
                .asText();
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.PROCESSING);
        node.call("sendrawtransaction", doubleSpend(node.wallet("miner", "gettransaction", txid, true, true)), 0);

        assertThat(shop.sync(placed).flags()).containsExactly(OrderFlag.REPLACED);
        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.NEW);
        assertThat(shop.isOpen()).isFalse();
    }

    @Test
    void reorgOfTwoBlocksWithADoubleSpendTakesTheLeaseAway() throws Exception {
        String txid = pay(placed, Shop.PRICE);
        JsonNode transaction = node.wallet("miner", "gettransaction", txid, true, true);
        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.isOpen()).isTrue();
        long height = node.call("getblockcount").asLong();
        node.call("invalidateblock", node.call("getblockhash", height - 1).asText());
        node.mineOnly(List.of(doubleSpend(transaction)));
        node.mineOnly(List.of());
        node.mineOnly(List.of());

        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.NEW);
        assertThat(shop.now(placed).flags()).contains(OrderFlag.REORGED);
        assertThat(shop.isOpen()).isFalse();
    }

    @Test
    void reorgThatMinesThePaymentAgainSettlesAgain() throws Exception {
        pay(placed, Shop.PRICE);
        mined(placed, 2);
        long height = node.call("getblockcount").asLong();
        node.call("invalidateblock", node.call("getblockhash", height - 1).asText());
        for (int i = 0; i < 3; i++) {
            node.mineOnly(List.of());
        }
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.PROCESSING);
        assertThat(shop.isOpen()).isFalse();

        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.isOpen()).isTrue();
    }

    @Test
    void oneTransactionPaysTwoOrdersAsAnExchangeDoes() throws Exception {
        BitauthKey other = BitauthKey.generate();
        PlacedOrder second = shop.order(other);
        node.wallet(
                "miner",
                "sendmany",
                "",
                Map.of(
                        placed.invoice().address(), BitcoinNode.coins(Shop.PRICE),
                        second.invoice().address(), BitcoinNode.coins(Shop.PRICE)));
        mined(placed, 2);

        assertThat(shop.now(placed).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.now(second).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.now(placed).payerIsOwner()).isFalse();
        assertThat(shop.isOpen()).isTrue();
        assertThat(shop.payments.leases().active(other.sin(), "web-1")).isTrue();
    }

    @Test
    void paymentFromExactlyTheOwnersKeyShowsIt() throws Exception {
        String own = BitcoinAddresses.p2wpkh(shop.buyer.sin(), BitcoinNetwork.REGTEST);
        String funding = node.pay(own, Shop.PRICE + FEE);
        node.mine(1);
        JsonNode coins = node.wallet("miner", "gettransaction", funding, true, true)
                .get("decoded")
                .get("vout");
        int index = 0;
        while (!coins.get(index).get("scriptPubKey").path("address").asText().equals(own)) {
            index++;
        }
        String unsigned = node.call(
                        "createrawtransaction",
                        List.of(Map.of("txid", funding, "vout", index)),
                        List.of(Map.of(placed.invoice().address(), BitcoinNode.coins(Shop.PRICE))))
                .asText();
        String key = Wif.format(shop.buyer, BitcoinNetwork.REGTEST, SecretAccess.EXPORT);
        JsonNode signed = node.call("signrawtransactionwithkey", unsigned, List.of(key));
        node.call("sendrawtransaction", signed.get("hex").asText());

        assertThat(shop.sync(placed).payerIsOwner()).isTrue();
        assertThat(mined(placed, 2).payerIsOwner()).isTrue();
        assertThat(shop.now(placed).state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void nodeThatIsGoneForAMinuteAndStartsAgainLosesNothing() throws Exception {
        pay(placed, Shop.PRICE);
        mined(placed, 2);
        PlacedOrder second = shop.order();
        node.stop();
        assertThat(shop.payments.sync().once())
                .hasValueSatisfying(lag -> assertThat(lag.reason())
                        .isIn(ChainException.Reason.UNREACHABLE, ChainException.Reason.CREDENTIALS));
        shop.pass(Duration.ofSeconds(60));
        assertThat(shop.payments.sync().once()).isPresent();
        assertThat(shop.isOpen()).isTrue();

        node.resume();
        pay(second, Shop.PRICE);
        node.mine(2);

        assertThat(shop.payments.sync().once()).isEmpty();
        assertThat(shop.now(second).state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void nodeThatIsBehindTakesNothingBack() throws Exception {
        pay(placed, Shop.PRICE);
        mined(placed, 2);
        String last = node.call("getbestblockhash").asText();
        node.call("invalidateblock", last);

        assertThat(shop.payments.sync().once()).map(ChainLag::reason).contains(ChainException.Reason.BEHIND);
        assertThat(shop.isOpen()).isTrue();
        assertThat(shop.now(placed).state()).isEqualTo(OrderState.SETTLED);

        node.call("reconsiderblock", last);
        assertThat(shop.payments.sync().once()).isEmpty();
    }

    @Test
    void walletThatNobodyHereWrotePaysFromTheUri() throws Exception {
        ElectrumWallet.requireInstalled();
        try (ElectrumWallet wallet = ElectrumWallet.create()) {
            String funding = node.pay(wallet.address(), 1_000_000);
            wallet.receive(
                    node.wallet("miner", "gettransaction", funding).get("hex").asText());
            node.mine(1);
            PaymentUri uri = new PaymentUri(
                    placed.invoice().address(), placed.invoice().satoshi(), "web-1 for an hour", shop.buyer.sin());
            node.call("sendrawtransaction", wallet.pay(uri.toString()));
        }

        assertThat(mined(placed, 2).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.now(placed).flags()).isEmpty();
    }

    private static String pay(PlacedOrder placed, long satoshi) throws IOException {
        return node.pay(placed.invoice().address(), satoshi);
    }

    private Evaluation mined(PlacedOrder paid, int blocks) throws IOException {
        node.mine(blocks);
        return shop.sync(paid);
    }

    /** Spends the first input of a transaction of the wallet to the wallet, for a high fee. */
    private static String doubleSpend(JsonNode transaction) throws IOException {
        JsonNode input = transaction.get("decoded").get("vin").get(0);
        JsonNode previous = node.wallet(
                        "miner", "gettransaction", input.get("txid").asText(), true, true)
                .get("decoded")
                .get("vout")
                .get(input.get("vout").asInt());
        String output = previous.get("value")
                .decimalValue()
                .subtract(new BigDecimal("0.01"))
                .toPlainString();
        String unsigned = node.call(
                        "createrawtransaction",
                        List.of(Map.of(
                                "txid", input.get("txid").asText(),
                                "vout", input.get("vout").asInt(),
                                "sequence", 0xfffffffdL)),
                        List.of(Map.of(node.newAddress(), output)))
                .asText();
        return node.wallet("miner", "signrawtransactionwithwallet", unsigned)
                .get("hex")
                .asText();
    }
}
