package org.bitauth.statement;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.RequestId;
import org.bitauth.internal.ClockRules;

/**
 * Verifies statements for one cloud: who said this, and does it hold now. Immutable and thread-safe.
 *
 * <p>It keeps nothing, so the same statement is accepted each time that it is shown. Freshness is the caller's: whoever
 * acts on a statement first claims {@link Statement#nonce} for longer than the statement holds (in a
 * {@link org.bitauth.replay.ReplayGuard}, or for good beside what the statement made).
 */
public final class StatementVerifier {
    private final String cloud;
    private final InstantSource clock;
    private final Duration maxSkew;

    private StatementVerifier(Builder builder) {
        cloud = builder.cloud;
        clock = builder.clock;
        maxSkew = builder.maxSkew;
    }

    /**
     * Begins with the system's clock and a skew of 10 seconds.
     *
     * @param cloud the public base URL, as clients know it
     * @return settings
     * @throws MalformedException if the URL has another form than {@link CloudUrl} takes
     */
    public static Builder builder(URI cloud) {
        return new Builder(CloudUrl.of(cloud));
    }

    /**
     * The cloud that statements must be for.
     *
     * @return the text of the {@code Cloud:} line
     */
    public String cloud() {
        return cloud;
    }

    /**
     * Verifies a statement, cheap steps first. Throws nothing for any text, key or signature.
     *
     * @param signed what the client sent
     * @param kind the kind that this endpoint takes
     * @return the statement and the keys that verified, or the step that refused
     */
    public Outcome<ProvenStatement, StatementRejection> verify(SignedStatement signed, StatementKind kind) {
        return verify(signed, kind, RequestId.next());
    }

    /**
     * Verifies a statement, as {@link #verify(SignedStatement, StatementKind)}.
     *
     * @param signed what the client sent
     * @param kind the kind that this endpoint takes
     * @param requestId the id of the request that carries it
     * @return the statement and the keys that verified, or the step that refused
     */
    public Outcome<ProvenStatement, StatementRejection> verify(
            SignedStatement signed, StatementKind kind, String requestId) {
        Statement statement;
        List<Signer> signers;
        try {
            StatementLines lines = StatementLines.split(signed.text()); // 1
            if (!lines.kind().equals(kind.name())) { // 2
                String detail = "statement of kind " + lines.kind() + ", not " + kind;
                return new Outcome.Rejected<>(StatementRejection.KIND, detail, requestId);
            }
            statement = Statement.of(lines, kind); // 3
            signers = signers(signed, kind.secondSigner().isPresent() ? 2 : 1);
        } catch (MalformedException e) {
            return new Outcome.Rejected<>(StatementRejection.MALFORMED, String.valueOf(e.getMessage()), requestId);
        }
        Optional<StatementRejection> refused = judge(statement, signers);
        if (refused.isPresent()) {
            String detail = kind + " of " + statement.identity() + " for " + statement.cloud() + ", expires "
                    + statement.expires();
            return new Outcome.Rejected<>(refused.get(), detail, requestId);
        }
        List<ProvenIdentity> proven =
                signers.stream().map(signer -> new ProvenIdentity(signer.key())).toList();
        return new Outcome.Accepted<>(new ProvenStatement(statement, proven));
    }

    private Optional<StatementRejection> judge(Statement statement, List<Signer> signers) {
        if (!statement.cloud().equals(cloud)) { // 4
            return Optional.of(StatementRejection.CLOUD);
        }
        Instant now = clock.instant();
        boolean early = statement.issued().filter(now.plus(maxSkew)::isBefore).isPresent();
        if (early || now.isAfter(statement.expires())) { // 5
            return Optional.of(StatementRejection.STALE);
        }
        if (!signers.get(0).is(statement.identity())) { // 6
            return Optional.of(StatementRejection.IDENTITY);
        }
        if (!signers.get(0).signed(statement)) { // 7
            return Optional.of(StatementRejection.SIGNATURE);
        }
        Optional<Sin> second = statement.secondSigner();
        if (second.isPresent() && !signers.get(1).is(second.get())) { // 8
            return Optional.of(StatementRejection.SECOND_IDENTITY);
        }
        if (second.isPresent() && !signers.get(1).signed(statement)) { // 9
            return Optional.of(StatementRejection.SECOND_SIGNATURE);
        }
        return Optional.empty();
    }

    private static List<Signer> signers(SignedStatement signed, int count) {
        if (signed.signatures().size() != count) {
            throw new MalformedException("statement must have a signature of each of its signers and no other");
        }
        List<Signer> signers = new ArrayList<>();
        for (StatementSignature signature : signed.signatures()) {
            signers.add(new Signer(
                    BitauthPublicKey.ofHex(signature.publicKey()), BitauthSignature.ofDerHex(signature.signature())));
        }
        return signers;
    }

    private record Signer(BitauthPublicKey key, BitauthSignature proof) {
        boolean is(Sin sin) {
            return key.sin().equals(sin);
        }

        boolean signed(Statement statement) {
            return proof.isLowS() && key.verifies(statement.signable(), proof);
        }
    }

    /** Settings with defaults. */
    public static final class Builder {
        private final String cloud;
        private InstantSource clock = InstantSource.system();
        private Duration maxSkew = Duration.ofSeconds(10);

        private Builder(String cloud) {
            this.cloud = cloud;
        }

        /**
         * Tells the time.
         *
         * @param instants the clock
         * @return this
         */
        public Builder clock(InstantSource instants) {
            clock = instants;
            return this;
        }

        /**
         * How far ahead the clock of whoever issued a statement may be.
         *
         * @param skew 1 to 60 seconds; 10 by default
         * @return this
         */
        public Builder maxSkew(Duration skew) {
            maxSkew = ClockRules.requireSkew(skew);
            return this;
        }

        /**
         * Ends the settings.
         *
         * @return a verifier for the cloud
         */
        public StatementVerifier build() {
            return new StatementVerifier(this);
        }
    }
}
