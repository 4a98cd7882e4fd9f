package org.bitauth.keystone.payment.client;

/** Why a buyer gets nothing, or takes nothing: for an invoice, the line that is wrong. */
public enum VendorRejection {
    /** There was no answer. Whether an order that was sent was taken is not known. */
    UNREACHABLE,
    /** The vendor said no. */
    REFUSED,
    /** The answer has a form that no vendor's has, or contradicts itself. */
    FORM,
    /** The signature is not that of the key beside it, or the key not that of the invoice's {@code Identity:}. */
    SIGNATURE,
    /** {@code Cloud:} is another one. */
    CLOUD,
    /** The vendor is not the one that the buyer knows. */
    VENDOR,
    /** {@code Order:} is not the order that was sent. */
    ORDER,
    /** {@code Owner:} is not the buyer. */
    OWNER,
    /** {@code Network:} is not the one that the buyer pays on. */
    NETWORK,
    /** {@code Address:} is none of that network. */
    ADDRESS,
    /** {@code Satoshi:} is not the price that follows from the offer. */
    SATOSHI,
    /** {@code Confirmations:} are more than the offer says. */
    CONFIRMATIONS,
    /** {@code Refund:} is not what the offer says. */
    REFUND,
    /** {@code Expires:} is over, or gives less time to pay than the offer says; or {@code Issued:} is in the future. */
    PAY_BY
}
