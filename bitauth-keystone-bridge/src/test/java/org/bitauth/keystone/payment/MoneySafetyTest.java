package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.keystone.payment.bitcoin.XpubAddresses;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;
import org.junit.jupiter.api.Test;

/** Who signs invoices cannot spend what they bring in. */
class MoneySafetyTest {
    private final DeterministicKey account = HDKeyDerivation.createMasterPrivateKey(
            "a seed for this test, 32 bytes!!".getBytes(StandardCharsets.US_ASCII));

    private void start(BitauthKey vendor) {
        Moments clock = new Moments();
        String xpub = account.serializePubB58(org.bitcoinj.base.BitcoinNetwork.REGTEST);
        Payments.builder(
                        Shop.CLOUD,
                        vendor,
                        BitcoinNetwork.REGTEST,
                        new XpubAddresses(xpub, BitcoinNetwork.REGTEST),
                        new ScriptedChain(clock),
                        new InMemoryLeaseStore())
                .build();
    }

    private BitauthKey key(int chain, int index) {
        DeterministicKey key = HDKeyDerivation.deriveChildKey(
                HDKeyDerivation.deriveChildKey(account, new ChildNumber(chain, false)), new ChildNumber(index, false));
        return BitauthKey.ofBytes(key.getPrivKeyBytes());
    }

    @Test
    void vendorWithAKeyOfTheAccountIsRefused() {
        assertThatThrownBy(() -> start(key(0, 0))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> start(key(0, 999))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> start(key(1, 5)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("vendor's key");
    }

    @Test
    void vendorWithAnotherKeyStarts() {
        BitauthKey vendor = BitauthKey.generate();

        start(vendor);

        assertThat(vendor.sin()).isNotNull();
    }
}
