package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.payment.ClaimFixture.ALICE;
import static org.bitauth.keystone.payment.ClaimFixture.BOB;
import static org.bitauth.keystone.payment.ClaimFixture.INPUTS;
import static org.bitauth.keystone.payment.ClaimFixture.NOW;
import static org.bitauth.keystone.payment.ClaimFixture.P2PKH_1;
import static org.bitauth.keystone.payment.ClaimFixture.P2SH_2;
import static org.bitauth.keystone.payment.ClaimFixture.P2WPKH_1;
import static org.bitauth.keystone.payment.ClaimFixture.WALLET_1;
import static org.bitauth.keystone.payment.ClaimFixture.WALLET_2;
import static org.bitauth.keystone.payment.ClaimFixture.own;
import static org.bitauth.keystone.payment.ClaimFixture.refund;
import static org.bitauth.keystone.payment.ClaimFixture.script;
import static org.bitauth.keystone.payment.ClaimFixture.signed;
import static org.bitauth.keystone.payment.ClaimFixture.wallets;
import static org.bitauth.keystone.payment.ClaimFixture.withHeader;
import static org.bitauth.keystone.payment.ClaimFixture.withStatementSignature;
import static org.bitauth.keystone.payment.ClaimFixture.withText;
import static org.bitauth.keystone.payment.ClaimFixture.withWallets;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthSignature;
import org.bitauth.Outcome;
import org.bitauth.peers.WalletPeer;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.statement.StatementSignature;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.WalletSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One good claim, and one broken one for each rule. */
class ClaimVerifierTest {
    private final Statement statement = own().build();
    private final SignedClaim good = signed(statement);
    private final WalletSignature first = good.wallets().get(0);
    private final WalletSignature second = good.wallets().get(1);
    private final WalletSignature third = good.wallets().get(2);

    @ParameterizedTest
    @EnumSource
    void provesWhoOwnsAndWhoPaid(Claim.Purpose purpose) {
        Statement claimed = purpose == Claim.Purpose.OWN ? own().build() : refund().build();
        Outcome<ProvenClaim, ClaimRejection> outcome = verify(signed(claimed), INPUTS, NOW);

        assertThat(outcome.accepted()).hasValueSatisfying(proven -> {
            assertThat(proven.owner()).isEqualTo(ALICE.sin());
            assertThat(proven.issued()).isEqualTo(NOW);
            assertThat(proven.claim().purpose()).isEqualTo(purpose);
            assertThat(proven.claim().statement()).isEqualTo(claimed);
            assertThat(proven.inputs())
                    .extracting(input -> input.address().toString())
                    .containsExactly(P2PKH_1, P2WPKH_1, P2SH_2);
        });
    }

    @Test
    void takesTheWalletsInAnyOrder() {
        List<WalletSignature> turned = new ArrayList<>(good.wallets());
        Collections.reverse(turned);

        assertThat(verify(new SignedClaim(good.statement(), turned), INPUTS, NOW)
                        .accepted())
                .isPresent();
    }

    @Test
    void theOwnerMayHavePaidWithAnotherKeyOrWithHisOwn() {
        String own = BitcoinAddresses.p2wpkh(ALICE.sin(), ClaimFixture.NETWORK);
        WalletSignature byAlice = new WalletSignature(own, new WalletPeer("3").recoverable(statement.text(), 39));

        assertThat(verify(withWallets(good, byAlice), Set.of(own), NOW).accepted())
                .hasValueSatisfying(proven ->
                        assertThat(proven.inputs().get(0).signer().sin()).isEqualTo(proven.owner()));
    }

    @Test
    void step1RefusesStatementsOfOtherKinds() {
        Statement rotate = Statement.builder(StatementKind.ROTATE, ClaimFixture.CLOUD, ALICE.sin())
                .with("Adds", BOB.sin().value())
                .valid(NOW, NOW.plusSeconds(600))
                .build();

        refuses(new SignedClaim(rotate.sign(ALICE, BOB), wallets(rotate.text())), ClaimRejection.MALFORMED);
        refuses(
                withText(good, text -> text.replace("Bitauth claim", "Bitauth refund-claim")),
                ClaimRejection.MALFORMED);
        refuses(withText(good, text -> text.replace("claim 1", "claim 2")), ClaimRejection.MALFORMED);
        refuses(withText(good, text -> ""), ClaimRejection.MALFORMED);
    }

    @Test
    void step1RefusesAMissingOrSecondSignatureOfTheStatement() {
        StatementSignature once = good.statement().signatures().get(0);
        for (List<StatementSignature> some : List.of(List.<StatementSignature>of(), List.of(once, once))) {
            refuses(
                    new SignedClaim(new SignedStatement(statement.text(), some), good.wallets()),
                    ClaimRejection.MALFORMED);
        }
    }

