package org.bitauth.keystone.payment;

/** What an operator or a buyer should know of an order beside its state. */
public enum OrderFlag {
    /** Money came after the time to pay. */
    LATE,
    /** More than the amount came; the rest buys nothing and is owed back. */
    OVER,
    /** The time is over, and a part of the amount came, which is owed back. */
    PARTIALLY_PAID,
    /** A payment was seen that is in no block and waits for none. */
    REPLACED,
    /** A payment was in a block that the best chain no longer has. */
    REORGED
}
