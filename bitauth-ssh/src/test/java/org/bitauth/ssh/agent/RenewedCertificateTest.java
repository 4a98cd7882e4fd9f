package org.bitauth.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.ssh.SshCertificate;
import org.junit.jupiter.api.Test;

/** Certificates live 5 minutes from when they are asked for. */
class RenewedCertificateTest {
    private final Agents agents = new Agents();
    private final Deque<Outcome<SshCertificate, ClientRejection>> answers = new ArrayDeque<>();
    private final RenewedCertificate certificate = new RenewedCertificate(
            () -> answers.isEmpty() ? down() : answers.remove(),
            agents.key.publicKey(),
            "cloud",
            agents.clock,
            agents.events::add);

    @Test
    void isFetchedAtOnce() {
        SshCertificate first = offer();

        assertThat(certificate.blob()).isEmpty();
        assertThat(certificate.renewIfDue()).isEqualTo(Duration.ofMinutes(4));
        assertThat(certificate.blob()).contains(Agents.blob(first));
        assertThat(agents.last())
                .isEqualTo(new AgentEvent(AgentEvent.Kind.RENEWED, "cloud: serial " + first.serialText()));
    }

    @Test
    void isRenewedAMinuteBeforeItEndsAndNotEarlier() {
        SshCertificate first = offer();
        certificate.renewIfDue();
        pass(Duration.ofSeconds(239));
        SshCertificate second = offer();

        assertThat(certificate.renewIfDue()).isEqualTo(Duration.ofSeconds(1));
        assertThat(certificate.blob()).contains(Agents.blob(first));
        pass(Duration.ofSeconds(1));
        certificate.renewIfDue();
        assertThat(certificate.blob()).contains(Agents.blob(second));
    }

    @Test
    void isStillKnownAfterOneRenewalButNotAfterTwo() {
        SshCertificate first = offer();
        certificate.renewIfDue();
        renew();

        assertThat(certificate.is(Agents.blob(first))).isTrue();
        renew();
        assertThat(certificate.is(Agents.blob(first))).isFalse();
    }

    @Test
    void isKeptWhileTheCloudIsDownUntilItEnds() {
        offer();
        certificate.renewIfDue();
        pass(Duration.ofMinutes(4));

        assertThat(certificate.renewIfDue()).isEqualTo(Duration.ofSeconds(5));
        assertThat(agents.last()).isEqualTo(new AgentEvent(AgentEvent.Kind.NOT_RENEWED, "cloud: UNREACHABLE down"));
        pass(Duration.ofSeconds(59));
        assertThat(certificate.blob()).isPresent();
        pass(Duration.ofSeconds(1));
        assertThat(certificate.blob()).isEmpty();
    }

    @Test
    void isAskedForMoreAndMoreSeldomWhileTheCloudIsDown() {
        for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
            assertThat(certificate.renewIfDue()).isEqualTo(Duration.ofSeconds(seconds));
            pass(Duration.ofSeconds(seconds));
        }
        offer();
        assertThat(certificate.renewIfDue()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void isNotTakenForAnotherKey() {
        SshCertificate other = new Agents().certificate();
        assertThat(other.subject()).isNotEqualTo(agents.key.publicKey());
        answers.add(new Outcome.Accepted<>(other));

        assertThat(certificate.renewIfDue()).isEqualTo(Duration.ofSeconds(5));
        assertThat(certificate.blob()).isEmpty();
        assertThat(agents.last().kind()).isEqualTo(AgentEvent.Kind.NOT_RENEWED);
    }

    @Test
    void isNotTakenFromAHost() {
        answers.add(new Outcome.Accepted<>(agents.hostCertificate("web-1", agents.key.publicKey())));

        certificate.renewIfDue();
        assertThat(certificate.blob()).isEmpty();
    }

    @Test
    void survivesASourceThatThrows() {
        RenewedCertificate throwing = new RenewedCertificate(
                () -> {
                    throw new IllegalStateException("bug");
                },
                agents.key.publicKey(),
                "cloud",
                agents.clock,
                agents.events::add);

        assertThat(throwing.renewIfDue()).isEqualTo(Duration.ofSeconds(5));
        assertThat(agents.last().detail()).isEqualTo("cloud: UNREACHABLE IllegalStateException");
    }

    @Test
    void isFetchedAnewWhenTheClockWasSetBack() {
        offer();
        certificate.renewIfDue();
        pass(Duration.ofHours(-1));

        assertThat(certificate.blob()).isEmpty();
        assertThat(certificate.renewIfDue()).isEqualTo(Duration.ofSeconds(5));
        assertThat(certificate.blob()).isEmpty();
        pass(Duration.ofSeconds(5));
        offer();
        certificate.renewIfDue();
        assertThat(certificate.blob()).isPresent();
    }

    private SshCertificate offer() {
        SshCertificate made = agents.certificate();
        answers.add(new Outcome.Accepted<>(made));
        return made;
    }

    private void renew() {
        pass(Duration.ofMinutes(4));
        offer();
        certificate.renewIfDue();
    }

    private void pass(Duration time) {
        agents.now = agents.now.plus(time);
    }

    private static Outcome<SshCertificate, ClientRejection> down() {
        return new Outcome.Rejected<>(ClientRejection.UNREACHABLE, "down", "none");
    }
}
