package org.bitauth.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.wallet.SignedByWallet.NETWORK;
import static org.bitauth.wallet.SignedByWallet.P2PKH;
import static org.bitauth.wallet.SignedByWallet.P2SH;
import static org.bitauth.wallet.SignedByWallet.P2WPKH;
import static org.bitauth.wallet.SignedByWallet.TEXT;

import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bitauth.Outcome;
import org.junit.jupiter.api.Test;

class WalletSignatureFuzzTest {
    private static final String ALPHABET = "ABCZabcz0159+/= \n\u0000é\ud83d\uffff";

    private final Random random = new Random(20261127);

    @Test
    void refusesEveryOneOf20000ChangedSignaturesOfSeed20261127() {
        List<WalletSignature> good = List.of(
                SignedByWallet.recoverable(P2PKH),
                SignedByWallet.simple(P2WPKH),
                SignedByWallet.full(P2SH),
                SignedByWallet.simple(P2SH),
                SignedByWallet.full(P2WPKH));
        Map<WalletRejection, Integer> refused = new EnumMap<>(WalletRejection.class);
        int total = 0;
        while (total < 20_000) {
            WalletSignature one = good.get(random.nextInt(good.size()));
            WalletSignature changed = change(one);
            if (meansTheSame(changed, one)) {
                continue;
            }
            Outcome<ProvenAddress, WalletRejection> outcome = changed.verify(TEXT, NETWORK);
            assertThat(outcome.accepted()).as(changed.toString()).isEmpty();
            outcome.rejected().ifPresent(no -> refused.merge(no.reason(), 1, Integer::sum));
            total++;
        }

        assertThat(refused).containsOnlyKeys(WalletRejection.values());
        assertThat(good)
                .allMatch(signed -> signed.verify(TEXT, NETWORK).accepted().isPresent());
    }

    private WalletSignature change(WalletSignature good) {
        return switch (random.nextInt(8)) {
            case 0 -> new WalletSignature(changedText(good.address()), good.signature());
            case 1 -> new WalletSignature(good.address(), changedText(good.signature()));
            default ->
                SignedByWallet.of(
                        good.address(), changedBytes(Base64.getDecoder().decode(good.signature())));
        };
    }

    private String changedText(String text) {
        int at = random.nextInt(text.length());
        String with = String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return text.substring(0, at) + (random.nextBoolean() ? with : "") + text.substring(at + random.nextInt(2));
    }

    private byte[] changedBytes(byte[] bytes) {
        byte[] changed = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 20)) : bytes;
        for (int i = random.nextInt(3); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] =
                    (byte) (random.nextBoolean() ? random.nextInt(4) : random.nextInt());
        }
        return changed;
    }

    /** A header tells the same in three ways, and 65 bytes have a twin. */
    private static boolean meansTheSame(WalletSignature changed, WalletSignature good) {
        if (changed.equals(good)) {
            return true;
        }
        byte[] before = Base64.getDecoder().decode(good.signature());
        if (before.length != 65 || !changed.address().equals(good.address())) {
            return false;
        }
        byte[] after;
        try {
            after = Base64.getDecoder().decode(changed.signature());
        } catch (IllegalArgumentException e) {
            return false;
        }
        return after.length == 65
                && after[0] >= 31
                && after[0] < 43
                && (after[0] - before[0]) % 4 == 0
                && Arrays.equals(after, 1, 65, before, 1, 65);
    }
}
