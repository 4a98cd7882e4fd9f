package org.bitauth.keystone.client;

import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;

/**
 * A cloud did not give what a program cannot go on without. The same as an {@link Outcome.Rejected}, for callers who
 * want an exception: {@code client.projects().orElseThrow(CloudException::new)}. Holds no secret.
 */
public final class CloudException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ClientRejection reason;
    private final String detail;
    private final String requestId;

    /**
     * The exception of a refusal.
     *
     * @param no the refusal
     */
    public CloudException(Outcome.Rejected<?, ClientRejection> no) {
        super(no.reason() + ": " + no.detail() + " (" + no.requestId() + ")");
        reason = no.reason();
        detail = no.detail();
        requestId = no.requestId();
    }

    /**
     * Why, for programs.
     *
     * @return the reason
     */
    public ClientRejection reason() {
        return reason;
    }

    /**
     * Why, for the operator's log.
     *
     * @return the detail; printable ASCII of at most some hundred characters
     */
    public String detail() {
        return detail;
    }

    /**
     * The id under which the cloud's log names the request.
     *
     * @return the id that the answer stated, {@code unknown} if it stated none, or one of this program's own if the
     *     refusal is not in an answer
     */
    public String requestId() {
        return requestId;
    }
}
