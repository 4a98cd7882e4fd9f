package org.bitauth.keystone.payment;

/**
 * Time that was given by another proof of payment than the chain's.
 *
 * @param orderId the order whose lease it extends
 * @param term the time, and the reference of the proof, which counts once for each order
 */
public record Extension(String orderId, LeaseTerm term) {}