    @Test
    void step1RefusesAClaimForAnotherCloud() {
        Statement other = Statement.builder(
                        Claim.Purpose.OWN.kind(), URI.create("https://other.example/v3"), ALICE.sin())
                .with(Claim.TRANSACTION, ClaimFixture.TRANSACTION)
                .with(Claim.OUTPUT, "1")
                .valid(NOW, NOW.plusSeconds(600))
                .build();

        refuses(signed(other), ClaimRejection.CLOUD);
    }

    @Test
    void step1RefusesAClaimFromTheFutureOrAnExpiredOne() {
        assertThat(verify(good, INPUTS, NOW.minusSeconds(10)).accepted()).isPresent();
        assertThat(verify(good, INPUTS, NOW.plusSeconds(600)).accepted()).isPresent();

        refuses(verify(good, INPUTS, NOW.minusSeconds(11)), ClaimRejection.STALE);
        refuses(verify(good, INPUTS, NOW.plusSeconds(601)), ClaimRejection.STALE);
    }

    @Test
    void step1RefusesAClaimThatItsIdentityDidNotSign() {
        StatementSignature alices = good.statement().signatures().get(0);
        String bobs = BOB.publicKey().toHex();
        String other = own().with(Claim.OUTPUT, "2")
                .build()
                .sign(ALICE)
                .signatures()
                .get(0)
                .signature();

        refuses(
                withStatementSignature(good, new StatementSignature(bobs, alices.signature())),
                ClaimRejection.SIGNATURE);
        refuses(
                withStatementSignature(good, new StatementSignature(alices.publicKey(), other)),
                ClaimRejection.SIGNATURE);
    }

    /** The payer alone cannot make somebody the owner, nor a stranger himself by what a payer signed for another. */
    @Test
    void step1RefusesWhatOnlyTheWalletsSigned() {
        BitauthKey payer = BitauthKey.ofHex("0".repeat(63) + "1");
        Statement byPayer = Statement.builder(Claim.Purpose.OWN.kind(), ClaimFixture.CLOUD, payer.sin())
                .with(Claim.TRANSACTION, ClaimFixture.TRANSACTION)
                .with(Claim.OUTPUT, "1")
                .valid(NOW, NOW.plusSeconds(600))
                .build();
        StatementSignature signature = byPayer.signature(payer);

        refuses(withStatementSignature(good, signature), ClaimRejection.SIGNATURE);
        assertThat(BitauthSignature.ofDerHex(signature.signature()).isLowS()).isTrue();
    }

    @Test
    void step2RefusesARefundToWhatIsNoAddressOfTheNetwork() {
        refuses(
                signed(refund().with(Claim.REFUND_ADDRESS, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4")
                        .build()),
                ClaimRejection.MALFORMED);
    }

    @Test
    void step2RefusesAnOutputBeyond32Bits() {
        refuses(signed(own().with(Claim.OUTPUT, "4294967296").build()), ClaimRejection.MALFORMED);
    }

    @Test
    void step2RefusesAClaimThatLivesForMoreThanADay() {
        assertThat(verify(signed(own().valid(NOW, NOW.plusSeconds(86_400)).build()), INPUTS, NOW)
                        .accepted())
                .isPresent();
        refuses(signed(own().valid(NOW, NOW.plusSeconds(86_401)).build()), ClaimRejection.STALE);
    }

    @Test
    void step3RefusesWhenAnInputDidNotSign() {
        refuses(withWallets(good, first, second), ClaimRejection.INPUTS);
        refuses(withWallets(good), ClaimRejection.INPUTS);
    }

    @Test
    void step3RefusesWhenOneInputSignedTwiceInPlaceOfAnother() {
        refuses(withWallets(good, first, second, second), ClaimRejection.INPUTS);
    }

    @Test
    void step3RefusesMoreSignaturesThanInputs() {
        refuses(withWallets(good, first, second, third, third), ClaimRejection.INPUTS);
        refuses(verify(good, Set.of(P2PKH_1, P2WPKH_1), NOW), ClaimRejection.INPUTS);
    }

    @Test
    void step3RefusesTheSameKeysOtherAddress() {
        String other =
                BitcoinAddresses.p2wpkh(BitauthKey.ofHex("0".repeat(63) + "2").sin(), ClaimFixture.NETWORK);
        WalletSignature instead = new WalletSignature(other, WALLET_2.recoverable(statement.text(), 31));

        refuses(withWallets(good, first, second, instead), ClaimRejection.INPUTS);
    }

    @Test
    void step3RefusesATransactionWithoutAddresses() {
        refuses(verify(withWallets(good), Set.of(), NOW), ClaimRejection.INPUTS);
    }

    @Test
    void step3RefusesMoreThan100Inputs() {
        Set<String> addresses = new HashSet<>();
        List<WalletSignature> wallets = new ArrayList<>();
        for (int i = 1; i <= 101; i++) {
            String secret = "0".repeat(64 - String.valueOf(i).length()) + i;
            String address = BitcoinAddresses.p2wpkh(BitauthKey.ofHex(secret).sin(), ClaimFixture.NETWORK);
            addresses.add(address);
            wallets.add(new WalletSignature(address, new WalletPeer(secret).recoverable(statement.text(), 31)));
        }
        refuses(verify(new SignedClaim(good.statement(), wallets), addresses, NOW), ClaimRejection.INPUTS);

        addresses.remove(wallets.remove(100).address());
        assertThat(verify(new SignedClaim(good.statement(), wallets), addresses, NOW)
                        .accepted())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bcrt1pecc8ys98p26mqlpnw2wkq0lzz08x6jkm3hre00hh4ydaqh6c9gyqwq0ez4",
                "76a914751e76e8199196d454941c45d1b3a323f1433bd688ad",
                "coinbase"
            })
    void step4RefusesAnInputThatNobodyCanProve(String address) {
        WalletSignature any = new WalletSignature(address, first.signature());

        assertThat(verify(withWallets(good, any), Set.of(address), NOW).rejected())
                .hasValueSatisfying(no -> assertThat(no.reason())
                        .isEqualTo(address.startsWith("bcrt1p") ? ClaimRejection.UNSUPPORTED : ClaimRejection.WALLET));
    }

