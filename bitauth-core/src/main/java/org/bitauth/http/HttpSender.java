package org.bitauth.http;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Sends requests that carry proofs and secrets: to the URL that it is given and nowhere else, and each once. It follows no
 * redirect, and bounds the time and the length of answers.
 */
@FunctionalInterface
public interface HttpSender {
    /**
     * Sends a request.
     *
     * @param method the method
     * @param url where to
     * @param headers names and values
     * @param body the body, sent unless it is empty
     * @return the answer, whatever its status
     * @throws IOException if there is none, or it is too long
     */
    RawResponse send(String method, URI url, Map<String, String> headers, byte[] body) throws IOException;
}
