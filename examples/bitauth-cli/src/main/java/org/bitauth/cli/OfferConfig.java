package org.bitauth.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Duration;
import java.util.List;
import org.bitauth.keystone.payment.Offer;
import org.jspecify.annotations.Nullable;

/**
 * One offer of the section {@code payments}: amounts in whole satoshi, durations in whole seconds.
 *
 * @param id the id; an offer that changes in anything gets a new one
 * @param title one line
 * @param satoshi the price of one period
 * @param period what it is the price of
 * @param least the shortest duration that is sold
 * @param most the longest one
 * @param roles the roles on the buyer's project
 * @param confirmations how many blocks a payment needs
 * @param payWithin how long an invoice may be paid; 900 without it
 * @param grace how long access lasts beyond what was paid; 0 without it
 * @param refund what becomes of money that buys nothing, one line
 */
record OfferConfig(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String title,
        @JsonProperty(required = true) long satoshi,
        @JsonProperty(required = true) long period,
        @JsonProperty(required = true) long least,
        @JsonProperty(required = true) long most,
        @JsonProperty(required = true) List<String> roles,
        @JsonProperty(required = true) int confirmations,

        @JsonProperty("pay_within") @JsonSetter(nulls = Nulls.SET) @Nullable
        Integer payWithin,

        @JsonSetter(nulls = Nulls.SET) @Nullable Integer grace,
        @JsonProperty(required = true) String refund) {
    private static final int PAY_WITHIN = 900;

    Offer offer() {
        return new Offer(
                id,
                title,
                satoshi,
                Duration.ofSeconds(period),
                Duration.ofSeconds(least),
                Duration.ofSeconds(most),
                roles,
                confirmations,
                Duration.ofSeconds(payWithin == null ? PAY_WITHIN : payWithin),
                Duration.ofSeconds(grace == null ? 0 : grace),
                refund);
    }
}
