package org.bitauth.ssh.agent;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshPublicKey;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that is fetched again a minute before it ends, or after half its life if that is shorter. What counts is
 * how long it lives after it was asked for, so that a clock that is wrong but steady costs nothing.
 */
final class RenewedCertificate {
    private static final Duration BEFORE_THE_END = Duration.ofMinutes(1);
    private static final Duration START_IN_THE_PAST = Duration.ofSeconds(60);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final CertificateSource source;
    private final SshPublicKey key;
    private final String name;
    private final InstantSource clock;
    private final AgentListener listener;
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private volatile State state = new State(null, null, Instant.MIN, Instant.MIN, Instant.MIN, Duration.ZERO);

    /** Certificates now and before, and by this machine's clock when the last one was wanted, is due and ends. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record State(
            byte @Nullable [] now, byte @Nullable [] before, Instant asked, Instant due, Instant end, Duration pause) {}

    RenewedCertificate(
            CertificateSource source, SshPublicKey key, String name, InstantSource clock, AgentListener listener) {
        this.source = source;
        this.key = key;
        this.name = name;
        this.clock = clock;
        this.listener = listener;
    }

    /** The certificate in SSH's encoding, while it lives. */
    Optional<byte[]> blob() {
        State current = state;
        Instant now = clock.instant();
        return Optional.ofNullable(current.now)
                .filter(blob -> now.isBefore(current.end) && !now.isBefore(current.asked));
    }

    /** Whether this is the certificate, or the one before it, which a client may have been told of. */
    boolean is(byte[] blob) {
        State current = state;
        return MessageDigest.isEqual(blob, current.now) || MessageDigest.isEqual(blob, current.before);
    }

    /** Waits until it was asked for the first time. */
    void awaitFirstTry(Duration limit) throws InterruptedException {
        firstTry.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Fetches it if it is time; how long to do nothing now. */
    synchronized Duration renewIfDue() {
        Instant asked = clock.instant();
        State old = state;
        if (asked.isBefore(old.due) && !asked.isBefore(old.asked)) {
            return Duration.between(asked, old.due);
        }
        Outcome<SshCertificate, ClientRejection> answer;
        try {
            answer = source.fetch();
        } catch (RuntimeException e) {
            answer = new Outcome.Rejected<>(
                    ClientRejection.UNREACHABLE, e.getClass().getSimpleName(), "none");
        }
        state = answer.accepted()
                .filter(this::isOurs)
                .map(certificate -> next(old, certificate, asked))
                .orElseGet(() -> later(old, asked));
        firstTry.countDown();
        listener.on(event(answer));
        return Duration.between(asked, state.due);
    }

    private boolean isOurs(SshCertificate certificate) {
        return certificate.kind() == SshCertificate.Kind.USER
                && certificate.subject().equals(key);
    }

    private static State next(State old, SshCertificate certificate, Instant asked) {
        Duration life = shorter(
                LONGEST_LIFE,
                Duration.between(certificate.validAfter(), certificate.validBefore())
                        .minus(START_IN_THE_PAST));
        Duration untilDue = longer(life.minus(BEFORE_THE_END), life.dividedBy(2));
        return new State(
                Base64.getDecoder().decode(certificate.line().split(" ", 3)[1]),
                old.now,
                asked,
                asked.plus(longer(untilDue, FIRST_PAUSE)), // whatever a cloud says, it is not asked without end
                asked.plus(life),
                Duration.ZERO);
    }

    private static State later(State old, Instant asked) {
        Duration pause = shorter(LONGEST_PAUSE, longer(FIRST_PAUSE, old.pause.multipliedBy(2)));
        boolean setBack = asked.isBefore(old.asked); // then nobody knows how old the certificate is
        return setBack
                ? new State(null, old.now, asked, asked.plus(pause), asked, pause)
                : new State(old.now, old.before, old.asked, asked.plus(pause), old.end, pause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private AgentEvent event(Outcome<SshCertificate, ClientRejection> answer) {
        if (answer instanceof Outcome.Rejected<SshCertificate, ClientRejection> no) {
            return new AgentEvent(AgentEvent.Kind.NOT_RENEWED, name + ": " + no.reason() + " " + no.detail());
        }
        SshCertificate certificate = answer.accepted().orElseThrow();
        return isOurs(certificate)
                ? new AgentEvent(AgentEvent.Kind.RENEWED, name + ": serial " + certificate.serialText())
                : new AgentEvent(AgentEvent.Kind.NOT_RENEWED, name + ": not a user certificate of this key");
    }
}
