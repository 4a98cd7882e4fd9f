package org.bitauth.keystone.payment.bitcoin;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitauth.BitauthPublicKey;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.WatchedAddresses;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.base.Coin;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.script.ScriptBuilder;

/** A chain on regtest that pays a vendor, and a node that tells it as a good one does. */
final class DemoChain {
    static final String GENESIS = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";
    static final String WORK = "0".repeat(62) + "0a";
    static final int HEIGHT = 4;
    static final long TIME = 1_800_000_000;
    static final ECKey PAYER_KEY = ECKey.fromPrivate(BigInteger.valueOf(77));
    static final Sin PAYER = Sin.of(BitauthPublicKey.ofBytes(PAYER_KEY.getPubKey()));
    static final Sin VENDOR = Sin.of(
            BitauthPublicKey.ofBytes(ECKey.fromPrivate(BigInteger.valueOf(78)).getPubKey()));
    static final String ADDRESS = BitcoinAddresses.p2wpkh(VENDOR, BitcoinNetwork.REGTEST);
    static final WatchedAddresses WATCHED =
            addresses -> addresses.stream().filter(ADDRESS::equals).collect(Collectors.toSet());
    static final WatchedAddresses NONE = addresses -> Set.of();

    final Spending payment;
    final Transaction coinbase = Transaction.coinbase();
    final List<Transaction> transactions = new ArrayList<>();

    DemoChain() {
        coinbase.addOutput(Coin.COIN, ScriptBuilder.createOpReturnScript(new byte[] {42, 43}));
        payment = new Spending(Spending.p2wpkh(PAYER_KEY));
        payment.transaction.addOutput(Coin.valueOf(5_000), ScriptBuilder.createP2WPKHOutputScript(VENDOR.hash160()));
        payment.sign(0, PAYER_KEY);
        transactions.addAll(List.of(coinbase, payment.transaction));
    }

    String txid() {
        return payment.transaction.getTxId().toString();
    }

    String rawPayment() {
        return HexFormat.of().formatHex(payment.transaction.serialize());
    }

    /** The block at the tip. */
    byte[] block() {
        return block(transactions);
    }

    static byte[] block(List<Transaction> transactions) {
        List<Sha256Hash> row =
                new ArrayList<>(transactions.stream().map(Transaction::getTxId).toList());
        while (row.size() > 1) {
            if (row.size() % 2 == 1) {
                row.add(row.get(row.size() - 1));
            }
            for (int i = 0; i < row.size(); i++) {
                byte[] both = new byte[64];
                System.arraycopy(row.get(i).serialize(), 0, both, 0, 32);
                System.arraycopy(row.remove(i + 1).serialize(), 0, both, 32, 32);
                row.set(i, Sha256Hash.wrapReversed(Sha256Hash.hashTwice(both)));
            }
        }
        ByteBuffer bytes = ByteBuffer.allocate(100_000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x20000000)
                .put(Sha256Hash.wrap(GENESIS).serialize())
                .put(row.get(0).serialize());
        bytes.putInt((int) TIME).putInt(0x207fffff).putInt(0).put((byte) transactions.size());
        transactions.forEach(transaction -> bytes.put(transaction.serialize()));
        byte[] block = new byte[bytes.position()];
        bytes.flip().get(block);
        return block;
    }

    static String hash(byte[] block) {
        return Sha256Hash.wrapReversed(Sha256Hash.hashTwice(block, 0, 80)).toString();
    }

    /** Lets a node tell this chain. */
    void tellBy(ScriptedNode node) {
        byte[] block = block();
        String hash = hash(block);
        node.result("getblockchaininfo", info(hash));
        node.body("getblockhash", parameters -> {
            long height = parameters.get(0).asLong();
            String result =
                    "{\"result\":\"" + (height == 0 ? GENESIS : hash) + "\",\"error\":null,\"id\":\"getblockhash\"}";
            return height <= HEIGHT
                    ? result
                    : "{\"result\":null,\"error\":{\"code\":-8,\"message\":\"Block height out of range\"},\"id\":\"getblockhash\"}";
        });
        node.result("getblockheader", header(hash, HEIGHT));
        node.result("getblock", quoted(HexFormat.of().formatHex(block)));
        node.result("getrawmempool", "[]");
        node.result(
                "getrawtransaction",
                parameters -> parameters.get(1).asInt() == 2 ? verbose(prevout("0.01000000")) : quoted(rawPayment()));
        node.result("gettxout", prevout("0.01000000"));
    }

    static String info(String hash) {
        return "{\"chain\":\"regtest\",\"blocks\":" + HEIGHT + ",\"headers\":" + HEIGHT + ",\"bestblockhash\":\"" + hash
                + "\",\"initialblockdownload\":false,\"chainwork\":\"" + WORK + "\",\"pruned\":false}";
    }

    static String header(String hash, int height) {
        return "{\"hash\":\"" + hash + "\",\"height\":" + height + ",\"chainwork\":\"" + WORK
                + "\",\"confirmations\":1}";
    }

    String verbose(String prevout) {
        var outpoint = payment.spent.keySet().iterator().next();
        return "{\"vin\":[{\"txid\":\"" + outpoint.txid() + "\",\"vout\":" + outpoint.index() + ",\"prevout\":"
                + prevout + "}]}";
    }

    String prevout(String coins) {
        String script = payment.spent.values().iterator().next().script();
        return "{\"value\":" + coins + ",\"scriptPubKey\":{\"hex\":\"" + script + "\"}}";
    }

    static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
