package org.bitauth.keystone.payment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.RequestId;
import org.bitauth.statement.ProvenStatement;
import org.bitauth.statement.StatementRejection;
import org.bitauth.statement.StatementVerifier;
import org.bitauth.wallet.BitcoinNetwork;
import org.bitauth.wallet.ProvenAddress;
import org.bitauth.wallet.WalletRejection;
import org.bitauth.wallet.WalletSignature;

/**
 * Verifies claims for one cloud and network: did the identity sign, and everybody whose coins the transaction spent. With one
 * input less, whoever took part in a transaction of many payers could claim all of it. Immutable and thread-safe.
 *
 * <p>It asks no node and keeps nothing. The caller finds the inputs of the very transaction that the claim names, asks
 * {@link ProvenClaim#covers} before it acts, and keeps {@link Claim#nonce} for good.
 */
public final class ClaimVerifier {
    /** The most addresses of inputs that a claim is verified for. */
    public static final int MAX_INPUT_ADDRESSES = 100;

    private static final Duration MAX_LIFE = Duration.ofDays(1);

    private final StatementVerifier statements;
    private final BitcoinNetwork network;

    private ClaimVerifier(StatementVerifier statements, BitcoinNetwork network) {
        this.statements = statements;
        this.network = network;
    }

    /**
     * Makes a verifier.
     *
     * @param statements has the cloud, the clock and the skew
     * @param network the network of the addresses
     * @return a verifier
     */
    public static ClaimVerifier of(StatementVerifier statements, BitcoinNetwork network) {
        return new ClaimVerifier(statements, network);
    }

    /**
     * Verifies a claim, cheap steps first. Throws nothing for any text, key, address or signature.
     *
     * @param signed what the client sent
     * @param inputAddresses the address that each input of the claimed transaction spends from. An input that spends from no
     *     address (a bare script, a coinbase) has another text here, such as its script in hexadecimal digits: nothing proves
     *     that one, and the claim is refused
     * @return the claim with the keys that verified, or the step that refused
     */
    public Outcome<ProvenClaim, ClaimRejection> verify(SignedClaim signed, Set<String> inputAddresses) {
        return verify(signed, inputAddresses, RequestId.next());
    }

    /**
     * Verifies a claim, as {@link #verify(SignedClaim, Set)}.
     *
     * @param signed what the client sent
     * @param inputAddresses the address that each input of the claimed transaction spends from
     * @param requestId the id of the request that carries it
     * @return the claim with the keys that verified, or the step that refused
     */
    public Outcome<ProvenClaim, ClaimRejection> verify(
            SignedClaim signed, Set<String> inputAddresses, String requestId) {
        Claim.Purpose purpose = Claim.Purpose.of(signed.statement().text());
        Outcome<ProvenStatement, StatementRejection> statement =
                statements.verify(signed.statement(), purpose.kind(), requestId); // 1
        if (statement instanceof Outcome.Rejected<ProvenStatement, StatementRejection> no) {
            return new Outcome.Rejected<>(reason(no.reason()), no.reason() + ": " + no.detail(), requestId);
        }
        ProvenStatement proven = ((Outcome.Accepted<ProvenStatement, StatementRejection>) statement).value();
        Claim claim;
        try {
            claim = Claim.of(proven.statement(), network); // 2
        } catch (MalformedException e) {
            return new Outcome.Rejected<>(ClaimRejection.MALFORMED, String.valueOf(e.getMessage()), requestId);
        }
        if (Duration.between(claim.issued(), claim.statement().expires()).compareTo(MAX_LIFE) > 0) {
            return new Outcome.Rejected<>(ClaimRejection.STALE, "claim must live for a day at most", requestId);
        }
        if (!isOneForEach(inputAddresses, signed.wallets())) { // 3
            String detail = signed.wallets().size() + " wallet signatures for " + inputAddresses.size()
                    + " addresses of inputs of " + claim.transaction();
            return new Outcome.Rejected<>(ClaimRejection.INPUTS, detail, requestId);
        }
        List<ProvenAddress> inputs = new ArrayList<>();
        for (WalletSignature wallet : signed.wallets()) { // 4
            Outcome<ProvenAddress, WalletRejection> input =
                    wallet.verify(claim.statement().text(), network, requestId);
            if (input instanceof Outcome.Rejected<ProvenAddress, WalletRejection> no) {
                ClaimRejection reason =
                        no.reason() == WalletRejection.UNSUPPORTED ? ClaimRejection.UNSUPPORTED : ClaimRejection.WALLET;
                return new Outcome.Rejected<>(reason, no.reason() + ": " + no.detail(), requestId);
            }
            input.accepted().ifPresent(inputs::add);
        }
        return new Outcome.Accepted<>(new ProvenClaim(claim, proven.signers().get(0), inputs));
    }

    private static boolean isOneForEach(Set<String> addresses, List<WalletSignature> wallets) {
        if (addresses.isEmpty() || addresses.size() > MAX_INPUT_ADDRESSES || wallets.size() != addresses.size()) {
            return false;
        }
        Set<String> signed = new HashSet<>();
        wallets.forEach(wallet -> signed.add(wallet.address()));
        return signed.equals(addresses);
    }

    private static ClaimRejection reason(StatementRejection reason) {
        return switch (reason) {
            case MALFORMED, KIND -> ClaimRejection.MALFORMED;
            case CLOUD -> ClaimRejection.CLOUD;
            case STALE -> ClaimRejection.STALE;
            case IDENTITY, SIGNATURE, SECOND_IDENTITY, SECOND_SIGNATURE -> ClaimRejection.SIGNATURE;
        };
    }
}
