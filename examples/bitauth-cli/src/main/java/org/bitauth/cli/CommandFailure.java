package org.bitauth.cli;

import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.keystone.payment.client.VendorRejection;

/** Ends a command with a message and an exit code. */
final class CommandFailure extends RuntimeException {
    static final int REFUSED = 1;
    static final int WRONG_USE = 2;
    static final int UNREACHABLE = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandFailure of(Outcome.Rejected<?, ClientRejection> no) {
        return switch (no.reason()) {
            case UNREACHABLE -> new CommandFailure(UNREACHABLE, no.detail());
            case REFUSED -> new CommandFailure(REFUSED, "refused: " + no.detail() + " (" + no.requestId() + ")");
            case UNTRUSTED -> new CommandFailure(REFUSED, "not signed: " + no.detail());
        };
    }

    /** What a vendor's refusal, or the wrong line of his invoice, comes to. */
    static CommandFailure ofVendor(Outcome.Rejected<?, VendorRejection> no) {
        return switch (no.reason()) {
            case UNREACHABLE -> new CommandFailure(UNREACHABLE, no.detail());
            case REFUSED -> new CommandFailure(REFUSED, "refused: " + no.detail() + " (" + no.requestId() + ")");
            default -> new CommandFailure(REFUSED, "do not pay: " + no.reason() + ": " + no.detail());
        };
    }

    int exitCode() {
        return exitCode;
    }
}
