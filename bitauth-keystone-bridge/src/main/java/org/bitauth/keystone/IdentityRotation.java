package org.bitauth.keystone;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.replay.ReplayGuard;
import org.bitauth.statement.ProvenStatement;
import org.bitauth.statement.SignedStatement;
import org.bitauth.statement.Statement;
import org.bitauth.statement.StatementKind;
import org.bitauth.statement.StatementRejection;
import org.bitauth.statement.StatementVerifier;

/**
 * Users change their own identities: a {@code rotate} statement, signed by an identity that counts and by the new one,
 * adds the new one after the user's waiting time, and until then any identity that counts can withdraw it. Thread-safe.
 */
public final class IdentityRotation {
    /** How many identities a user may have that adds one himself. */
    private static final int MOST_OF_A_USER = 32;

    private static final String ADD = "identity.add";
    private static final String WITHDRAW = "identity.withdraw";
    private static final Duration LONGEST_STATEMENT = Duration.ofDays(1);
    private static final Duration SKEW = Duration.ofSeconds(10);

    private final DirectoryAdmin admin;
    private final StatementVerifier verifier;
    private final ReplayGuard guard;
    private final AuthListener listener;
    private final InstantSource clock;

    IdentityRotation(
            String cloud, DirectoryAdmin admin, ReplayGuard guard, AuthListener listener, InstantSource clock) {
        this.admin = admin;
        this.guard = guard;
        this.listener = listener;
        this.clock = clock;
        verifier = StatementVerifier.builder(URI.create(cloud)).clock(clock).build();
    }

    /**
     * Adds an identity.
     *
     * @param signed the statement, of kind {@link StatementKind#ROTATE}
     * @param requestId the request's id
     * @return the new identity and since when it counts, or why there is none
     * @throws org.bitauth.StoreException if a store cannot answer
     */
    public Outcome<UserIdentity, RotationRejection> add(SignedStatement signed, String requestId) {
        Outcome<ProvenStatement, StatementRejection> proof = verifier.verify(signed, StatementKind.ROTATE, requestId);
        if (proof instanceof Outcome.Rejected<ProvenStatement, StatementRejection> no) {
            RotationRejection reason =
                    no.reason() == StatementRejection.MALFORMED || no.reason() == StatementRejection.KIND
                            ? RotationRejection.MALFORMED
                            : RotationRejection.NOT_PROVEN;
            return refuse(ADD, reason, no.reason() + ": " + no.detail(), requestId);
        }
        Statement statement = ((Outcome.Accepted<ProvenStatement, StatementRejection>) proof)
                .value()
                .statement();
        Instant issued = statement.issued().orElseThrow();
        if (Duration.between(issued, statement.expires()).compareTo(LONGEST_STATEMENT) > 0) {
            return refuse(ADD, RotationRejection.NOT_PROVEN, "statement must live for a day at most", requestId);
        }
        if (issued.isBefore(guard.rememberingSince().plus(SKEW))) {
            return refuse(ADD, RotationRejection.NOT_PROVEN, "statement is older than the guard's memory", requestId);
        }
        Optional<User> user = admin.store().userOf(statement.identity()).filter(User::enabled);
        if (user.isEmpty()) {
            return refuse(
                    ADD, RotationRejection.NOT_PROVEN, "no user has the identity " + statement.identity(), requestId);
        }
        if (admin.store().identities(user.get().id()).size() >= MOST_OF_A_USER) {
            return refuse(ADD, RotationRejection.CONFLICT, "user has " + MOST_OF_A_USER + " identities", requestId);
        }
        String nonce = "rotate " + statement.nonce().orElseThrow();
        if (!guard.claim(nonce, statement.expires().plus(SKEW))) {
            return refuse(ADD, RotationRejection.NOT_PROVEN, "statement was used before", requestId);
        }
        return apply(user.get(), statement, requestId);
    }

    /**
     * Withdraws an identity that does not count yet.
     *
     * @param by an identity that was proven by a signed request, and counts
     * @param sin the identity that is waiting
     * @param requestId the request's id
     * @return the identity, or why it was not withdrawn
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public Outcome<Sin, RotationRejection> withdraw(Sin by, Sin sin, String requestId) {
        Optional<User> user = admin.store().userOf(by).filter(User::enabled);
        boolean waits = user.isPresent()
                && admin.store().identities(user.get().id()).stream()
                        .anyMatch(identity ->
                                identity.sin().equals(sin) && clock.instant().isBefore(identity.from()));
        if (!waits || !admin.store().removeIdentity(user.get().id(), sin)) {
            return refuse(
                    WITHDRAW, RotationRejection.MISSING, by + " has no identity waiting that is " + sin, requestId);
        }
        tell(WITHDRAW, Optional.of(by), "accepted", "withdrew " + sin, requestId);
        return new Outcome.Accepted<>(sin);
    }

    private Outcome<UserIdentity, RotationRejection> apply(User user, Statement statement, String requestId) {
        Sin added = statement.secondSigner().orElseThrow();
        try {
            UserIdentity identity = admin.addRotated(user.id(), added);
            String detail = "user " + user.id() + " gets " + added + " from " + identity.from();
            tell(ADD, Optional.of(statement.identity()), "accepted", detail, requestId);
            return new Outcome.Accepted<>(identity);
        } catch (IllegalArgumentException e) {
            return refuse(ADD, RotationRejection.CONFLICT, added + " belongs to somebody", requestId);
        }
    }

    private <T> Outcome<T, RotationRejection> refuse(
            String action, RotationRejection reason, String detail, String requestId) {
        tell(action, Optional.empty(), reason.name().toLowerCase(Locale.ROOT), detail, requestId);
        return new Outcome.Rejected<>(reason, detail, requestId);
    }

    private void tell(String action, Optional<Sin> sin, String outcome, String detail, String requestId) {
        listener.on(new AuthEvent(clock.instant(), requestId, action, sin, outcome, detail));
    }
}
