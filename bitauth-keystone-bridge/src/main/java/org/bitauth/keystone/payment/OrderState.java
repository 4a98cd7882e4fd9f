package org.bitauth.keystone.payment;

/** How far an order is. A settled order can go back, when the chain that paid it is replaced by another one. */
public enum OrderState {
    /** Nothing was paid yet. */
    NEW,
    /** Less than the amount was seen, and there is time. */
    PARTIAL,
    /** The whole amount was seen, without the confirmations that it needs. Gives nothing yet. */
    PROCESSING,
    /** The whole amount has its confirmations. */
    SETTLED,
    /** The time to pay is over, and the amount is not there; what was paid is recorded. */
    EXPIRED,
    /** The time to pay is over, and whatever was seen has vanished: replaced or double spent. */
    INVALID
}
