package org.bitauth.keystone.payment;

import java.time.Instant;

/**
 * One change, written down for good.
 *
 * @param at when
 * @param orderId the order that it is about
 * @param cause what made the change, such as a block
 * @param change what it was before and is now, for people; ASCII, at most 1000 characters
 */
public record JournalEntry(Instant at, String orderId, String cause, String change) {}
