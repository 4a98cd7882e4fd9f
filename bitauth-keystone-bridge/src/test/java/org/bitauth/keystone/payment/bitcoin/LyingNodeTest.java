package org.bitauth.keystone.payment.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.script.ScriptBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that answer what no node does: each answer is the documented exception, and pays nobody. */
@Timeout(60)
class LyingNodeTest {
    private final DemoChain chain = new DemoChain();
    private final String hash = DemoChain.hash(chain.block());
    private final String info = DemoChain.info(hash);
    private final ScriptedNode node;
    private final NodeChainSource source;

    LyingNodeTest() throws IOException {
        node = new ScriptedNode();
        chain.tellBy(node);
        source = NodeChainSource.builder(node.uri(), NodeCredentials.password("a", "b"), BitcoinNetwork.REGTEST)
                .build();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({"401, CREDENTIALS", "403, CREDENTIALS", "503, UNREACHABLE"})
    void saysWhatAStatusMeans(int status, Reason reason) {
        node.status(status);
        assertThat(tip()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-28 | Verifying blocks... | BEHIND",
                "-1 | Block not available (pruned data) | PRUNED",
                "-1 | Block not available (not fully downloaded) | BEHIND",
                "-32601 | Method not found | BROKEN",
                "0 | none | BROKEN",
                "99999999999 | huge | BROKEN"
            })
    void saysWhatAnErrorMeans(String code, String message, Reason reason) {
        String error = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
        node.body("getblock", parameters -> "{\"result\":null,\"error\":" + error + ",\"id\":\"getblock\"}");
        assertThat(block()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "null",
                "[]",
                "{}",
                "{\"result\":1}",
                "{\"result\":1,\"error\":null}",
                "{\"result\":1,\"error\":null,\"id\":\"getblock\"}",
                "{\"result\":1,\"error\":null,\"id\":1}",
                "{\"error\":null,\"id\":\"getblockchaininfo\"}",
                "{\"result\":{},\"error\":\"x\",\"id\":\"getblockchaininfo\"}",
                "{\"result\":{},\"result\":{},\"error\":null,\"id\":\"getblockchaininfo\"}",
                "{\"result\":{},\"error\":null,\"id\":\"getblockchaininfo\"}",
                "{\"result\":[],\"error\":null,\"id\":\"getblockchaininfo\"}",
                "{\"result\":null,\"error\":null,\"id\":\"getblockchaininfo\"}",
                "{\"result\":{},\"error\":null,\"id\":\"getblockchaininfo\"}{}"
            })
    void refusesAnswersOfAnotherForm(String body) {
        node.body("getblockchaininfo", parameters -> body);
        assertThat(tip()).isEqualTo(Reason.BROKEN);
    }

    @Test
    void refusesAnAnswerThatIsDeep() {
        node.result("getblockchaininfo", "[".repeat(100_000));
        assertThat(tip()).isEqualTo(Reason.BROKEN);
    }

    static Stream<Arguments> tips() {
        return Stream.of(
                Arguments.of("\"blocks\":4", "\"blocks\":\"4\"", Reason.BROKEN),
                Arguments.of("\"blocks\":4", "\"blocks\":-4", Reason.BROKEN),
                Arguments.of("\"blocks\":4", "\"blocks\":4.0", Reason.BROKEN),
                Arguments.of("\"blocks\":4", "\"blocks\":4e0", Reason.BROKEN),
                Arguments.of("\"blocks\":4", "\"blocks\":4294967300", Reason.BROKEN),
                Arguments.of("\"blocks\":4", "\"blocks\":" + "9".repeat(99), Reason.BROKEN),
                Arguments.of("\"blocks\":4", "\"blocks\":" + "9".repeat(5000), Reason.BROKEN),
                Arguments.of("\"blocks\":4", "\"blocks\":null", Reason.BROKEN),
                Arguments.of("\"blocks\":4", "\"blocks\":[4]", Reason.BROKEN),
                Arguments.of("\"headers\":4", "\"headers\":6", null),
                Arguments.of("\"headers\":4", "\"headers\":7", Reason.BEHIND),
                Arguments.of("\"headers\":4", "\"headers\":{}", Reason.BROKEN),
                Arguments.of("\"initialblockdownload\":false", "\"initialblockdownload\":true", Reason.BEHIND),
                Arguments.of("\"initialblockdownload\":false", "\"initialblockdownload\":\"false\"", Reason.BROKEN),
                Arguments.of("\"initialblockdownload\":false", "\"initialblockdownload\":0", Reason.BROKEN),
                Arguments.of("\"chainwork\":\"00", "\"chainwork\":\"xx", Reason.BROKEN),
                Arguments.of("\"chainwork\":\"00", "\"chainwork\":\"-0", Reason.BROKEN),
                Arguments.of("\"chainwork\":\"00", "\"chainwork\":\"000", Reason.BROKEN),
                Arguments.of("\"bestblockhash\":\"", "\"bestblockhash\":\"0", Reason.BROKEN),
                Arguments.of("\"bestblockhash\":", "\"best\":", Reason.BROKEN),
                Arguments.of("\"chain\":\"regtest\"", "\"chain\":\"main\"", Reason.OTHER_CHAIN),
                Arguments.of("\"chain\":\"regtest\"", "\"chain\":\"signet\"", Reason.OTHER_CHAIN),
                Arguments.of("\"chain\":\"regtest\"", "\"chain\":7", Reason.BROKEN));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("tips")
    void saysNoTipFor(String good, String bad, @Nullable Reason reason) {
        assertThat(info).contains(good);
        node.result("getblockchaininfo", info.replace(good, bad));
        assertThat(tip()).isEqualTo(reason);
    }

    @Test
    void refusesAnotherFirstBlockInEveryQuestion() {
        node.result(
                "getblockhash", DemoChain.quoted("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"));
        assertThat(tip()).isEqualTo(Reason.OTHER_CHAIN);
        assertThat(block()).isEqualTo(Reason.OTHER_CHAIN);
        assertThat(pool()).isEqualTo(Reason.OTHER_CHAIN);
        assertThat(reason(() -> source.hashAt(4))).isEqualTo(Reason.OTHER_CHAIN);
    }

    @Test
    void takesNoNodeOfRegtestForTheMainNetworkOrATestNetwork() {
        for (BitcoinNetwork network : new BitcoinNetwork[] {BitcoinNetwork.MAINNET, BitcoinNetwork.TESTNET}) {
            NodeChainSource other = NodeChainSource.builder(node.uri(), NodeCredentials.password("a", "b"), network)
                    .build();
            assertThat(reason(other::tip)).isEqualTo(Reason.OTHER_CHAIN);
            assertThat(reason(() -> other.block(4, DemoChain.WATCHED))).isEqualTo(Reason.OTHER_CHAIN);
        }
    }

    @Test
    void refusesTheHeaderOfAnotherBlock() {
        node.result("getblockheader", DemoChain.header(DemoChain.GENESIS, 4));
        assertThat(block()).isEqualTo(Reason.BROKEN);
        node.result("getblockheader", DemoChain.header(hash, 3));
        assertThat(block()).isEqualTo(Reason.BROKEN);
    }

    @Test
    void refusesABlockOfWhichAnyByteIsAnother() {
        byte[] block = chain.block();
        int rest = block.length - chain.payment.transaction.messageSize();
        int witness = block.length
                - 4
                - new ScriptBuilder()
                        .data(new byte[72])
                        .data(new byte[33])
                        .build()
                        .program()
                        .length;
        assertThat(rest).isLessThan(witness);
        for (int i = 0; i < block.length; i++) {
            byte[] bad = block.clone();
            bad[i] ^= 0x10;
            // The header's root covers no witnesses. A witness that is another proves no payer.
            if (i < witness - 2 || i >= block.length - 4) {
                assertThat(reason(() -> RawBlock.read(bad, hash)))
                        .as("byte %s", i)
                        .isEqualTo(Reason.BROKEN);
            }
        }
    }

    @Test
    void refusesABlockThatIsCutOrHasMore() throws ChainException {
        byte[] block = chain.block();
        assertThat(RawBlock.read(block, hash).transactions()).hasSize(2);
        for (int length = 0; length <= block.length + 1; length++) {
            byte[] bad = Arrays.copyOf(block, length);
            if (length != block.length) {
                assertThat(reason(() -> RawBlock.read(bad, hash)))
                        .as("length %s", length)
                        .isEqualTo(Reason.BROKEN);
            }
        }
    }

    @Test
    void readsABlockWithAnOddNumberOfTransactionsAtSeveralHeights() throws ChainException {
        for (int count = 1; count <= 13; count++) {
            List<Transaction> transactions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Transaction transaction = Transaction.coinbase(new byte[] {3, (byte) i, 7});
                transaction.addOutput(Coin.SATOSHI, ScriptBuilder.createOpReturnScript(new byte[] {42, 43}));
                transactions.add(transaction);
            }
            byte[] block = DemoChain.block(transactions);
            assertThat(RawBlock.read(block, DemoChain.hash(block)).transactions())
                    .hasSize(count);
        }
    }

    @Test
    void refusesTransactionsThatAreNotTheHeaders() {
        byte[] block = chain.block();
        Transaction other = new Spending(Spending.p2wpkh(DemoChain.PAYER_KEY)).transaction;
        for (List<Transaction> bad : List.of(
                List.of(chain.coinbase),
                List.of(chain.payment.transaction, chain.coinbase),
                List.of(chain.coinbase, other),
                List.of(chain.coinbase, chain.payment.transaction, other))) {
            byte[] told = DemoChain.block(bad);
            System.arraycopy(block, 0, told, 0, 80);
            tellBlock(told);
            assertThat(block()).isEqualTo(Reason.BROKEN);
        }
    }

    @Test
    void refusesATransactionTwiceThatLeavesTheRootAsItIs() {
        Transaction third = new Spending(Spending.p2wpkh(DemoChain.PAYER_KEY)).transaction;
        chain.transactions.add(third);
        byte[] block = chain.block();
        chain.transactions.add(third);
        byte[] twice = chain.block();
        assertThat(DemoChain.hash(twice)).isEqualTo(DemoChain.hash(block));
        chain.tellBy(node);
        tellBlock(block);
        assertThat(block()).isNull();
        tellBlock(twice);
        assertThat(block()).isEqualTo(Reason.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 2_100_000_000_000_001L, Long.MAX_VALUE})
    void refusesAnAmountThatCannotBe(long satoshi) {
        chain.coinbase.addOutput(
                Coin.valueOf(satoshi), ScriptBuilder.createP2WPKHOutputScript(DemoChain.VENDOR.hash160()));
        chain.tellBy(node);
        assertThat(block()).isEqualTo(Reason.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"0\"", "\"xx\"", "null", "{}", "\"\""})
    void refusesABlockThatIsNoHexadecimalText(String result) {
        node.result("getblock", result);
        assertThat(block()).isEqualTo(Reason.BROKEN);
    }

    @Test
    void refusesABlockThatIsLongerThanBlocksAre() {
        node.result("getblock", DemoChain.quoted("0".repeat(8_000_002)));
        assertThat(block()).isEqualTo(Reason.BROKEN);
        node.result("getblock", DemoChain.quoted("0".repeat(34_000_000)));
        assertThat(block()).isEqualTo(Reason.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "\"x\"", "[7]", "[\"x\"]", "[null]", "[[]]"})
    void refusesAPoolThatIsNoListOfIds(String result) {
        node.result("getrawmempool", result);
        assertThat(pool()).isEqualTo(Reason.BROKEN);
    }

    @Test
    void refusesATransactionOfThePoolThatIsAnother() {
        node.result("getrawmempool", "[\"" + hash + "\"]");
        assertThat(pool()).isEqualTo(Reason.BROKEN);
        for (String result : new String[] {"\"\"", "\"00\"", "7", "\"" + "ff".repeat(100) + "\""}) {
            node.result("getrawtransaction", result);
            assertThat(pool()).isEqualTo(Reason.BROKEN);
        }
    }

    @Test
    void showsNeitherAddressNorCredentialNorTheNodesText() {
        node.error("getblock", -5, "SECRET");
        ChainException e = catchThrowableOfType(ChainException.class, () -> source.block(4, DemoChain.WATCHED));
        assertThat(e.getMessage()).doesNotContain("SECRET", DemoChain.ADDRESS).contains("getblock", "-5");
    }

    private void tellBlock(byte[] block) {
        node.result("getblock", DemoChain.quoted(HexFormat.of().formatHex(block)));
    }

    private @Nullable Reason tip() {
        return reason(source::tip);
    }

    private @Nullable Reason block() {
        return reason(() -> source.block(4, DemoChain.WATCHED));
    }

    private @Nullable Reason pool() {
        return reason(() -> source.unconfirmed(DemoChain.WATCHED));
    }

    /** A question to a node. */
    private interface Question {
        Object ask() throws ChainException;
    }

    private static @Nullable Reason reason(Question question) {
        try {
            question.ask();
            return null;
        } catch (ChainException e) {
            return e.reason();
        }
    }
}
