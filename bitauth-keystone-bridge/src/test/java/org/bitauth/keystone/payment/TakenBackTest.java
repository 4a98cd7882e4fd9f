package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.DirectoryAdmin;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.keystone.token.InMemoryRevocationStore;
import org.bitauth.keystone.token.Revocation;
import org.junit.jupiter.api.Test;

class TakenBackTest {
    private final Moments clock = new Moments();
    private final InMemoryRevocationStore revocations = new InMemoryRevocationStore(clock);
    private final TakenBack listener =
            new TakenBack(new DirectoryAdmin(new InMemoryDirectory(clock), revocations, clock));
    private final LeaseId id = new LeaseId(BitauthKey.generate().sin(), "web-1", "small");

    private Lease lease(Optional<Instant> end, boolean revoked) {
        return new Lease(id, end, Duration.ZERO, List.of("member"), revoked);
    }

    private List<Revocation> after(Optional<Instant> before, Lease after) {
        listener.changed(Optional.of(lease(before, false)), after);
        return revocations.list().revocations();
    }

    @Test
    void revokesWhenThePaymentIsGone() {
        assertThat(after(Optional.of(clock.instant()), lease(Optional.empty(), false)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Revocation.OfUser.class,
                        revoked -> assertThat(revoked.userId())
                                .isEqualTo(id.owner().value()));
    }

    @Test
    void revokesWhenTheLeaseGetsShorterOrIsClosed() {
        Instant end = clock.instant();
        assertThat(after(Optional.of(end), lease(Optional.of(end.minusSeconds(1)), false)))
                .hasSize(1);
        assertThat(after(Optional.of(end), lease(Optional.of(end), true))).hasSize(1);
    }

    @Test
    void revokesNothingWhenALeaseGetsLonger() {
        Instant end = clock.instant();
        listener.changed(Optional.empty(), lease(Optional.of(end), false));

        assertThat(after(Optional.of(end), lease(Optional.of(end.plusSeconds(60)), false)))
                .isEmpty();
    }
}
