package org.bitauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class OutcomeTest {
    private enum Reason {
        TIRED
    }

    private static final Outcome<Integer, Reason> YES = new Outcome.Accepted<>(20);
    private static final Outcome<Integer, Reason> NO = new Outcome.Rejected<>(Reason.TIRED, "slept badly", "req-1");

    @Test
    void holdsEitherAValueOrARefusal() {
        assertThat(YES.accepted()).contains(20);
        assertThat(YES.rejected()).isEmpty();
        assertThat(NO.accepted()).isEmpty();
        assertThat(NO.rejected()).contains(new Outcome.Rejected<>(Reason.TIRED, "slept badly", "req-1"));
    }

    @Test
    void mapsTheValueAndKeepsTheRefusal() {
        assertThat(YES.map(value -> "no " + value)).isEqualTo(new Outcome.Accepted<>("no 20"));
        assertThat(NO.map(value -> "no " + value)).isEqualTo(NO);
    }

    @Test
    void throwsTheCallersException() {
        assertThat(YES.orElseThrow(no -> new IllegalStateException(no.detail())))
                .isEqualTo(20);
        assertThatIllegalStateException()
                .isThrownBy(() -> NO.orElseThrow(no -> new IllegalStateException(no.requestId() + " " + no.detail())))
                .withMessage("req-1 slept badly");
    }
}
