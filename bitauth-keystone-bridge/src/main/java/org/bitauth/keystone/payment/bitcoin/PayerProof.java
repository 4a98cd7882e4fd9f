package org.bitauth.keystone.payment.bitcoin;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.Outpoint;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutPoint;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.crypto.SignatureDecodeException;
import org.bitcoinj.crypto.TransactionSignature;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptBuilder;

/**
 * Tells which identity paid, where a transaction proves it: one compressed key signed every input over the whole
 * transaction (SIGHASH_ALL), and each input spends that key's P2PKH, P2WPKH or P2SH-P2WPKH output. The key's hash and the
 * ECDSA signatures are checked here; bitcoinj parses, and computes the hash that was signed (BIP 143 for witnesses), but
 * does not judge. Everything else proves nothing: keys that are uncompressed or several, other scripts, other kinds of
 * signature hash, coins of a miner, outputs that are not known.
 */
public final class PayerProof {
    /** Inputs of a transaction for which a proof is looked for, each of which costs a signature check. */
    static final int MAX_INPUTS = 500;

    private static final int KEY_LENGTH = 33;
    private static final int MAX_SIGNATURE = 73;

    private PayerProof() {}

    /**
     * Looks for the payer.
     *
     * @param transaction the transaction as the network sends it, with its witnesses
     * @param spent the outputs that it spends, as far as they are known; trusted
     * @return the identity; empty if nothing is proven, or the bytes are no transaction. Nothing is thrown
     */
    public static Optional<Sin> payer(byte[] transaction, Map<Outpoint, SpentOutput> spent) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(transaction);
            Transaction parsed = Transaction.read(bytes);
            boolean whole = !bytes.hasRemaining() && MessageDigest.isEqual(parsed.serialize(), transaction);
            return whole ? payer(parsed, spent) : Optional.empty();
        } catch (RuntimeException e) {
            // bitcoinj has no one exception for what it cannot read or compute.
            return Optional.empty();
        }
    }

    private static Optional<Sin> payer(Transaction transaction, Map<Outpoint, SpentOutput> spent) {
        int inputs = transaction.getInputs().size();
        Optional<Claim> first = inputs == 0 || inputs > MAX_INPUTS ? Optional.empty() : claim(transaction.getInput(0));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        BitauthPublicKey key = first.get().key;
        for (int i = 0; i < inputs; i++) {
            TransactionInput input = transaction.getInput(i);
            Optional<Claim> claim = claim(input).filter(made -> made.key.equals(key));
            SpentOutput output = spent.get(outpoint(input.getOutpoint()));
            if (claim.isEmpty() || output == null || !isProven(transaction, i, claim.get(), output)) {
                return Optional.empty();
            }
        }
        return Optional.of(key.sin());
    }

    /** Whether it is worth while to ask for the outputs that are spent. */
    static boolean isPossible(Transaction transaction) {
        return !transaction.isCoinBase()
                && transaction.getInputs().size() <= MAX_INPUTS
                && transaction.getInputs().stream().map(PayerProof::claim).allMatch(Optional::isPresent);
    }

    static Outpoint outpoint(TransactionOutPoint outpoint) {
        return new Outpoint(outpoint.hash().toString(), Math.toIntExact(outpoint.index()));
    }

    /** What an input says that it is signed with. */
    private static final class Claim {
        final BitauthPublicKey key;
        final byte[] signature;
        final boolean witness;

        Claim(BitauthPublicKey key, byte[] signature, boolean witness) {
            this.key = key;
            this.signature = signature;
            this.witness = witness;
        }
    }

    private static Optional<Claim> claim(TransactionInput input) {
        int pushes = input.getWitness().getPushCount();
        byte[] script = input.getScriptBytes();
        if (pushes == 2) {
            return claim(input.getWitness().getPush(0), input.getWitness().getPush(1), true);
        }
        // Two pushes of the shortest form, and nothing else.
        int signature = pushes == 0 && script.length > 0 ? script[0] : 0;
        if (signature <= 0
                || signature > MAX_SIGNATURE
                || script.length != signature + KEY_LENGTH + 2
                || script[signature + 1] != KEY_LENGTH) {
            return Optional.empty();
        }
        return claim(
                Arrays.copyOfRange(script, 1, signature + 1),
                Arrays.copyOfRange(script, signature + 2, script.length),
                false);
    }

    private static Optional<Claim> claim(byte[] signature, byte[] key, boolean witness) {
        if (signature.length > MAX_SIGNATURE || key.length != KEY_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Claim(BitauthPublicKey.ofBytes(key), signature, witness));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static boolean isProven(Transaction transaction, int index, Claim claim, SpentOutput spent) {
        byte[] hash = claim.key.sin().hash160();
        Script keyHash = ScriptBuilder.createP2PKHOutputScript(hash);
        Script witness = ScriptBuilder.createP2WPKHOutputScript(hash);
        byte[] input = transaction.getInput(index).getScriptBytes();
        Script expected;
        if (!claim.witness) {
            expected = keyHash;
        } else if (input.length == 0) {
            expected = witness;
        } else if (MessageDigest.isEqual(input, push(witness.program()))) {
            expected = ScriptBuilder.createP2SHOutputScript(witness);
        } else {
            return false;
        }
        if (!spent.script().equals(HexFormat.of().formatHex(expected.program()))) {
            return false;
        }
        Sha256Hash signed = claim.witness
                ? transaction.hashForWitnessSignature(
                        index, keyHash, Coin.valueOf(spent.satoshi()), Transaction.SigHash.ALL, false)
                : transaction.hashForSignature(index, keyHash, Transaction.SigHash.ALL, false);
        return isSigned(signed, claim);
    }

    private static boolean isSigned(Sha256Hash signed, Claim claim) {
        byte[] signature = claim.signature;
        if (signature.length == 0
                || signature[signature.length - 1] != Transaction.SigHash.ALL.value
                || !TransactionSignature.isEncodingCanonical(signature)) {
            return false;
        }
        try {
            byte[] der = Arrays.copyOf(signature, signature.length - 1);
            return ECKey.verify(signed.getBytes(), ECKey.ECDSASignature.decodeFromDER(der), claim.key.toBytes());
        } catch (SignatureDecodeException e) {
            return false;
        }
    }

    private static byte[] push(byte[] program) {
        return ByteBuffer.allocate(program.length + 1)
                .put((byte) program.length)
                .put(program)
                .array();
    }
}
