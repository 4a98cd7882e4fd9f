package org.bitauth.ssh.host;

/** Carries a refusal to the one place that answers it. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final SetupRefusal reason;

    RefusedException(SetupRefusal reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    SetupRefusal reason() {
        return reason;
    }
}
