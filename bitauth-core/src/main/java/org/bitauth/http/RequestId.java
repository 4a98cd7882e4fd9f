package org.bitauth.http;

import java.util.UUID;

/** The id under which a client's answer and the operator's log name the same request, in OpenStack's form. */
public final class RequestId {
    private RequestId() {}

    /**
     * A new id.
     *
     * @return {@code req-} and a random UUID
     */
    public static String next() {
        return "req-" + UUID.randomUUID();
    }
}
