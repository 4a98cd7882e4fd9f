package org.bitauth.wallet;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.internal.CurvePoint;
import org.bitauth.internal.engine.Engines;

/**
 * A proof of BIP 322 by one key: the witness, signature and key, alone (simple form) or in the whole spending transaction
 * (full form). Both are read for the bare witness program and for the one inside P2SH, since wallets write both.
 */
final class Bip322Proof {
    private static final byte SIGHASH_ALL = 1;
    private static final int WITNESS_ITEMS = 2;
    private static final int KEY_LENGTH = 33;
    // Longer numbers take more than one byte; neither a script here nor a signature or key is so long.
    private static final int SHORT = 0xfd;

    private final Optional<Spending> spending;
    private final BitauthPublicKey key;
    private final BitauthSignature signature;

    /** What the full form says beside the witness. */
    private record Spending(ByteBuffer transaction, int output, ByteBuffer scriptSig) {}

    private Bip322Proof(Optional<Spending> spending, List<byte[]> witness) throws RefusedException {
        if (witness.size() != WITNESS_ITEMS || witness.get(1).length != KEY_LENGTH) {
            throw unsupported("witness is not a signature and a compressed key");
        }
        byte[] first = witness.get(0);
        if (first.length == 0) {
            throw new MalformedException("signature must be strict DER and a hash type");
        }
        if (first[first.length - 1] != SIGHASH_ALL) {
            throw unsupported("hash type is not SIGHASH_ALL");
        }
        this.spending = spending;
        signature = BitauthSignature.ofDer(Arrays.copyOf(first, first.length - 1));
        key = BitauthPublicKey.ofBytes(witness.get(1));
    }

    /** Reads either form. */
    static Bip322Proof parse(byte[] bytes) throws RefusedException {
        try {
            ByteBuffer simple = ByteBuffer.wrap(bytes);
            Optional<List<byte[]>> witness = simpleWitness(simple);
            return witness.isPresent() ? new Bip322Proof(Optional.empty(), witness.get()) : full(bytes);
        } catch (BufferUnderflowException e) {
            throw new MalformedException("BIP 322 proof must be a witness or a transaction");
        }
    }

    private static Optional<List<byte[]>> simpleWitness(ByteBuffer in) {
        try {
            List<byte[]> witness = items(in);
            return in.hasRemaining() ? Optional.empty() : Optional.of(witness);
        } catch (BufferUnderflowException | RefusedException e) {
            return Optional.empty();
        }
    }

    private static Bip322Proof full(byte[] bytes) throws RefusedException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = in.getInt();
        if (in.get() != 0 || in.get() != 1) {
            throw unsupported("no witness: neither a simple proof nor a transaction with one");
        }
        if (in.get() != 1) {
            throw unsupported("further inputs");
        }
        Spending spending =
                new Spending(ByteBuffer.wrap(bytes(in, 32)), in.getInt(), ByteBuffer.wrap(bytes(in, length(in))));
        int sequence = in.getInt();
        if (in.get() != 1 || !Bip322Message.isOutput(bytes(in, 10))) {
            throw new MalformedException("BIP 322 transaction must have its one output");
        }
        List<byte[]> witness = items(in);
        int lockTime = in.getInt();
        if (in.hasRemaining()) {
            throw new MalformedException("BIP 322 transaction must end with its lock time");
        }
        if (version != 0 || sequence != 0 || lockTime != 0) {
            throw unsupported("time lock");
        }
        return new Bip322Proof(Optional.of(spending), witness);
    }

    /** The key in the witness, which may be anybody's. */
    BitauthPublicKey key() {
        return key;
    }

    /** Checks the key's signature, for an address that is the key's. */
    void verify(byte[] text, BitcoinAddress address) throws RefusedException {
        byte[] scriptSig;
        switch (address.form()) {
            case P2WPKH -> scriptSig = new byte[0];
            case P2SH -> {
                byte[] inner = BitcoinScript.p2wpkh(key.sin());
                scriptSig = BitcoinScript.join(new byte[] {(byte) inner.length}, inner);
            }
            default -> throw unsupported(address.form() + " has no witness");
        }
        Spending awaited =
                new Spending(ByteBuffer.wrap(Bip322Message.spent(text, address)), 0, ByteBuffer.wrap(scriptSig));
        if (spending.isPresent() && !spending.get().equals(awaited)) {
            throw new RefusedException(WalletRejection.SIGNATURE, "spends another text or address");
        }
        CurvePoint point = Engines.verifier().decode(key.toBytes()).orElseThrow();
        byte[] digest = Bip322Message.digest(text, address, key.sin().hash160());
        if (!signature.isLowS() || !Engines.verifier().verify(digest, signature.toBytes(), point)) {
            throw new RefusedException(WalletRejection.SIGNATURE, "signature does not verify, or has the high S");
        }
    }

    private static List<byte[]> items(ByteBuffer in) throws RefusedException {
        int count = length(in);
        List<byte[]> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(bytes(in, length(in)));
        }
        return items;
    }

    private static int length(ByteBuffer in) throws RefusedException {
        int length = in.get() & 0xff;
        if (length >= SHORT) {
            throw unsupported("a part of more than 252 bytes");
        }
        return length;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static RefusedException unsupported(String what) {
        return new RefusedException(WalletRejection.UNSUPPORTED, what);
    }
}
