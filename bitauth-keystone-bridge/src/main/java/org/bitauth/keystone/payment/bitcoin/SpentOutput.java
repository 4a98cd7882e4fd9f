package org.bitauth.keystone.payment.bitcoin;

/**
 * An output that a transaction spends.
 *
 * @param satoshi its amount
 * @param script its script, in lower-case hexadecimal digits
 */
public record SpentOutput(long satoshi, String script) {}
