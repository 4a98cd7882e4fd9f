package org.bitauth.wallet;

/** A wallet's signature is not believed. Never leaves the package. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final WalletRejection reason;

    RefusedException(WalletRejection reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    WalletRejection reason() {
        return reason;
    }
}
