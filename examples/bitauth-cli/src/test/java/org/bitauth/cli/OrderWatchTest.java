package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.LeaseState;
import org.bitauth.keystone.payment.OrderState;
import org.bitauth.keystone.payment.client.OrderStatus;
import org.bitauth.keystone.payment.client.VendorRejection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code bitauth order watch} draws and how it ends. */
class OrderWatchTest {
    private static final Outcome<OrderStatus, VendorRejection> AWAY = no(VendorRejection.UNREACHABLE, "no answer");

    private final Deque<Outcome<OrderStatus, VendorRejection>> answers = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final StringWriter out = new StringWriter();

    @Test
    void writesALineForEachChangeWhereThereIsNoTerminal() {
        answers.add(yes(OrderState.NEW, 0, 0));
        answers.add(yes(OrderState.NEW, 0, 0));
        answers.add(yes(OrderState.PROCESSING, 100, 1));
        answers.add(yes(OrderState.SETTLED, 100, 2));

        assertThat(watch(false)).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "NEW 0/100 satoshi, 0/2 confirmations",
                        "PROCESSING 100/100 satoshi, 1/2 confirmations",
                        "SETTLED 100/100 satoshi, 2/2 confirmations");
        assertThat(pauses).containsOnly(Duration.ofSeconds(2)).hasSize(3);
    }

    @Test
    void drawsOneLineAgainOnATerminal() {
        answers.add(yes(OrderState.PROCESSING, 100, 1));
        answers.add(yes(OrderState.SETTLED, 100, 2));

        assertThat(watch(true)).isZero();
        assertThat(out)
                .hasToString("\rPROCESSING 100/100 satoshi, 1/2 confirmations\u001b[K"
                        + "\rSETTLED 100/100 satoshi, 2/2 confirmations\u001b[K" + System.lineSeparator());
    }

    @Test
    void neverDrawsMoreThanALine() {
        answers.add(new Outcome.Accepted<>(status(
                OrderState.SETTLED,
                2_100_000_000_000_000L,
                2,
                Optional.of(ChainException.Reason.UNREACHABLE),
                Optional.of(Instant.parse("2026-11-22T11:00:00Z")))));

        watch(true);
        assertThat(out.toString().strip().replace("\u001b[K", "")).hasSize(79);
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderState.class,
            names = {"EXPIRED", "INVALID"})
    void endsWithOneWhereTheTimeIsOver(OrderState state) {
        answers.add(yes(state, 0, 0));

        assertThat(watch(false)).isEqualTo(1);
    }

    @Test
    void goesOnWhileAVendorThatHasAnsweredIsAway() {
        answers.add(yes(OrderState.NEW, 0, 0));
        answers.add(AWAY);
        answers.add(no(VendorRejection.REFUSED, "503 busy"));
        answers.add(yes(OrderState.SETTLED, 100, 2));

        assertThat(watch(false)).isZero();
        assertThat(out.toString()).containsOnlyOnce("the vendor does not answer");
    }

    @Test
    void endsAtOnceWhereAVendorNeverAnswered() {
        answers.add(AWAY);

        assertThatThrownBy(() -> watch(false))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(CommandFailure.UNREACHABLE));
        assertThat(pauses).isEmpty();
    }

    @Test
    void endsAtOnceWhereAnOrderIsNotTheOwners() {
        answers.add(yes(OrderState.NEW, 0, 0));
        answers.add(no(VendorRejection.REFUSED, "404 nothing"));

        assertThatThrownBy(() -> watch(true))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.exitCode()).isEqualTo(CommandFailure.REFUSED));
        assertThat(out.toString()).endsWith(System.lineSeparator());
    }

    @Test
    void endsWhenItIsInterrupted() {
        answers.add(yes(OrderState.NEW, 0, 0));
        OrderWatch watch = new OrderWatch(answers::remove, new PrintWriter(out), true, time -> {
            throw new InterruptedException();
        });

        assertThat(watch.run()).isEqualTo(3);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(out.toString()).endsWith(System.lineSeparator());
    }

    private int watch(boolean terminal) {
        return new OrderWatch(answers::remove, new PrintWriter(out, true), terminal, pauses::add).run();
    }

    private static Outcome<OrderStatus, VendorRejection> yes(OrderState state, long seen, int confirmations) {
        return new Outcome.Accepted<>(status(state, seen, confirmations, Optional.empty(), Optional.empty()));
    }

    private static Outcome<OrderStatus, VendorRejection> no(VendorRejection reason, String detail) {
        return new Outcome.Rejected<>(reason, detail, "req-1");
    }

    private static OrderStatus status(
            OrderState state,
            long seen,
            int confirmations,
            Optional<ChainException.Reason> lag,
            Optional<Instant> paidThrough) {
        return new OrderStatus(
                "ab".repeat(32),
                state,
                List.of(),
                100,
                seen,
                0,
                Instant.parse("2026-11-22T10:15:00Z"),
                2,
                confirmations,
                false,
                LeaseState.PENDING,
                paidThrough,
                "web-1",
                lag);
    }
}
