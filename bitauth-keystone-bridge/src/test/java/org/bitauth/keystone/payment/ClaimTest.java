package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bitauth.keystone.payment.ClaimFixture.ALICE;
import static org.bitauth.keystone.payment.ClaimFixture.BOB;
import static org.bitauth.keystone.payment.ClaimFixture.NETWORK;
import static org.bitauth.keystone.payment.ClaimFixture.NOW;
import static org.bitauth.keystone.payment.ClaimFixture.REFUND_TO;
import static org.bitauth.keystone.payment.ClaimFixture.TRANSACTION;
import static org.bitauth.keystone.payment.ClaimFixture.own;
import static org.bitauth.keystone.payment.ClaimFixture.refund;

import org.bitauth.MalformedException;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.wallet.BitcoinNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
    private static final String NONCE = "AAECAwQFBgcICQoLDA0ODw";

    @Test
    void isTheTextOfTheDocuments() {
        assertThat(own().with("Nonce", NONCE).build().text())
                .isEqualTo("""
                Bitauth claim 1
                Cloud: https://cloud.example/v3
                Identity: %s
                Transaction: 9d4ef1b0537b6eadfd9ac088074b3315a5cb993497a95eb93d6d41393e5f52c8
                Output: 1
                Issued: 2026-11-22T10:00:00Z
                Expires: 2026-11-22T10:10:00Z
                Nonce: AAECAwQFBgcICQoLDA0ODw""".replace("%s", ALICE.sin().value()));
        assertThat(refund().build().text())
                .startsWith("Bitauth refund-claim 1\n")
                .contains("\nOutput: 1\nRefund-Address: " + REFUND_TO + "\nIssued: ");
    }

    @Test
    void readsAClaimOfOwnership() {
        Claim claim = Claim.parse(own().with("Nonce", NONCE).build().text(), NETWORK);

        assertThat(claim.purpose()).isEqualTo(Claim.Purpose.OWN);
        assertThat(claim.identity()).isEqualTo(ALICE.sin());
        assertThat(claim.transaction()).isEqualTo(TRANSACTION);
        assertThat(claim.output()).isEqualTo(1);
        assertThat(claim.refundAddress()).isEmpty();
        assertThat(claim.issued()).isEqualTo(NOW);
        assertThat(claim.nonce()).isEqualTo(NONCE);
        assertThat(claim).hasToString(claim.statement().text());
    }

    @Test
    void readsAClaimOfARefund() {
        Claim claim = Claim.parse(refund().build().text(), NETWORK);

        assertThat(claim.purpose()).isEqualTo(Claim.Purpose.REFUND);
        assertThat(claim.refundAddress())
                .hasValueSatisfying(to -> assertThat(to).hasToString(REFUND_TO));
        assertThat(Claim.of(claim.statement(), NETWORK)).isEqualTo(claim).hasSameHashCodeAs(claim);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "BCRT1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KYGT080",
                "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8s",
                "somebody",
                "0"
            })
    void refusesARefundToWhatIsNoAddressOfTheNetwork(String address) {
        Statement statement = refund().with(Claim.REFUND_ADDRESS, address).build();

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Claim.of(statement, NETWORK));
    }

    @Test
    void refusesTheAddressOfAnotherNetwork() {
        String text = refund().build().text();

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Claim.parse(text, BitcoinNetwork.TESTNET));
    }

    @Test
    void takesOutputsUpTo32Bits() {
        assertThat(Claim.of(own().with(Claim.OUTPUT, "4294967295").build(), NETWORK)
                        .output())
                .isEqualTo(4_294_967_295L);

        Statement beyond = own().with(Claim.OUTPUT, "4294967296").build();
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Claim.of(beyond, NETWORK));
    }

    @Test
    void refusesStatementsOfOtherKinds() {
        Statement rotate = Statement.builder(StatementKind.ROTATE, ClaimFixture.CLOUD, ALICE.sin())
                .with("Adds", BOB.sin().value())
                .valid(NOW, NOW.plusSeconds(600))
                .build();

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Claim.of(rotate, NETWORK));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Claim.parse(rotate.text(), NETWORK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9D4EF1", "9D4EF1B0537B6EADFD9AC088074B3315A5CB993497A95EB93D6D41393E5F52C8"})
    void refusesOtherTransactionIds(String id) {
        String text = own().build().text().replace(TRANSACTION, id);

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Claim.parse(text, NETWORK));
    }
}
