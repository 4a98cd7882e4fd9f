package org.bitauth.keystone.payment;

import java.time.Duration;
import java.time.Instant;

/**
 * What one proof of payment adds to a lease.
 *
 * @param at when it counts from: before that it buys no time
 * @param duration how much it buys, in whole seconds
 * @param reference which proof: an order's id, or what {@link Leases#extend} was told
 */
public record LeaseTerm(Instant at, Duration duration, String reference) {}
