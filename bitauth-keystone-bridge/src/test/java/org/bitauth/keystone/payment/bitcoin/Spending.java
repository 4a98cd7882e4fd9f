package org.bitauth.keystone.payment.bitcoin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bitauth.keystone.payment.Outpoint;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.Transaction.SigHash;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.core.TransactionWitness;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.crypto.TransactionSignature;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptBuilder;

/** A transaction that is made and signed by hand, with the outputs that it spends. */
final class Spending {
    static final long AMOUNT = 1_000_000;

    final Transaction transaction = new Transaction();
    final Map<Outpoint, SpentOutput> spent = new HashMap<>();
    private final List<Script> scripts = new ArrayList<>();

    Spending(Script... scripts) {
        for (Script script : scripts) {
            Sha256Hash previous = Sha256Hash.of(new byte[] {(byte) this.scripts.size()});
            this.scripts.add(script);
            transaction.addInput(new TransactionInput(transaction, new byte[0], new TransactionOutPoint(0, previous)));
            spent.put(
                    new Outpoint(previous.toString(), 0),
                    new SpentOutput(AMOUNT, HexFormat.of().formatHex(script.program())));
        }
        transaction.addOutput(Coin.valueOf(600_000), ScriptBuilder.createP2WPKHOutputScript(new byte[20]));
        transaction.addOutput(Coin.valueOf(390_000), ScriptBuilder.createP2WPKHOutputScript(new byte[20]));
    }

    /** Adds an input. */
    void spend(Sha256Hash previous, int index, Script script) {
        scripts.add(script);
        transaction.addInput(new TransactionInput(transaction, new byte[0], new TransactionOutPoint(index, previous)));
        spent.put(
                new Outpoint(previous.toString(), index),
                new SpentOutput(AMOUNT, HexFormat.of().formatHex(script.program())));
    }

    static Script p2pkh(ECKey key) {
        return ScriptBuilder.createP2PKHOutputScript(key.getPubKeyHash());
    }

    static Script p2wpkh(ECKey key) {
        return ScriptBuilder.createP2WPKHOutputScript(key);
    }

    static Script p2sh(Script redeem) {
        return ScriptBuilder.createP2SHOutputScript(redeem);
    }

    /** The signature of an input by its amount, as witnesses have it. */
    byte[] witnessSignature(int index, ECKey key, SigHash kind, boolean anyoneCanPay) {
        return transaction
                .calculateWitnessSignature(index, key, p2pkh(key), Coin.valueOf(AMOUNT), kind, anyoneCanPay)
                .encodeToBitcoin();
    }

    Spending witness(int index, byte[]... pushes) {
        replace(index, transaction.getInput(index).withWitness(TransactionWitness.of(pushes)));
        return this;
    }

    Spending script(int index, byte[] script) {
        replace(index, transaction.getInput(index).withScriptBytes(script));
        return this;
    }

    /** A P2WPKH input, signed. */
    Spending sign(int index, ECKey key) {
        return witness(index, witnessSignature(index, key, SigHash.ALL, false), key.getPubKey());
    }

    Spending signLegacy(int index, ECKey key, SigHash kind, boolean anyoneCanPay) {
        TransactionSignature signature =
                transaction.calculateSignature(index, key, scripts.get(index), kind, anyoneCanPay);
        return script(
                index,
                new ScriptBuilder()
                        .data(signature.encodeToBitcoin())
                        .data(key.getPubKey())
                        .build()
                        .program());
    }

    private void replace(int index, TransactionInput input) {
        transaction.replaceInput(index, input);
    }
}
