package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.payment.ScriptedChain.pays;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A difference of each kind is planted, and found. */
class PaymentAuditTest {
    private final Shop shop = new Shop();
    private final PlacedOrder placed = shop.order();

    @BeforeEach
    void pay() {
        shop.chain.mine(pays(placed.invoice().address(), Shop.PRICE, 1));
        shop.chain.mine();
        shop.payments.sync().once();
    }

    private List<String> differences() throws ChainException {
        return PaymentAudit.differences(shop.store, shop.chain, shop.clock);
    }

    private Void change(java.util.function.Consumer<LeaseBook> change) {
        return shop.store.change(book -> {
            change.accept(book);
            return null;
        });
    }

    @Test
    void findsNothingInAHealthyStore() throws Exception {
        assertThat(differences()).isEmpty();
    }

    @Test
    void findsALeaseThatIsTooLong() throws Exception {
        Lease lease = shop.lease(placed);
        Optional<Instant> longer = lease.paidThrough().map(end -> end.plusSeconds(1));
        change(book -> book.putLease(new Lease(lease.id(), longer, lease.grace(), lease.roles(), false)));

        assertThat(differences()).singleElement().asString().contains("is paid through");
    }

    @Test
    void findsALeaseThatNobodyOrdered() throws Exception {
        LeaseId id = new LeaseId(BitauthKey.generate().sin(), "web-1", "small");
        change(book -> book.putLease(
                new Lease(id, Optional.of(shop.clock.instant()), Duration.ZERO, List.of("admin"), false)));

        assertThat(differences()).singleElement().asString().contains("nobody ordered it");
    }

    @Test
    void findsAnOrderThatIsKeptAsSettled() throws Exception {
        PlacedOrder unpaid = shop.order();
        Evaluation settled = shop.now(placed);
        change(book -> book.setEvaluation(unpaid.id(), settled));

        assertThat(differences())
                .anySatisfy(line -> assertThat(line).contains("kept as SETTLED"))
                .anySatisfy(line -> assertThat(line).contains("the journal does not tell"));
    }

    @Test
    void findsAnOutputThatIsNotInTheChain() throws Exception {
        PlacedOrder unpaid = shop.order();
        SeenOutput planted = SeenOutput.waiting(
                        pays(unpaid.invoice().address(), Shop.PRICE, 9), Optional.of(unpaid.id()), shop.clock.instant())
                .in(shop.chain.block(1, java.util.Set::copyOf).orElseThrow());
        change(book -> book.chain().putOutput(planted));

        assertThat(differences()).anySatisfy(line -> assertThat(line).contains("is in block none"));
    }

    @Test
    void findsAnOutputThatWasLost() throws Exception {
        PlacedOrder second = shop.order();
        shop.chain.cut(1);
        shop.chain.mine(pays(second.invoice().address(), Shop.PRICE, 2));

        assertThat(differences())
                .anySatisfy(line -> assertThat(line).contains("is not in the best chain"))
                .anySatisfy(line -> assertThat(line).contains("is in the chain and not kept"));
    }

    @Test
    void findsAnOutputOfAnotherAmount() throws Exception {
        SeenOutput kept =
                shop.store.read(book -> book.chain().outputs(placed.id())).get(0);
        ChainOutput more =
                new ChainOutput(kept.output().outpoint(), kept.output().address(), Shop.PRICE + 1, Optional.empty());
        change(book -> book.chain()
                .putOutput(new SeenOutput(more, kept.orderId(), kept.seenAt(), kept.block(), false, false)));

        assertThat(differences()).anySatisfy(line -> assertThat(line).contains("pays 100000 satoshi, kept as 100001"));
    }
}
