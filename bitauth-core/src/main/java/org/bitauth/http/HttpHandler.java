package org.bitauth.http;

/**
 * One face of this library over HTTP: a function of the request. Mount it in a servlet container with
 * {@code HandlerServlet}, or call it from any other server. Implementations are thread-safe and throw nothing.
 */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Answers a request.
     *
     * @param request the request, its body cut off one byte after {@link #maxBodyBytes}
     * @return the answer
     */
    RawResponse handle(RawRequest request);

    /**
     * The longest body that this handler reads. The server hands over one byte more when there is more, so that the
     * handler itself answers 413, in its own form.
     *
     * @return bytes
     */
    default int maxBodyBytes() {
        return 114_688;
    }
}
