package org.bitauth.keystone.payment.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.keystone.lab.BitcoinNode;
import org.bitauth.keystone.payment.ChainBlock;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.ChainTip;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.WatchedAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real Bitcoin node, without an index of transactions, tells what was paid to the addresses of an account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class NodeChainSourceIT {
    private final String tpub = account();
    private final XpubAddresses addresses = new XpubAddresses(tpub, BitcoinNetwork.REGTEST);
    private final Set<String> watched = new HashSet<>();
    private final WatchedAddresses asked =
            some -> some.stream().filter(watched::contains).collect(Collectors.toSet());
    private BitcoinNode node;
    private NodeChainSource source;
    private int index;

    @BeforeAll
    void start() throws IOException {
        BitcoinNode.requireProgram();
        node = BitcoinNode.start();
        source = source(NodeCredentials.cookie(node.cookie()), BitcoinNetwork.REGTEST);
    }

    @AfterAll
    void stop() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void derivesTheAddressesThatTheNodeDerives() throws IOException {
        String descriptor = node.call("getdescriptorinfo", "wpkh(" + tpub + "/0/*)")
                .get("descriptor")
                .asText();
        List<String> theirs = new ArrayList<>();
        node.call("deriveaddresses", descriptor, List.of(0, 50)).forEach(address -> theirs.add(address.asText()));
        List<String> ours = new ArrayList<>();
        for (int i = 0; i <= 50; i++) {
            ours.add(addresses.address(i));
        }
        assertThat(ours).isEqualTo(theirs);
    }

    @Test
    void tellsTheTipThatTheNodeHas() throws Exception {
        String hash = node.mine(1).get(0);
        ChainTip tip = source.tip();
        assertThat(tip.block().hash()).isEqualTo(hash);
        assertThat(source.hashAt(tip.block().height())).contains(hash);
        assertThat(source.hashAt(tip.block().height() + 1)).isEmpty();
        assertThat(source.block(tip.block().height() + 1, asked)).isEmpty();
        ChainBlock block = source.block(tip.block().height(), asked).orElseThrow();
        assertThat(block.id()).isEqualTo(tip.block());
        assertThat(block.work()).isEqualTo(tip.work());
        assertThat(source.hashAt(tip.block().height() - 1)).contains(block.previousHash());
        assertThat(block.time().getEpochSecond())
                .isEqualTo(node.call("getblockheader", hash).get("time").asLong());
    }

    @Test
    void tellsAPaymentBeforeItsBlockAndInIt() throws Exception {
        String first = next();
        String second = next();
        String txid = node.pay(Map.of(first, 100_001L, second, 1_234_567_891L));
        List<ChainOutput> waiting = source.unconfirmed(asked);
        assertThat(waiting).extracting(ChainOutput::address).containsExactlyInAnyOrder(first, second);
        assertThat(waiting).extracting(ChainOutput::satoshi).containsExactlyInAnyOrder(100_001L, 1_234_567_891L);
        assertThat(waiting).extracting(output -> output.outpoint().txid()).containsOnly(txid);
        node.mine(1);
        assertThat(source.unconfirmed(asked)).isEmpty();
        List<ChainOutput> paid = atTip();
        assertThat(paid)
                .extracting(ChainOutput::outpoint)
                .containsExactlyInAnyOrderElementsOf(
                        waiting.stream().map(ChainOutput::outpoint).toList());
    }

    @Test
    void forgetsAPaymentThatIsReplaced() throws Exception {
        String txid = node.pay(next(), 50_000);
        assertThat(source.unconfirmed(asked)).hasSize(1);
        String bumped = node.bumpFee(txid);
        assertThat(source.unconfirmed(asked))
                .extracting(output -> output.outpoint().txid())
                .containsExactly(bumped);
        node.doubleSpend(bumped);
        assertThat(source.unconfirmed(asked)).isEmpty();
        node.mine(1);
        assertThat(atTip()).isEmpty();
    }

    @Test
    void showsAReorganisationByItsHashes() throws Exception {
        String txid = node.pay(next(), 70_000);
        String block = node.mine(1).get(0);
        long height = source.tip().block().height();
        assertThat(source.hashAt(height)).contains(block);
        node.invalidate(block);
        assertThat(source.hashAt(height)).isEmpty();
        assertThat(source.unconfirmed(asked))
                .extracting(output -> output.outpoint().txid())
                .containsExactly(txid);
        String empty = node.mineOnly(List.of());
        assertThat(source.hashAt(height)).contains(empty);
        assertThat(source.block(height, asked).orElseThrow().outputs()).isEmpty();
        node.mineOnly(List.of());
        node.reconsider(block);
        assertThat(source.tip().block().height()).isEqualTo(height + 1);
        node.mine(1);
        assertThat(atTip())
                .extracting(ChainOutput::outpoint)
                .extracting(Outpoint::txid)
                .containsExactly(txid);
    }

    @Test
    void provesThePayerOfThreeKindsOfOutputsAndNoOther() throws Exception {
        for (String kind : List.of("pkh", "wpkh", "sh(wpkh)", "tr", "pkh uncompressed")) {
            BitauthKey owner = BitauthKey.generate();
            boolean proves = !kind.equals("tr") && !kind.endsWith("uncompressed");
            Optional<Sin> expected = proves ? Optional.of(owner.publicKey().sin()) : Optional.empty();
            SingleKeyWallet wallet = SingleKeyWallet.create(node, owner, kind);
            node.pay(wallet.address(), 1_000_000);
            node.pay(wallet.address(), 1_000_000);
            node.mine(1);
            String paid = next();
            wallet.pay(paid, 1_500_000);
            assertThat(source.unconfirmed(asked))
                    .as(kind)
                    .extracting(ChainOutput::payer)
                    .containsExactly(expected);
            node.mine(1);
            assertThat(atTip()).as(kind).extracting(ChainOutput::payer).containsExactly(expected);
        }
    }

    @Test
    void provesNoPayerWhereTwoKeysPay() throws Exception {
        node.createWallet("two");
        for (int i = 0; i < 2; i++) {
            node.pay(node.wallet("two", "getnewaddress").asText(), 1_000_000);
        }
        node.mine(1);
        node.wallet("two", "sendtoaddress", next(), BitcoinNode.coins(1_500_000));
        assertThat(source.unconfirmed(asked)).extracting(ChainOutput::payer).containsExactly(Optional.empty());
        node.mine(1);
        assertThat(atTip()).extracting(ChainOutput::payer).containsExactly(Optional.empty());
    }

    @Test
    void goesOnAfterARestartWithAnotherCookie() throws Exception {
        long height = source.tip().block().height();
        String before = Files.readString(node.cookie());
        node.stop();
        ChainException gone = catchThrowableOfType(ChainException.class, source::tip);
        assertThat(gone.reason()).isIn(Reason.CREDENTIALS, Reason.UNREACHABLE);
        node.resume();
        assertThat(Files.readString(node.cookie())).isNotEqualTo(before);
        assertThat(source.tip().block().height()).isEqualTo(height);
    }

    @Test
    void isRefusedWithAWrongPassword() {
        NodeChainSource other = source(NodeCredentials.password("who", "what"), BitcoinNetwork.REGTEST);
        assertThat(catchThrowableOfType(ChainException.class, other::tip).reason())
                .isEqualTo(Reason.CREDENTIALS);
    }

    @Test
    void isNoNodeOfAnotherNetwork() {
        for (BitcoinNetwork network : List.of(BitcoinNetwork.MAINNET, BitcoinNetwork.TESTNET)) {
            NodeChainSource other = source(NodeCredentials.cookie(node.cookie()), network);
            assertThat(catchThrowableOfType(ChainException.class, other::tip).reason())
                    .isEqualTo(Reason.OTHER_CHAIN);
        }
    }

    @Test
    void saysThatABlockIsPruned() throws Exception {
        try (BitcoinNode small = BitcoinNode.start("-prune=1", "-fastprune")) {
            NodeChainSource ofSmall = NodeChainSource.builder(
                            small.uri(), NodeCredentials.cookie(small.cookie()), BitcoinNetwork.REGTEST)
                    .build();
            // It keeps the last 288 blocks, and deletes a file of some 250 as a whole.
            for (int i = 0; i < 5; i++) {
                small.mine(100);
            }
            long height = ofSmall.tip().block().height();
            assertThat(small.call("pruneblockchain", height - 288).asLong()).isPositive();
            assertThat(catchThrowableOfType(ChainException.class, () -> ofSmall.block(1, asked))
                            .reason())
                    .isEqualTo(Reason.PRUNED);
            assertThat(ofSmall.hashAt(1)).isPresent();
            assertThat(ofSmall.block(height, asked)).isPresent();
        }
    }

    private String next() {
        String address = addresses.address(index++);
        watched.clear();
        watched.add(address);
        if (index > 1) {
            watched.add(addresses.address(index - 2));
        }
        return address;
    }

    private List<ChainOutput> atTip() throws ChainException {
        return source.block(source.tip().block().height(), asked).orElseThrow().outputs();
    }

    private NodeChainSource source(NodeCredentials credentials, BitcoinNetwork network) {
        return NodeChainSource.builder(node.uri(), credentials, network).build();
    }

    private static String account() {
        DeterministicKey key =
                HDKeyDerivation.createMasterPrivateKey("an account of ITs".getBytes(StandardCharsets.US_ASCII));
        for (int step : new int[] {84, 1, 0}) {
            key = HDKeyDerivation.deriveChildKey(key, new ChildNumber(step, true));
        }
        return key.serializePubB58(org.bitcoinj.base.BitcoinNetwork.REGTEST);
    }
}
