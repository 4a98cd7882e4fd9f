package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.payment.ClaimFixture.INPUTS;
import static org.bitauth.keystone.payment.ClaimFixture.NOW;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bitauth.Outcome;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.StatementSignature;
import org.bitauth.wallet.WalletSignature;
import org.junit.jupiter.api.Test;

class ClaimFuzzTest {
    private static final String ALPHABET = "0123456789abcdefABZ+/=:.- \"\\\n\u0000é\ud83d\uffff";

    private final Random random = new Random(20261127);
    private final ClaimVerifier verifier = ClaimFixture.verifierAt(NOW);

    @Test
    void refusesEveryOneOf5000ChangedClaimsOfSeed20261127() {
        List<SignedClaim> good = List.of(
                ClaimFixture.signed(ClaimFixture.own().build()),
                ClaimFixture.signed(ClaimFixture.refund().build()));
        Map<ClaimRejection, Integer> refused = new EnumMap<>(ClaimRejection.class);
        int total = 0;
        while (total < 5_000) {
            SignedClaim one = good.get(random.nextInt(2));
            SignedClaim changed = change(one);
            if (meansTheSame(changed, one)) {
                continue;
            }
            Outcome<ProvenClaim, ClaimRejection> outcome = verifier.verify(changed, INPUTS);
            assertThat(outcome.accepted()).as(changed.toString()).isEmpty();
            outcome.rejected().ifPresent(no -> refused.merge(no.reason(), 1, Integer::sum));
            total++;
        }

        assertThat(refused.values().stream().mapToInt(n -> n).sum()).isEqualTo(total);
        assertThat(refused)
                .containsKeys(
                        ClaimRejection.MALFORMED,
                        ClaimRejection.SIGNATURE,
                        ClaimRejection.INPUTS,
                        ClaimRejection.UNSUPPORTED,
                        ClaimRejection.WALLET);
        assertThat(good)
                .allMatch(claim -> verifier.verify(claim, INPUTS).accepted().isPresent());
    }

    @Test
    void throwsNothingForAnyOf500AddressesOfSeed20261127() {
        SignedClaim good = ClaimFixture.signed(ClaimFixture.own().build());
        for (int i = 0; i < 500; i++) {
            String address = changed(ClaimFixture.REFUND_TO);
            SignedClaim changed = ClaimFixture.withWallets(
                    good, new WalletSignature(address, good.wallets().get(0).signature()));

            assertThat(verifier.verify(changed, Set.of(address)).accepted()).isEmpty();
        }
    }

    private SignedClaim change(SignedClaim good) {
        SignedStatement statement = good.statement();
        StatementSignature signature = statement.signatures().get(0);
        List<WalletSignature> wallets = new ArrayList<>(good.wallets());
        int index = random.nextInt(wallets.size());
        WalletSignature wallet = wallets.get(index);
        switch (random.nextInt(6)) {
            case 0 -> statement = new SignedStatement(changed(statement.text()), statement.signatures());
            case 1 ->
                statement = new SignedStatement(
                        statement.text(),
                        List.of(new StatementSignature(changed(signature.publicKey()), signature.signature())));
            case 2 ->
                statement = new SignedStatement(
                        statement.text(),
                        List.of(new StatementSignature(signature.publicKey(), changed(signature.signature()))));
            case 3 -> wallets.set(index, new WalletSignature(changed(wallet.address()), wallet.signature()));
            case 4 -> wallets.set(index, new WalletSignature(wallet.address(), changed(wallet.signature())));
            default -> wallets.remove(index);
        }
        return new SignedClaim(statement, wallets);
    }

    private String changed(String text) {
        int at = random.nextInt(text.length());
        String with = String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        return text.substring(0, at) + (random.nextInt(4) > 0 ? with : "") + text.substring(at + random.nextInt(2));
    }

    /** Digits of keys and signatures may be capitals, and a header of 65 bytes tells the same key in three ways. */
    private static boolean meansTheSame(SignedClaim changed, SignedClaim good) {
        StatementSignature before = good.statement().signatures().get(0);
        StatementSignature after = changed.statement().signatures().get(0);
        return changed.statement().text().equals(good.statement().text())
                && before.publicKey().equalsIgnoreCase(after.publicKey())
                && before.signature().equalsIgnoreCase(after.signature())
                && changed.wallets().size() == good.wallets().size()
                && meansTheSame(changed.wallets(), good.wallets());
    }

    private static boolean meansTheSame(List<WalletSignature> changed, List<WalletSignature> good) {
        for (int i = 0; i < good.size(); i++) {
            boolean same = changed.get(i).equals(good.get(i));
            boolean onlyTheHeader = i == 0
                    && changed.get(0).address().equals(good.get(0).address())
                    && changed.get(0).signature().length()
                            == good.get(0).signature().length()
                    && changed.get(0)
                            .signature()
                            .substring(2)
                            .equals(good.get(0).signature().substring(2));
            if (!same && !onlyTheHeader) {
                return false;
            }
        }
        return true;
    }
}
