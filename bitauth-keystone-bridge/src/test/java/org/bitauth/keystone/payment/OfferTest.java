package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;

class OfferTest {
    private static Offer offer(String title, long satoshi, Duration period, Duration most) {
        return new Offer(
                "small",
                title,
                satoshi,
                period,
                Duration.ofSeconds(1),
                most,
                List.of("member", "reader"),
                3,
                Duration.ofMinutes(15),
                Duration.ofMinutes(5),
                "to the address of a claim");
    }

    @Test
    void saysAllInOneText() {
        assertThat(offer("A small one", 100_000, Duration.ofHours(1), Duration.ofDays(1))
                        .text())
                .isEqualTo("""
                        Offer: small
                        Title: A small one
                        Price: 100000 satoshi for 3600 seconds
                        Duration: 1 to 86400 seconds
                        Roles: member reader
                        Confirmations: 3
                        Pay within: 900 seconds
                        Grace: 300 seconds
                        Refund: to the address of a claim""");
    }

    @Test
    void roundsPricesUpToAWholeSatoshi() {
        Offer offer = offer("one", 100, Duration.ofSeconds(3), Duration.ofDays(1));

        assertThat(offer.price(Duration.ofSeconds(3))).isEqualTo(100);
        assertThat(offer.price(Duration.ofSeconds(1))).isEqualTo(34);
        assertThat(offer.price(Duration.ofSeconds(4))).isEqualTo(134);
    }

    @Test
    void priceNeverOverflows() {
        assertThatThrownBy(() -> offer("one", ChainOutput.MAX_MONEY, Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .isInstanceOf(MalformedException.class);
        assertThat(offer("one", ChainOutput.MAX_MONEY, Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .price(Duration.ofSeconds(1)))
                .isEqualTo(ChainOutput.MAX_MONEY);
    }

    @Test
    void refusesWhatCannotBeSold() {
        assertThatThrownBy(() -> offer("two\nlines", 1, Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> offer("one", 0, Duration.ofSeconds(1), Duration.ofSeconds(2)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> offer("one", 1, Duration.ofMillis(1500), Duration.ofSeconds(2)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> offer("one", 1, Duration.ZERO, Duration.ofSeconds(2)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesADurationThatIsNotSold() {
        Offer offer = offer("one", 1, Duration.ofSeconds(1), Duration.ofSeconds(2));

        assertThatThrownBy(() -> offer.price(Duration.ofSeconds(3))).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> offer.price(Duration.ofSeconds(-1))).isInstanceOf(MalformedException.class);
    }
}
