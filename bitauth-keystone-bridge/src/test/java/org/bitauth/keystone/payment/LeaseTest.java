package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private final LeaseId id = new LeaseId(BitauthKey.generate().sin(), "web-1", "small");

    private Lease lease(Duration grace, LeaseTerm... terms) {
        return Lease.of(id, List.of(terms), grace, List.of("member"), false);
    }

    private static LeaseTerm term(Duration after, String reference) {
        return new LeaseTerm(START.plus(after), HOUR, reference);
    }

    @Test
    void addsTermsOneAfterTheOther() {
        assertThat(lease(Duration.ZERO, term(Duration.ZERO, "a"), term(Duration.ofMinutes(1), "b"))
                        .paidThrough())
                .contains(START.plus(HOUR).plus(HOUR));
    }

    @Test
    void beginsAnewAfterAGap() {
        assertThat(lease(Duration.ZERO, term(Duration.ZERO, "a"), term(Duration.ofHours(5), "b"))
                        .paidThrough())
                .contains(START.plus(Duration.ofHours(6)));
    }

    @Test
    void isTheSameForTermsInAnyOrder() {
        List<LeaseTerm> terms = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            terms.add(term(Duration.ofMinutes(random.nextInt(10_000)), "t" + i));
        }
        Lease lease = Lease.of(id, terms, Duration.ZERO, List.of(), false);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(terms, random);
            assertThat(Lease.of(id, terms, Duration.ZERO, List.of(), false)).isEqualTo(lease);
        }
    }

    @Test
    void goesThroughItsStates() {
        Lease lease = lease(Duration.ofMinutes(10), term(Duration.ZERO, "a"));

        assertThat(lease(Duration.ZERO).stateAt(START)).isEqualTo(LeaseState.PENDING);
        assertThat(lease.stateAt(START.plus(HOUR).minusNanos(1))).isEqualTo(LeaseState.ACTIVE);
        assertThat(lease.stateAt(START.plus(HOUR))).isEqualTo(LeaseState.GRACE);
        assertThat(lease.openUntil(START.plus(HOUR))).contains(START.plus(HOUR).plusSeconds(600));
        assertThat(lease.stateAt(START.plus(HOUR).plusSeconds(600))).isEqualTo(LeaseState.SUSPENDED);
        assertThat(lease.openUntil(START.plus(HOUR).plusSeconds(600))).isEmpty();
        assertThat(lease.stateAt(START.plus(HOUR).plusSeconds(600).plus(Lease.KEPT)))
                .isEqualTo(LeaseState.ENDED);
    }

    @Test
    void anotherProofOfPaymentCountsOnce() {
        Shop shop = new Shop();
        PlacedOrder placed = shop.order();

        shop.payments.leases().extend(placed.id(), HOUR, "invoice 17");
        shop.payments.leases().extend(placed.id(), HOUR, "invoice 17");

        assertThat(shop.lease(placed).paidThrough()).contains(START.plus(HOUR));
        assertThat(shop.isOpen()).isTrue();
        assertThat(shop.changed).hasSize(1);
        assertThat(shop.payments.leases().extend("f".repeat(64), HOUR, "x")).isEmpty();
        assertThatThrownBy(() -> shop.payments.leases().extend(placed.id(), HOUR, "line\nend"))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> shop.payments.leases().extend(placed.id(), Duration.ZERO, "x"))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void moneyAfterAnExtensionAddsToIt() {
        Shop shop = new Shop();
        PlacedOrder placed = shop.order();
        shop.payments.leases().extend(placed.id(), HOUR, "a person");
        shop.chain.mine(ScriptedChain.pays(placed.invoice().address(), Shop.PRICE, 1));
        shop.chain.mine();
        shop.payments.sync().once();

        assertThat(shop.lease(placed).paidThrough()).contains(START.plus(HOUR).plus(HOUR));
    }

    @Test
    void closedLeaseStaysClosedWhateverIsPaid() {
        Shop shop = new Shop();
        PlacedOrder placed = shop.order();
        shop.payments.leases().setRevoked(placed.id(), true, "abuse");
        shop.chain.mine(ScriptedChain.pays(placed.invoice().address(), Shop.PRICE, 1));
        shop.chain.mine();
        shop.payments.sync().once();
        assertThat(shop.isOpen()).isFalse();
        assertThat(shop.lease(placed).stateAt(START)).isEqualTo(LeaseState.REVOKED);

        shop.payments.leases().setRevoked(placed.id(), false, "settled with the owner");
        assertThat(shop.isOpen()).isTrue();
    }
}
