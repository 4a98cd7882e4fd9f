package org.bitauth.keystone.payment.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.payment.bitcoin.Spending.p2pkh;
import static org.bitauth.keystone.payment.bitcoin.Spending.p2sh;
import static org.bitauth.keystone.payment.bitcoin.Spending.p2wpkh;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bitauth.BitauthPublicKey;
import org.bitauth.Sin;
import org.bitcoinj.base.Coin;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.Transaction.SigHash;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayerProofTest {
    private static final ECKey KEY = key(11);
    private static final ECKey OTHER = key(12);
    private static final Sin PAYER = Sin.of(BitauthPublicKey.ofBytes(KEY.getPubKey()));

    @Test
    void provesOneKeyOfSeveralKindsOfInputs() {
        Spending spending = new Spending(p2wpkh(KEY), p2pkh(KEY), p2sh(p2wpkh(KEY)));
        spending.sign(0, KEY)
                .signLegacy(1, KEY, SigHash.ALL, false)
                .script(2, redeem(p2wpkh(KEY)))
                .sign(2, KEY);
        assertThat(payer(spending)).contains(PAYER);
    }

    @Test
    void provesNothingForTooManyInputs() {
        Script[] scripts = new Script[PayerProof.MAX_INPUTS + 1];
        Arrays.fill(scripts, p2wpkh(KEY));
        assertThat(payer(new Spending(scripts).sign(0, KEY))).isEmpty();
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                odd("inputs of two keys", two().sign(0, KEY).sign(1, OTHER)),
                odd("an input that nobody signed", two().sign(0, KEY)),
                odd("an input signed for another index", two().sign(0, KEY).witness(1, all(two(), 0), KEY.getPubKey())),
                odd("no inputs", new Spending()),
                odd("another key's output", one(p2wpkh(OTHER)).sign(0, KEY)),
                odd(
                        "the right key, another's signature",
                        one(p2wpkh(KEY)).witness(0, all(one(p2wpkh(OTHER)), 0, OTHER), KEY.getPubKey())),
                odd("no witness", one(p2wpkh(KEY))),
                odd("no signature", one(p2wpkh(KEY)).witness(0, new byte[0], KEY.getPubKey())),
                odd("only the kind of a signature", one(p2wpkh(KEY)).witness(0, new byte[] {1}, KEY.getPubKey())),
                odd(
                        "one item too many",
                        one(p2wpkh(KEY)).witness(0, new byte[0], all(one(p2wpkh(KEY)), 0), KEY.getPubKey())),
                odd("one item too few", one(p2wpkh(KEY)).witness(0, KEY.getPubKey())),
                odd(
                        "a script beside the witness",
                        one(p2wpkh(KEY)).script(0, new byte[] {0x51}).sign(0, KEY)),
                odd(
                        "a redeem script beside the witness",
                        one(p2wpkh(KEY)).script(0, redeem(p2wpkh(KEY))).sign(0, KEY)),
                odd(
                        "a witness beside a script",
                        one(p2pkh(KEY)).signLegacy(0, KEY, SigHash.ALL, false).witness(0, new byte[] {1})),
                odd("a witness in the place of a script", one(p2pkh(KEY)).sign(0, KEY)),
                odd("a script in the place of a witness", one(p2wpkh(KEY)).signLegacy(0, KEY, SigHash.ALL, false)),
                odd(
                        "a forged witness below P2SH",
                        one(p2sh(p2wpkh(KEY)))
                                .script(0, redeem(p2wpkh(KEY)))
                                .witness(0, all(one(p2wpkh(OTHER)), 0, OTHER), KEY.getPubKey())),
                odd(
                        "a stranger's witness below P2SH",
                        one(p2sh(p2wpkh(KEY))).script(0, redeem(p2wpkh(KEY))).sign(0, OTHER)),
                odd("no witness below P2SH", one(p2sh(p2wpkh(KEY))).script(0, redeem(p2wpkh(KEY)))),
                odd("no redeem script", one(p2sh(p2wpkh(KEY))).sign(0, KEY)),
                odd(
                        "another redeem script",
                        one(p2sh(p2wpkh(OTHER))).script(0, redeem(p2wpkh(KEY))).sign(0, KEY)),
                odd(
                        "a redeem script with more",
                        one(p2sh(p2wpkh(KEY)))
                                .script(0, concat(redeem(p2wpkh(KEY)), new byte[] {0x51}))
                                .sign(0, KEY)),
                odd("a long push", one(p2pkh(KEY)).script(0, concat(new byte[] {0x4c}, legacy()))),
                odd("a script with more", one(p2pkh(KEY)).script(0, concat(legacy(), new byte[] {0x51}))),
                odd("a script with more before", one(p2pkh(KEY)).script(0, concat(new byte[] {0x51}, legacy()))),
                odd("an uncompressed key", uncompressed()),
                odd("P2PK", one(ScriptBuilder.createP2PKOutputScript(KEY)).signLegacy(0, KEY, SigHash.ALL, false)),
                odd(
                        "multisig of one",
                        one(ScriptBuilder.createMultiSigOutputScript(1, List.of(KEY)))
                                .sign(0, KEY)),
                odd(
                        "P2WSH",
                        one(ScriptBuilder.createP2WSHOutputScript(p2pkh(KEY))).sign(0, KEY)),
                odd("P2TR", one(taproot()).sign(0, KEY)),
                odd("P2TR by its key", one(taproot()).witness(0, new byte[64])),
                odd("an empty script", one(new ScriptBuilder().build()).sign(0, KEY)),
                odd(
                        "a high version of witness",
                        one(new ScriptBuilder().smallNum(2).data(new byte[20]).build())
                                .sign(0, KEY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("odd")
    void provesNothingFor(String what, Spending spending) {
        assertThat(payer(spending)).isEmpty();
    }

    @Test
    void provesNothingByAnotherKindOfSignatureHash() {
        for (SigHash kind : new SigHash[] {SigHash.ALL, SigHash.NONE, SigHash.SINGLE}) {
            for (boolean anyoneCanPay : new boolean[] {false, true}) {
                boolean whole = kind == SigHash.ALL && !anyoneCanPay;
                Spending witness = one(p2wpkh(KEY));
                witness.witness(0, witness.witnessSignature(0, KEY, kind, anyoneCanPay), KEY.getPubKey());
                assertThat(payer(witness).isPresent())
                        .as("%s %s", kind, anyoneCanPay)
                        .isEqualTo(whole);
                Spending legacy = one(p2pkh(KEY)).signLegacy(0, KEY, kind, anyoneCanPay);
                assertThat(payer(legacy).isPresent())
                        .as("%s %s", kind, anyoneCanPay)
                        .isEqualTo(whole);
            }
        }
    }

    @Test
    void provesNothingByAnotherHashThatIsSaidToBeOfTheWhole() {
        Spending spending = one(p2wpkh(KEY));
        byte[] none = spending.witnessSignature(0, KEY, SigHash.NONE, false);
        none[none.length - 1] = 1;
        assertThat(payer(spending.witness(0, none, KEY.getPubKey()))).isEmpty();
    }

    @Test
    void provesNothingWithoutTheOutputsThatAreSpent() {
        Spending spending = two().sign(0, KEY).sign(1, KEY);
        assertThat(payer(spending)).contains(PAYER);
        spending.spent.remove(spending.spent.keySet().iterator().next());
        assertThat(payer(spending)).isEmpty();
        assertThat(PayerProof.payer(spending.transaction.serialize(), Map.of())).isEmpty();
    }

    @Test
    void provesNothingOnceAnOutputIsChangedOrAdded() {
        Spending changed = one(p2wpkh(KEY)).sign(0, KEY);
        changed.transaction.replaceOutput(1, new TransactionOutput(changed.transaction, Coin.SATOSHI, new byte[0]));
        assertThat(payer(changed)).isEmpty();
        Spending added = one(p2wpkh(KEY)).sign(0, KEY);
        added.transaction.addOutput(Coin.SATOSHI, p2pkh(OTHER));
        assertThat(payer(added)).isEmpty();
    }

    @Test
    void provesNothingForCoinsOfAMiner() {
        assertThat(PayerProof.payer(Transaction.coinbase().serialize(), Map.of()))
                .isEmpty();
    }

    @Test
    void provesNothingForBytesThatAreNoTransaction() {
        byte[] good = one(p2wpkh(KEY)).sign(0, KEY).transaction.serialize();
        assertThat(PayerProof.payer(concat(good, new byte[1]), one(p2wpkh(KEY)).spent))
                .isEmpty();
        for (int length = 0; length < good.length; length++) {
            assertThat(PayerProof.payer(Arrays.copyOf(good, length), one(p2wpkh(KEY)).spent))
                    .isEmpty();
        }
    }

    @Test
    void throwsNothingAndProvesNobodyElseWithSeed20261127() {
        Random random = new Random(20261127);
        Spending spending = new Spending(p2wpkh(KEY), p2pkh(KEY), p2sh(p2wpkh(KEY)));
        spending.sign(0, KEY)
                .signLegacy(1, KEY, SigHash.ALL, false)
                .script(2, redeem(p2wpkh(KEY)))
                .sign(2, KEY);
        byte[] good = spending.transaction.serialize();
        for (int round = 0; round < 3_000; round++) {
            byte[] bad = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Optional<Sin> payer = PayerProof.payer(bad, spending.spent);
            assertThat(payer.isPresent()).isEqualTo(Arrays.compare(bad, good) == 0);
        }
    }

    private static Optional<Sin> payer(Spending spending) {
        return PayerProof.payer(spending.transaction.serialize(), spending.spent);
    }

    private static Arguments odd(String what, Spending spending) {
        return Arguments.of(what, spending);
    }

    private static Spending one(Script script) {
        return new Spending(script);
    }

    private static Spending two() {
        return new Spending(p2wpkh(KEY), p2wpkh(KEY));
    }

    private static byte[] all(Spending spending, int index) {
        return all(spending, index, KEY);
    }

    private static byte[] all(Spending spending, int index, ECKey key) {
        return spending.witnessSignature(index, key, SigHash.ALL, false);
    }

    private static byte[] legacy() {
        return one(p2pkh(KEY))
                .signLegacy(0, KEY, SigHash.ALL, false)
                .transaction
                .getInput(0)
                .getScriptBytes();
    }

    private static Spending uncompressed() {
        ECKey key = KEY.decompress();
        return one(p2pkh(key)).signLegacy(0, key, SigHash.ALL, false);
    }

    private static Script taproot() {
        return new ScriptBuilder()
                .smallNum(1)
                .data(Arrays.copyOfRange(KEY.getPubKey(), 1, 33))
                .build();
    }

    private static byte[] redeem(Script script) {
        return concat(new byte[] {(byte) script.program().length}, script.program());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static ECKey key(long secret) {
        return ECKey.fromPrivate(BigInteger.valueOf(secret));
    }
}
