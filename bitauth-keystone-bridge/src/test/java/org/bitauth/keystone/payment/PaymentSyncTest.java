package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.payment.ScriptedChain.pays;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.junit.jupiter.api.Test;

/** What money does to an order, case by case. */
class PaymentSyncTest {
    private final Shop shop = new Shop();
    private final PlacedOrder placed = shop.order();
    private final String address = placed.invoice().address();

    private Evaluation mined(ChainOutput... outputs) {
        shop.chain.mine(outputs);
        return shop.sync(placed);
    }

    @Test
    void exactPaymentSettlesWithItsConfirmations() {
        ChainOutput payment = pays(address, Shop.PRICE, 1);
        shop.chain.relay(payment);
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.PROCESSING);
        assertThat(mined(payment).state()).isEqualTo(OrderState.PROCESSING);
        assertThat(shop.isOpen()).isFalse();

        Evaluation settled = mined();

        assertThat(settled.state()).isEqualTo(OrderState.SETTLED);
        assertThat(settled.flags()).isEmpty();
        assertThat(settled.settled()).isEqualTo(Shop.PRICE);
        assertThat(shop.isOpen()).isTrue();
    }

    @Test
    void zeroConfirmationsGiveNothing() {
        shop.chain.relay(pays(address, Shop.PRICE, 1));

        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.PROCESSING);
        assertThat(shop.payments.leases().of(shop.buyer.sin())).isEmpty();
    }

    @Test
    void oneSatoshiShortIsPartial() {
        mined(pays(address, Shop.PRICE - 1, 1));
        assertThat(mined().state()).isEqualTo(OrderState.PARTIAL);

        mined(pays(address, 1, 2));
        assertThat(mined().state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void partsSettleWhenTheLastHasItsConfirmations() {
        mined(pays(address, 40_000, 1));
        assertThat(mined(pays(address, 60_000, 2)).state()).isEqualTo(OrderState.PROCESSING);
        assertThat(mined().state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void tooLittleExpiresAndIsRecorded() {
        mined(pays(address, 90_000, 1));
        shop.clock.pass(Duration.ofMinutes(31));

        Evaluation expired = shop.sync(placed);

        assertThat(expired.state()).isEqualTo(OrderState.EXPIRED);
        assertThat(expired.flags()).containsExactly(OrderFlag.PARTIALLY_PAID);
        assertThat(expired.seen()).isEqualTo(90_000);
    }

    @Test
    void tooMuchBuysWhatWasOrderedAndIsFlagged() {
        mined(pays(address, 150_000, 1));
        Evaluation settled = mined();

        assertThat(settled.state()).isEqualTo(OrderState.SETTLED);
        assertThat(settled.flags()).containsExactly(OrderFlag.OVER);
        assertThat(settled.seen()).isEqualTo(150_000);
        assertThat(shop.lease(placed).paidThrough())
                .contains(shop.clock.instant().plus(Shop.HOUR));
    }

    @Test
    void lateMoneyCountsWithinADay() {
        shop.clock.pass(Duration.ofMinutes(31));
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.EXPIRED);

        mined(pays(address, Shop.PRICE, 1));
        Evaluation settled = mined();

        assertThat(settled.state()).isEqualTo(OrderState.SETTLED);
        assertThat(settled.flags()).containsExactly(OrderFlag.LATE);
    }

    @Test
    void moneyAfterTheWatchedDayIsRecordedAndBuysNothing() {
        shop.clock.pass(Duration.ofHours(25));
        mined(pays(address, Shop.PRICE, 1));
        Evaluation late = mined();

        assertThat(late.state()).isEqualTo(OrderState.EXPIRED);
        assertThat(late.flags()).containsExactly(OrderFlag.LATE, OrderFlag.PARTIALLY_PAID);
        assertThat(late.seen()).isEqualTo(Shop.PRICE);
        assertThat(shop.isOpen()).isFalse();
    }

    @Test
    void replacedPaymentVanishes() {
        ChainOutput payment = pays(address, Shop.PRICE, 1);
        shop.chain.relay(payment);
        shop.payments.sync().once();
        shop.chain.drop(payment);

        Evaluation replaced = shop.sync(placed);
        assertThat(replaced.state()).isEqualTo(OrderState.NEW);
        assertThat(replaced.flags()).containsExactly(OrderFlag.REPLACED);

        shop.clock.pass(Duration.ofMinutes(31));
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.INVALID);
    }

    @Test
    void bumpedFeeStillPays() {
        ChainOutput first = pays(address, Shop.PRICE, 1);
        shop.chain.relay(first);
        shop.payments.sync().once();
        ChainOutput bumped = pays(address, Shop.PRICE, 2);
        shop.chain.drop(first);
        shop.chain.relay(bumped);
        Evaluation replaced = shop.sync(placed);
        assertThat(replaced.state()).isEqualTo(OrderState.PROCESSING);
        assertThat(replaced.seen()).isEqualTo(Shop.PRICE);

        mined(bumped);
        assertThat(mined().state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void reorganizedPaymentIsTakenBackAndSettlesAgain() {
        ChainOutput payment = pays(address, Shop.PRICE, 1);
        mined(payment);
        mined();
        assertThat(shop.isOpen()).isTrue();
        shop.chain.cut(2);
        shop.chain.relay(payment);
        shop.chain.mine();
        shop.chain.mine();
        shop.chain.mine();

        Evaluation back = shop.sync(placed);
        assertThat(back.state()).isEqualTo(OrderState.PROCESSING);
        assertThat(back.flags()).containsExactly(OrderFlag.REORGED);
        assertThat(shop.isOpen()).isFalse();
        assertThat(shop.changed).extracting(Lease::paidThrough).last().isEqualTo(Optional.empty());

        mined(payment);
        assertThat(mined().state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.isOpen()).isTrue();
    }

    @Test
    void doubleSpendAfterSettlingTakesTheLeaseAway() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        shop.chain.cut(2);
        shop.chain.mine();
        shop.chain.mine();
        shop.chain.mine();

        Evaluation gone = shop.sync(placed);

        assertThat(gone.state()).isEqualTo(OrderState.NEW);
        assertThat(gone.flags()).containsExactly(OrderFlag.REPLACED, OrderFlag.REORGED);
        assertThat(shop.isOpen()).isFalse();
    }

    @Test
    void blockThatOnlyMovesThePaymentChangesNothingButItsPlace() {
        ChainOutput payment = pays(address, Shop.PRICE, 1);
        mined(payment);
        mined();
        int changes = shop.changed.size();
        shop.chain.cut(2);
        shop.chain.mine(payment);
        shop.chain.mine();
        shop.chain.mine();

        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.isOpen()).isTrue();
        assertThat(shop.changed).as("never closed in between").hasSizeLessThanOrEqualTo(changes + 1);
    }

    @Test
    void twoOutputsOfOneTransactionAreTwoPayments() {
        mined(pays(address, 40_000, 1, 0, Optional.empty()), pays(address, 60_000, 1, 1, Optional.empty()));

        assertThat(mined().state()).isEqualTo(OrderState.SETTLED);
    }

    @Test
    void oneTransactionPaysTwoOrdersOfTwoOwners() {
        BitauthKey other = BitauthKey.generate();
        PlacedOrder second = shop.order(other);
        mined(
                pays(address, Shop.PRICE, 1, 0, Optional.of(other.sin())),
                pays(second.invoice().address(), Shop.PRICE, 1, 1, Optional.of(other.sin())));
        mined();

        assertThat(shop.now(placed).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.now(placed).payerIsOwner()).isFalse();
        assertThat(shop.now(second).payerIsOwner()).isTrue();
        assertThat(shop.isOpen()).isTrue();
        assertThat(shop.payments.leases().active(other.sin(), "web-1")).isTrue();
    }

    @Test
    void ownersKeyIsShownOnlyIfItSignedEveryPayment() {
        mined(pays(address, 60_000, 1, 0, Optional.of(shop.buyer.sin())));
        assertThat(shop.now(placed).payerIsOwner()).isTrue();

        assertThat(mined(pays(address, 40_000, 2)).payerIsOwner()).isFalse();
    }

    @Test
    void sameEventTwiceChangesNothing() {
        ChainOutput payment = pays(address, Shop.PRICE, 1);
        mined(payment);
        Evaluation once = mined();
        Lease lease = shop.lease(placed);

        shop.payments.sync().once();
        shop.payments.sync().once();

        assertThat(shop.now(placed)).isEqualTo(once);
        assertThat(shop.lease(placed)).isEqualTo(lease);
    }

    @Test
    void secondOrderExtendsTheLease() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        Instant first = shop.lease(placed).paidThrough().orElseThrow();
        shop.clock.pass(Duration.ofMinutes(10));
        PlacedOrder second = shop.order();
        mined(pays(second.invoice().address(), Shop.PRICE, 2));
        mined();

        assertThat(shop.lease(placed).paidThrough()).contains(first.plus(Shop.HOUR));
    }

    @Test
    void leaseEndsAndComesBackWhenItIsToppedUp() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        shop.clock.pass(Duration.ofHours(2));
        assertThat(shop.isOpen()).isFalse();
        assertThat(shop.lease(placed).stateAt(shop.clock.instant())).isEqualTo(LeaseState.SUSPENDED);

        PlacedOrder second = shop.order();
        mined(pays(second.invoice().address(), Shop.PRICE, 2));
        mined();

        assertThat(shop.isOpen()).isTrue();
        assertThat(shop.lease(placed).paidThrough())
                .contains(shop.clock.instant().plus(Shop.HOUR));
    }

    @Test
    void paymentAfterTheLeaseHasEndedBeginsAnew() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        shop.clock.pass(Duration.ofDays(8));
        assertThat(shop.lease(placed).stateAt(shop.clock.instant())).isEqualTo(LeaseState.ENDED);

        PlacedOrder second = shop.order();
        mined(pays(second.invoice().address(), Shop.PRICE, 2));
        mined();

        assertThat(shop.isOpen()).isTrue();
        assertThat(shop.lease(placed).paidThrough())
                .contains(shop.clock.instant().plus(Shop.HOUR));
    }

    @Test
    void moneyForAnOrderOfALeaseThatIsOverResumesIt() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        PlacedOrder second = shop.order();
        shop.clock.pass(Duration.ofHours(20));
        mined(pays(second.invoice().address(), Shop.PRICE, 2));
        mined();

        assertThat(shop.now(second).flags()).containsExactly(OrderFlag.LATE);
        assertThat(shop.isOpen()).isTrue();
    }

    @Test
    void tenThousandOutputsToOneAddressAddUp() {
        ChainOutput[] outputs = new ChainOutput[10_000];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = pays(address, ChainOutput.MAX_MONEY, 1, i, Optional.empty());
        }
        mined(outputs);

        Evaluation settled = mined();
        assertThat(settled.state()).isEqualTo(OrderState.SETTLED);
        assertThat(settled.seen()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void everyChangeIsInTheJournalWithItsCause() {
        ChainOutput payment = pays(address, Shop.PRICE, 1);
        shop.chain.relay(payment);
        shop.payments.sync().once();
        mined(payment);
        mined();

        List<JournalEntry> journal = shop.store.read(book -> book.journal(placed.id()));

        assertThat(journal)
                .extracting(JournalEntry::cause)
                .satisfiesExactly(
                        cause -> assertThat(cause).isEqualTo("order"),
                        cause -> assertThat(cause).isEqualTo("transactions that wait"),
                        cause -> assertThat(cause).startsWith("block "),
                        cause -> assertThat(cause).startsWith("block "));
        assertThat(journal.get(2).change()).contains("PROCESSING").contains("SETTLED");
    }
}
