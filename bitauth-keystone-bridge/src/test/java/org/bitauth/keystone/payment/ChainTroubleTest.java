package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.payment.ScriptedChain.pays;

import java.time.Duration;
import java.util.List;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of orders while the chain cannot be read, or says something else than before. */
class ChainTroubleTest {
    private final Shop shop = new Shop();
    private final PlacedOrder placed = shop.order();
    private final String address = placed.invoice().address();

    private Evaluation mined(ChainOutput... outputs) {
        shop.chain.mine(outputs);
        return shop.sync(placed);
    }

    @Test
    void paidLeaseGoesOnWithoutANodeAndNothingNewSettles() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        PlacedOrder second = shop.order();
        shop.chain.mine(pays(second.invoice().address(), Shop.PRICE, 2));
        shop.chain.mine();
        shop.chain.fail(ChainException.Reason.UNREACHABLE);

        assertThat(shop.payments.sync().once()).map(ChainLag::reason).contains(ChainException.Reason.UNREACHABLE);
        assertThat(shop.isOpen()).isTrue();
        assertThat(shop.now(second).state()).isEqualTo(OrderState.NEW);

        shop.chain.heal();
        assertThat(shop.payments.sync().once()).isEmpty();
        assertThat(shop.now(second).state()).isEqualTo(OrderState.SETTLED);
    }

    @ParameterizedTest
    @EnumSource(ChainException.Reason.class)
    void whateverFailsAtTheNodeIsSaidAndNothingIsLost(ChainException.Reason reason) {
        shop.chain.mine(pays(address, Shop.PRICE, 1));
        shop.chain.mine();
        shop.chain.fail(reason);
        assertThat(shop.payments.sync().once()).map(ChainLag::reason).contains(reason);
        assertThat(shop.payments.sync().lag()).map(ChainLag::reason).contains(reason);
        assertThat(shop.now(placed).state()).isEqualTo(OrderState.NEW);

        shop.chain.heal();
        assertThat(shop.sync(placed).state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.payments.sync().lag()).isEmpty();
    }

    @Test
    void nodeWithLessWorkTakesNothingBack() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        shop.chain.cut(2);
        shop.chain.mine();

        assertThat(shop.payments.sync().once()).map(ChainLag::reason).contains(ChainException.Reason.BEHIND);
        assertThat(shop.isOpen()).isTrue();
    }

    @Test
    void nodeThatIsBehindTakesNothingBack() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        shop.chain.cut(1);

        assertThat(shop.payments.sync().once()).map(ChainLag::reason).contains(ChainException.Reason.BEHIND);
        assertThat(shop.isOpen()).isTrue();
    }

    @Test
    void anotherChainIsNotFollowed() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        Moments clock = shop.clock;
        ScriptedChain other = new ScriptedChain(clock);
        for (int i = 0; i < 200; i++) {
            other.mineAt(clock.instant());
        }
        shop.chain.cut(3);
        for (int i = 0; i < 200; i++) {
            shop.chain.mine();
        }

        assertThat(shop.payments.sync().once()).map(ChainLag::reason).contains(ChainException.Reason.OTHER_CHAIN);
        assertThat(shop.isOpen()).isTrue();
    }

    @Test
    void outputThatChangesItsAmountIsALie() {
        mined(pays(address, Shop.PRICE - 1, 1));
        shop.chain.cut(1);
        shop.chain.mine(pays(address, Shop.PRICE, 1));
        shop.chain.mine();

        assertThat(shop.payments.sync().once()).map(ChainLag::reason).contains(ChainException.Reason.BROKEN);
        assertThat(shop.now(placed).state()).isEqualTo(OrderState.PARTIAL);
    }

    @Test
    void longReorgIsFollowedUpToItsDepth() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        for (int i = 0; i < 90; i++) {
            shop.chain.mine();
        }
        shop.payments.sync().once();
        shop.chain.cut(92);
        for (int i = 0; i < 93; i++) {
            shop.chain.mine();
        }

        assertThat(shop.payments.sync().once()).isEmpty();
        assertThat(shop.now(placed).state()).isEqualTo(OrderState.NEW);
    }

    @Test
    void clockThatIsSetBackUndoesNothing() {
        mined(pays(address, Shop.PRICE, 1));
        mined();
        Lease before = shop.lease(placed);
        shop.clock.pass(Duration.ofMinutes(-20));

        assertThat(mined().state()).isEqualTo(OrderState.SETTLED);
        assertThat(shop.lease(placed)).isEqualTo(before);
    }

    @Test
    void restoredStoreGivesNoAddressAwayThatWasPaid() {
        Shop restored = new Shop(new InMemoryLeaseStore(), 2);
        restored.chain.mine(pays("address-7", Shop.PRICE, 9));
        restored.payments.sync().once();

        assertThat(restored.order().invoice().address()).isEqualTo("address-8");
        List<SeenOutput> orphans = restored.store.read(book -> book.chain().orphans(10));
        assertThat(orphans).extracting(seen -> seen.output().address()).containsExactly("address-7");
    }

    @Test
    void moneyThatTheNodeShowedLateIsNotLate() {
        shop.chain.fail(ChainException.Reason.UNREACHABLE);
        shop.payments.sync().once();
        shop.chain.mine(pays(address, Shop.PRICE, 1));
        shop.clock.pass(Duration.ofHours(3));
        shop.chain.mine();
        shop.payments.sync().once();
        assertThat(shop.now(placed).state()).isEqualTo(OrderState.EXPIRED);
        shop.chain.heal();

        Evaluation settled = shop.sync(placed);

        assertThat(settled.state()).isEqualTo(OrderState.SETTLED);
        assertThat(settled.flags()).isEmpty();
        assertThat(shop.lease(placed).paidThrough())
                .as("an outage eats none of the buyer's time")
                .contains(shop.clock.instant().plus(Shop.HOUR));
    }
}