    @Test
    void step4RefusesAnUncompressedKey() {
        refuses(withWallets(good, withHeader(first, 27), second, third), ClaimRejection.UNSUPPORTED);
    }

    @Test
    void step4RefusesAnotherHashType() {
        WalletSignature none = new WalletSignature(P2WPKH_1, WALLET_1.simple(statement.text(), script(P2WPKH_1), 2));

        refuses(withWallets(good, first, none, third), ClaimRejection.UNSUPPORTED);
    }

    @Test
    void step4RefusesTheSignatureOfAnotherWallet() {
        refuses(
                withWallets(
                        good, new WalletSignature(P2PKH_1, WALLET_2.recoverable(statement.text(), 31)), second, third),
                ClaimRejection.WALLET);
    }

    @Test
    void step4RefusesSignaturesOfAnotherClaim() {
        List<WalletSignature> others =
                wallets(own().with(Claim.OUTPUT, "0").build().text());

        refuses(withWallets(good, others.get(0), second, third), ClaimRejection.WALLET);
        refuses(withWallets(good, first, others.get(1), third), ClaimRejection.WALLET);
        refuses(withWallets(good, first, second, others.get(2)), ClaimRejection.WALLET);
    }

    @Test
    void coversPaymentsSeenUpToTheClaimAndNeverLaterOnes() {
        ProvenClaim proven = verify(good, INPUTS, NOW).accepted().orElseThrow();

        assertThat(proven.covers(NOW, Optional.empty())).isTrue();
        assertThat(proven.covers(NOW.minusSeconds(86_400), Optional.empty())).isTrue();
        assertThat(proven.covers(NOW.plusNanos(1), Optional.empty())).isFalse();
    }

    @Test
    void neverMovesAnOrderThatHasAnOwner() {
        ProvenClaim proven = verify(good, INPUTS, NOW).accepted().orElseThrow();

        assertThat(proven.covers(NOW, Optional.of(BOB.sin()))).isFalse();
        assertThat(proven.covers(NOW, Optional.of(ALICE.sin()))).isTrue();
        assertThat(proven.covers(NOW.plusSeconds(1), Optional.of(ALICE.sin()))).isFalse();
    }

    @Test
    void tellsClientErrorsFromDisbelief() {
        assertThat(ClaimRejection.values())
                .filteredOn(ClaimRejection::isMalformed)
                .containsExactly(ClaimRejection.MALFORMED, ClaimRejection.UNSUPPORTED);
    }

    private static Outcome<ProvenClaim, ClaimRejection> verify(SignedClaim claim, Set<String> inputs, Instant now) {
        return ClaimFixture.verifierAt(now).verify(claim, inputs, "req-1");
    }

    private static void refuses(SignedClaim claim, ClaimRejection reason) {
        refuses(verify(claim, INPUTS, NOW), reason);
    }

    private static void refuses(Outcome<ProvenClaim, ClaimRejection> outcome, ClaimRejection reason) {
        assertThat(outcome.rejected()).hasValueSatisfying(no -> {
            assertThat(no.reason()).isEqualTo(reason);
            assertThat(no.requestId()).isEqualTo("req-1");
        });
    }
}
