package org.bitauth.http;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/** A request that a client is about to send, in texts and bytes as they will be on the wire. Immutable. */
public final class OutgoingRequest {
    private static final Pattern METHOD = Pattern.compile("[A-Z-]{1,32}");
    private static final Pattern URL = Pattern.compile("(?i)https?://[!-~]+");
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");

    private final String method;
    private final String url;
    private final Optional<String> authToken;
    private final Optional<String> subjectToken;
    private final byte[] body;

    private OutgoingRequest(
            String method, String url, Optional<String> authToken, Optional<String> subjectToken, byte[] body) {
        this.method = method;
        this.url = url;
        this.authToken = authToken;
        this.subjectToken = subjectToken;
        this.body = body;
    }

    /**
     * A request without tokens.
     *
     * @param method the method, upper case
     * @param url the absolute URL that the client connects to, escapes as sent; it is brought to lower-case scheme and
     *     host, no default port, and a path
     * @param body the body
     * @return the request
     * @throws MalformedException if a part cannot be sent, or the URL has user or fragment
     */
    public static OutgoingRequest of(String method, String url, byte[] body) {
        require(METHOD, "method", method);
        require(URL, "URL", url);
        return new OutgoingRequest(method, PublicBase.normal(url), Optional.empty(), Optional.empty(), body.clone());
    }

    /**
     * The same request with a token, which the signature then covers.
     *
     * @param token the value of {@code X-Auth-Token}
     * @return the request
     */
    public OutgoingRequest withAuthToken(String token) {
        require(TOKEN, "X-Auth-Token", token);
        return new OutgoingRequest(method, url, Optional.of(token), subjectToken, body);
    }

    /**
     * The same request about a token, which the signature then covers.
     *
     * @param token the value of {@code X-Subject-Token}
     * @return the request
     */
    public OutgoingRequest withSubjectToken(String token) {
        require(TOKEN, "X-Subject-Token", token);
        return new OutgoingRequest(method, url, authToken, Optional.of(token), body);
    }

    /**
     * The URL in its normal form.
     *
     * @return what the signature covers
     */
    public String url() {
        return url;
    }

    String method() {
        return method;
    }

    Optional<String> authToken() {
        return authToken;
    }

    Optional<String> subjectToken() {
        return subjectToken;
    }

    byte[] body() {
        return body.clone();
    }

    @Override
    public String toString() {
        return "OutgoingRequest[" + method + " " + url + "]";
    }

    private static void require(Pattern rule, String thing, String value) {
        if (!rule.matcher(value).matches()) {
            throw new MalformedException(thing + " must be " + rule);
        }
    }
}
