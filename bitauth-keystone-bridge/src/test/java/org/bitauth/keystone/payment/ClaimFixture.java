package org.bitauth.keystone.payment;

import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bitauth.BitauthKey;
import org.bitauth.peers.WalletPeer;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementBuilder;
import org.bitauth.statement.StatementSignature;
import org.bitauth.statement.StatementVerifier;
import org.bitauth.wallet.BitcoinAddress;
import org.bitauth.wallet.BitcoinAddresses;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitauth.wallet.WalletSignature;

/** A cloud, a user who claims, and two wallets that paid with three addresses. */
final class ClaimFixture {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final URI CLOUD = URI.create("https://cloud.example/v3");
    static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;
    static final BitauthKey ALICE = BitauthKey.ofHex("0".repeat(63) + "3");
    static final BitauthKey BOB = BitauthKey.ofHex("0".repeat(63) + "4");
    static final String TRANSACTION = "9d4ef1b0537b6eadfd9ac088074b3315a5cb993497a95eb93d6d41393e5f52c8";
    static final String REFUND_TO = "bcrt1pecc8ys98p26mqlpnw2wkq0lzz08x6jkm3hre00hh4ydaqh6c9gyqwq0ez4";

    private static final BitauthKey KEY_1 = BitauthKey.ofHex("0".repeat(63) + "1");
    private static final BitauthKey KEY_2 = BitauthKey.ofHex("0".repeat(63) + "2");
    static final WalletPeer WALLET_1 = new WalletPeer("1");
    static final WalletPeer WALLET_2 = new WalletPeer("2");
    static final String P2PKH_1 = BitcoinAddresses.p2pkh(KEY_1.sin(), NETWORK);
    static final String P2WPKH_1 = BitcoinAddresses.p2wpkh(KEY_1.sin(), NETWORK);
    static final String P2SH_2 = BitcoinAddresses.p2shP2wpkh(KEY_2.sin(), NETWORK);
    static final Set<String> INPUTS = Set.of(P2PKH_1, P2WPKH_1, P2SH_2);

    private ClaimFixture() {}

    static ClaimVerifier verifierAt(Instant now) {
        return ClaimVerifier.of(
                StatementVerifier.builder(CLOUD).clock(() -> now).build(), NETWORK);
    }

    static StatementBuilder own() {
        return Statement.builder(Claim.Purpose.OWN.kind(), CLOUD, ALICE.sin())
                .with(Claim.TRANSACTION, TRANSACTION)
                .with(Claim.OUTPUT, "1")
                .valid(NOW, NOW.plusSeconds(600));
    }

    static StatementBuilder refund() {
        return Statement.builder(Claim.Purpose.REFUND.kind(), CLOUD, ALICE.sin())
                .with(Claim.TRANSACTION, TRANSACTION)
                .with(Claim.OUTPUT, "1")
                .with(Claim.REFUND_ADDRESS, REFUND_TO)
                .valid(NOW, NOW.plusSeconds(600));
    }

    /** Signed by the identity and by all three inputs. */
    static SignedClaim signed(Statement statement) {
        return new SignedClaim(statement.sign(ALICE), wallets(statement.text()));
    }

    static List<WalletSignature> wallets(String text) {
        return List.of(
                new WalletSignature(P2PKH_1, WALLET_1.recoverable(text, 31)),
                new WalletSignature(P2WPKH_1, WALLET_1.simple(text, script(P2WPKH_1), WalletPeer.SIGHASH_ALL)),
                new WalletSignature(P2SH_2, WALLET_2.full(text, script(P2SH_2))));
    }

    static byte[] script(String address) {
        return BitcoinAddress.parse(address, NETWORK).script();
    }

    static SignedClaim withWallets(SignedClaim claim, WalletSignature... wallets) {
        return new SignedClaim(claim.statement(), List.of(wallets));
    }

    static SignedClaim withText(SignedClaim claim, UnaryOperator<String> change) {
        SignedStatement statement = claim.statement();
        return new SignedClaim(
                new SignedStatement(change.apply(statement.text()), statement.signatures()), claim.wallets());
    }

    static SignedClaim withStatementSignature(SignedClaim claim, StatementSignature signature) {
        return new SignedClaim(new SignedStatement(claim.statement().text(), List.of(signature)), claim.wallets());
    }

    /** The same numbers with another header: Bitcoin Core's for Electrum's, or an uncompressed key's. */
    static WalletSignature withHeader(WalletSignature signature, int header) {
        byte[] bytes = Base64.getDecoder().decode(signature.signature());
        bytes[0] = (byte) header;
        return new WalletSignature(signature.address(), Base64.getEncoder().encodeToString(bytes));
    }
}
