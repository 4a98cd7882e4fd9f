package org.bitauth.keystone.payment;

/** Why there is no invoice. */
public enum OrderRejection {
    /** The statement has a form that no order has: 400. */
    MALFORMED,
    /** The statement does not hold: its signature, cloud, vendor or time: 401. */
    NOT_PROVEN,
    /** There is no such offer, or its text is not what the buyer saw, or it is not sold for so long: 409. */
    OFFER,
    /** The order was taken before: 409. What became of it is told to its owner. */
    KNOWN,
    /** No invoice can be written at present: 503. */
    UNAVAILABLE
}
