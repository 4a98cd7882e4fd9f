package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.keystone.payment.ChainSource;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.bitcoin.NodeChainSource;
import org.bitauth.keystone.payment.bitcoin.XpubAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code payments} of the config: what is sold, and where money is awaited. The one place that makes what talks
 * to Bitcoin.
 *
 * @param network {@code mainnet}, {@code testnet} or {@code regtest}
 * @param xpub the extended public key whose addresses are paid to
 * @param vendorKey the key file of the identity that signs invoices, which is made if it is not there; {@code vendor_key} in
 *     the state folder without it
 * @param node the Bitcoin node
 * @param pollSeconds how often it is asked; 10 without it
 * @param ordersPerMinute how many orders one node takes in a minute; 600 without it
 * @param offers what is sold
 */
record PaymentsConfig(
        @JsonProperty(required = true) String network,
        @JsonProperty(required = true) String xpub,

        @JsonProperty("vendor_key") @JsonSetter(nulls = Nulls.SET) @Nullable
        Path vendorKey,

        @JsonProperty(required = true) NodeConfig node,

        @JsonProperty("poll_seconds") @JsonSetter(nulls = Nulls.SET) @Nullable
        Integer pollSeconds,

        @JsonProperty("orders_per_minute") @JsonSetter(nulls = Nulls.SET) @Nullable
        Integer ordersPerMinute,

        @JsonProperty(required = true) List<OfferConfig> offers) {
    private static final int POLL_SECONDS = 10;
    private static final int ORDERS_PER_MINUTE = 600;

    BitcoinNetwork bitcoin() {
        return NetworkOption.parse(network);
    }

    List<Offer> sold() {
        return offers.stream().map(OfferConfig::offer).toList();
    }

    Duration pace() {
        int seconds = pollSeconds == null ? POLL_SECONDS : pollSeconds;
        if (seconds < 1 || seconds > 3_600) {
            throw new MalformedException("poll_seconds must be 1 to 3600");
        }
        return Duration.ofSeconds(seconds);
    }

    int mostOrders() {
        return ordersPerMinute == null ? ORDERS_PER_MINUTE : ordersPerMinute;
    }

    /** The vendor's identity, which must hold no coins. */
    BitauthKey vendor(StateFolder state) {
        Path file = vendorKey == null ? state.file("vendor_key") : vendorKey;
        if (!Files.exists(file)) {
            KeyFile.writeNew(file, BitauthKey.generate());
        }
        return KeyFile.read(file);
    }

    XpubAddresses addresses() {
        return new XpubAddresses(xpub, bitcoin());
    }

    ChainSource chain() {
        try {
            return NodeChainSource.builder(node.url(), node.credentials(), bitcoin())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "config payments: " + e.getMessage());
        }
    }
}
