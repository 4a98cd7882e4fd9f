package org.bitauth.ssh;

import java.util.Optional;
import org.bitauth.http.RequestId;

/**
 * Where a request came from.
 *
 * @param requestId the id that the client is told
 * @param address its network address, where the server tells; it proves nothing
 */
public record RequestSource(String requestId, Optional<String> address) {
    /**
     * A request with an id of its own, from nowhere in particular.
     *
     * @return the source
     */
    public static RequestSource unknown() {
        return new RequestSource(RequestId.next(), Optional.empty());
    }
}
