package org.bitauth.http;

import java.util.Locale;

/** Why a signed request was refused. The status and the word that a client is told follow from it. */
public enum RequestRejection {
    /** There is no signature. */
    MISSING(401, "The request must be signed."),
    /** A header is missing, repeated or of another form, or the host is not ours. */
    MALFORMED(400, "The signature headers are malformed."),
    /** Made in the future, expired, too long, or before the replay guard's memory. */
    STALE(401, "The signature is not of this time."),
    /** A server nonce is demanded, and this is none. */
    NONCE(401, "A nonce of this server is needed."),
    /** The nonce was used before. */
    REPLAY(401, "The nonce was used before."),
    /** The body is longer than the cap. */
    TOO_LARGE(413, "The body is too large."),
    /** Digest, key or signature do not fit; never which. */
    INVALID(401, "The signature is not valid."),
    /** A request in BitPay's form is not valid; never why. */
    V1(400, "Invalid signature");

    private final int status;
    private final String message;

    RequestRejection(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /**
     * The HTTP status.
     *
     * @return 400, 401 or 413
     */
    public int status() {
        return status;
    }

    /**
     * The one word for programs.
     *
     * @return for example {@code replay}
     */
    public String word() {
        return switch (this) {
            case TOO_LARGE -> "malformed";
            case V1 -> "invalid";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /**
     * One sentence for people.
     *
     * @return the same for every request with this reason
     */
    public String message() {
        return message;
    }
}
