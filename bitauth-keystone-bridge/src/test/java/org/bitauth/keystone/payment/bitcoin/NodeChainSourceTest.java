package org.bitauth.keystone.payment.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.keystone.payment.BlockId;
import org.bitauth.keystone.payment.ChainBlock;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.script.ScriptBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeChainSourceTest {
    private final DemoChain chain = new DemoChain();
    private final String hash = DemoChain.hash(chain.block());
    private final ScriptedNode node;
    private final NodeChainSource source;

    @TempDir
    private Path folder;

    NodeChainSourceTest() throws IOException {
        node = new ScriptedNode();
        chain.tellBy(node);
        source = source(NodeCredentials.password("user", "pass:word"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void tellsTheTip() throws ChainException {
        assertThat(source.tip()).isEqualTo(new ChainTip(new BlockId(4, hash), BigInteger.TEN));
    }

    @Test
    void tellsHashesUpToTheTip() throws ChainException {
        assertThat(source.hashAt(0)).contains(DemoChain.GENESIS);
        assertThat(source.hashAt(4)).contains(hash);
        assertThat(source.hashAt(5)).isEmpty();
        assertThat(source.hashAt(1L << 40)).isEmpty();
        assertThatThrownBy(() -> source.hashAt(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhatABlockPaysAndWhoPaid() throws ChainException {
        ChainOutput output =
                new ChainOutput(new Outpoint(chain.txid(), 2), DemoChain.ADDRESS, 5_000, Optional.of(DemoChain.PAYER));
        assertThat(source.block(4, DemoChain.WATCHED))
                .contains(new ChainBlock(
                        new BlockId(4, hash),
                        DemoChain.GENESIS,
                        Instant.ofEpochSecond(DemoChain.TIME),
                        BigInteger.TEN,
                        List.of(output)));
        assertThat(source.block(5, DemoChain.WATCHED)).isEmpty();
    }

    @Test
    void asksForNoPreviousOutputsWhereNothingIsPaid() throws ChainException {
        assertThat(source.block(4, DemoChain.NONE).orElseThrow().outputs()).isEmpty();
        assertThat(node.count("getrawtransaction")).isZero();
    }

    @Test
    void asksForAtMostAThousandAddressesAtATime() throws ChainException {
        for (int i = 0; i < 2_500; i++) {
            byte[] program = new byte[20];
            program[0] = (byte) i;
            program[1] = (byte) (i >> 8);
            chain.coinbase.addOutput(Coin.SATOSHI, ScriptBuilder.createP2WPKHOutputScript(program));
        }
        chain.tellBy(node);
        List<Integer> sizes = new ArrayList<>();
        ChainBlock block = source.block(4, addresses -> {
                    sizes.add(addresses.size());
                    return DemoChain.WATCHED.among(addresses);
                })
                .orElseThrow();
        assertThat(sizes).containsExactly(1000, 1000, 502);
        assertThat(block.outputs()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"value\":0.01,\"scriptPubKey\":{}}",
                "{\"value\":\"0.01\",\"scriptPubKey\":{\"hex\":\"00\"}}",
                "{\"value\":-0.01,\"scriptPubKey\":{\"hex\":\"00\"}}",
                "{\"value\":1e99,\"scriptPubKey\":{\"hex\":\"00\"}}",
                "{\"value\":1e-999999999,\"scriptPubKey\":{\"hex\":\"00\"}}",
                "{\"value\":0.010000001,\"scriptPubKey\":{\"hex\":\"00\"}}",
                "{\"value\":0.01,\"scriptPubKey\":{\"hex\":7}}"
            })
    void countsAPaymentWhosePayerTheNodeCannotProve(String prevout) throws ChainException {
        node.result("getrawtransaction", chain.verbose(prevout));
        ChainOutput output =
                source.block(4, DemoChain.WATCHED).orElseThrow().outputs().get(0);
        assertThat(output.satoshi()).isEqualTo(5_000);
        assertThat(output.payer()).isEmpty();
    }

    @Test
    void takesAnAmountInEverySpelling() throws ChainException {
        for (String coins : new String[] {"0.01", "0.0100000000", "1e-2", "1E-2", "1000000e-8"}) {
            node.result("getrawtransaction", chain.verbose(chain.prevout(coins)));
            assertThat(source.block(4, DemoChain.WATCHED)
                            .orElseThrow()
                            .outputs()
                            .get(0)
                            .payer())
                    .as(coins)
                    .contains(DemoChain.PAYER);
        }
    }

    @Test
    void countsAPaymentOfAnOldNodeWithoutAPayer() throws ChainException {
        node.error("getrawtransaction", -3, "JSON value of type number is not of expected type bool");
        assertThat(source.block(4, DemoChain.WATCHED)
                        .orElseThrow()
                        .outputs()
                        .get(0)
                        .payer())
                .isEmpty();
    }

    @Test
    void losesNoPayerWhileTheNodeStarts() {
        node.error("getrawtransaction", -28, "Loading block index");
        assertThatThrownBy(() -> source.block(4, DemoChain.WATCHED))
                .isInstanceOfSatisfying(
                        ChainException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BEHIND));
    }

    @Test
    void tellsWhatThePoolPaysAndLooksOnce() throws ChainException {
        node.result("getrawmempool", "[\"" + chain.txid() + "\"]");
        ChainOutput output =
                new ChainOutput(new Outpoint(chain.txid(), 2), DemoChain.ADDRESS, 5_000, Optional.of(DemoChain.PAYER));
        assertThat(source.unconfirmed(DemoChain.WATCHED)).containsExactly(output);
        assertThat(source.unconfirmed(DemoChain.WATCHED)).containsExactly(output);
        assertThat(source.unconfirmed(DemoChain.NONE)).isEmpty();
        assertThat(node.count("getrawtransaction")).isOne();
        node.result("getrawmempool", "[]");
        assertThat(source.unconfirmed(DemoChain.WATCHED)).isEmpty();
    }

    @Test
    void provesThePayerOfAChildInThePool() throws ChainException {
        Spending parent = new Spending(Spending.p2wpkh(DemoChain.PAYER_KEY));
        parent.transaction.addOutput(Coin.valueOf(Spending.AMOUNT), Spending.p2wpkh(DemoChain.PAYER_KEY));
        Spending child = new Spending();
        child.spend(parent.transaction.getTxId(), 2, Spending.p2wpkh(DemoChain.PAYER_KEY));
        child.transaction.addOutput(Coin.SATOSHI, ScriptBuilder.createP2WPKHOutputScript(DemoChain.VENDOR.hash160()));
        child.sign(0, DemoChain.PAYER_KEY);
        String txid = child.transaction.getTxId().toString();
        node.result("getrawmempool", "[\"" + txid + "\"]");
        node.result("gettxout", "null");
        node.result("getrawtransaction", parameters -> {
            boolean isChild = parameters.get(0).asText().equals(txid);
            Transaction told = isChild ? child.transaction : parent.transaction;
            return DemoChain.quoted(HexFormat.of().formatHex(told.serialize()));
        });
        assertThat(source.unconfirmed(DemoChain.WATCHED))
                .extracting(ChainOutput::payer)
                .containsExactly(Optional.of(DemoChain.PAYER));
    }

    @Test
    void passesOverTransactionsThatLeaveThePoolMeanwhile() throws ChainException {
        node.result("getrawmempool", "[\"" + chain.txid() + "\"]");
        node.error("getrawtransaction", -5, "No such mempool transaction");
        assertThat(source.unconfirmed(DemoChain.WATCHED)).isEmpty();
        chain.tellBy(node);
        node.result("getrawmempool", "[\"" + chain.txid() + "\"]");
        assertThat(source.unconfirmed(DemoChain.WATCHED)).hasSize(1);
    }

    @Test
    void asksTheNodeByNameAndPassword() throws ChainException {
        source.tip();
        String expected = Base64.getEncoder().encodeToString("user:pass:word".getBytes(StandardCharsets.US_ASCII));
        assertThat(node.credentials).containsOnly("Basic " + expected);
    }

    @Test
    void readsTheCookieAtEachCall() throws Exception {
        Path cookie = folder.resolve(".cookie");
        NodeChainSource byCookie = source(NodeCredentials.cookie(cookie));
        assertThat(reason(byCookie)).isEqualTo(Reason.CREDENTIALS);
        Files.writeString(cookie, "__cookie__:one");
        byCookie.tip();
        Files.writeString(cookie, "__cookie__:two\n");
        byCookie.tip();
        assertThat(Set.copyOf(node.credentials)).hasSize(2);
        for (String odd : new String[] {"", "nothing", ":x", "a:b\r\nX: y", "a:\u00e9"}) {
            Files.writeString(cookie, odd);
            assertThat(reason(byCookie)).as(odd).isEqualTo(Reason.CREDENTIALS);
        }
    }

    @Test
    void refusesCredentialsThatAHeaderCannotHold() {
        assertThatThrownBy(() -> NodeCredentials.password("a:b", "c")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> NodeCredentials.password("a", "b\n")).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> NodeCredentials.password("a", "")).isInstanceOf(MalformedException.class);
        assertThat(NodeCredentials.password("a", "secret").toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://node.example/",
                "http://127.0.0.1.example/",
                "http://user:pw@127.0.0.1/",
                "ftp://127.0.0.1/",
                "http:///",
                "https:///",
                "127.0.0.1",
                "http://192.168.0.1/",
                "https://user@node.example/"
            })
    void refusesNodesThatWouldBeAskedInTheClear(String uri) {
        assertThatThrownBy(() -> builder(URI.create(uri))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNodesOfThisMachineAndByHttps() {
        for (String uri : new String[] {
            "http://127.0.0.1:8332", "http://[::1]:8332/", "http://localhost:8332/", "https://node.example:8332/x"
        }) {
            assertThat(builder(URI.create(uri)).build()).isNotNull();
        }
        assertThatThrownBy(() -> builder(node.uri()).patience(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder(node.uri()).patience(Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Reason reason(NodeChainSource asked) {
        return catchThrowableOfType(ChainException.class, asked::tip).reason();
    }

    private NodeChainSource source(NodeCredentials credentials) {
        return NodeChainSource.builder(node.uri(), credentials, BitcoinNetwork.REGTEST)
                .build();
    }

    private static NodeChainSource.Builder builder(URI uri) {
        return NodeChainSource.builder(uri, NodeCredentials.password("a", "b"), BitcoinNetwork.REGTEST);
    }
}
