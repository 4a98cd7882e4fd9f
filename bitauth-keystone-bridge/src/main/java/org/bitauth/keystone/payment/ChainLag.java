package org.bitauth.keystone.payment;

import java.time.Instant;

/**
 * Why nothing new settles at present.
 *
 * @param since when it began
 * @param reason why
 * @param detail for the operator
 */
public record ChainLag(Instant since, ChainException.Reason reason, String detail) {}
