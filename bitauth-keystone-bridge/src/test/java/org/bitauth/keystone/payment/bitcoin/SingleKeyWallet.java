package org.bitauth.keystone.payment.bitcoin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.keystone.lab.BitcoinNode;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitauth.wallet.Wif;
import org.bitcoinj.crypto.ECKey;

/** A wallet of a real node that has one key, under one kind of address, which takes its change as well. */
final class SingleKeyWallet {
    private final BitcoinNode node;
    private final String name;
    private final String address;

    private SingleKeyWallet(BitcoinNode node, String name, String address) {
        this.node = node;
        this.name = name;
        this.address = address;
    }

    /** The kind is that of a descriptor, such as {@code sh(wpkh)}; the key may be said to be uncompressed. */
    static SingleKeyWallet create(BitcoinNode node, BitauthKey key, String kind) throws IOException {
        String wif = Wif.format(key, BitcoinNetwork.REGTEST, SecretAccess.EXPORT);
        if (kind.endsWith("uncompressed")) {
            wif = ECKey.fromPrivate(key.toBytes(SecretAccess.EXPORT), false)
                    .getPrivateKeyAsWiF(org.bitcoinj.base.BitcoinNetwork.REGTEST);
        }
        String function = kind.split(" ", 2)[0];
        String descriptor = function.endsWith(")")
                ? function.substring(0, function.length() - 1) + "(" + wif + "))"
                : function + "(" + wif + ")";
        JsonNode info = node.call("getdescriptorinfo", descriptor);
        String whole = descriptor + "#" + info.get("checksum").asText();
        node.call("createwallet", kind, false, true, "", false, true, false);
        JsonNode imported =
                node.wallet(name(kind), "importdescriptors", List.of(Map.of("desc", whole, "timestamp", "now")));
        if (!imported.get(0).get("success").asBoolean()) {
            throw new IOException("wallet must take the key");
        }
        String address = node.call("deriveaddresses", info.get("descriptor").asText())
                .get(0)
                .asText();
        return new SingleKeyWallet(node, name(kind), address);
    }

    String address() {
        return address;
    }

    /** Spends all that it has, and sends the rest back to itself. */
    void pay(String to, long satoshi) throws IOException {
        node.wallet(
                name,
                "send",
                Map.of(to, BitcoinNode.coins(satoshi)),
                NullNode.getInstance(),
                "unset",
                NullNode.getInstance(),
                Map.of("change_address", address));
    }

    private static String name(String kind) {
        return kind.replace(" ", "%20");
    }
}
