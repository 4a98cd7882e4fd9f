package org.bitauth.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An answer: status, headers and body. Immutable. */
public final class RawResponse {
    private final int status;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;

    private RawResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers.putAll(headers);
        this.body = body;
    }

    /**
     * An answer without a body.
     *
     * @param status the status code
     * @return the answer
     */
    public static RawResponse of(int status) {
        return new RawResponse(status, Map.of(), new byte[0]);
    }

    /**
     * An answer with a body as it was received.
     *
     * @param status the status code
     * @param body the bytes
     * @return the answer
     */
    public static RawResponse of(int status, byte[] body) {
        return new RawResponse(status, Map.of(), body.clone());
    }

    /**
     * An answer with a body.
     *
     * @param status the status code
     * @param contentType the media type
     * @param body the text, sent as UTF-8
     * @return the answer
     */
    public static RawResponse of(int status, String contentType, String body) {
        return new RawResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8))
                .with("Content-Type", contentType);
    }

    /**
     * The same answer with one more header.
     *
     * @param name the header's name
     * @param value its value; must not hold line breaks
     * @return the answer
     */
    public RawResponse with(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("header " + name + " must not hold line breaks");
        }
        RawResponse copy = new RawResponse(status, headers, body);
        copy.headers.put(name, value);
        return copy;
    }

    /**
     * The same answer without its body, as HEAD wants it.
     *
     * @return the answer
     */
    public RawResponse withoutBody() {
        return new RawResponse(status, headers, new byte[0]);
    }

    /**
     * The status code.
     *
     * @return for example 200
     */
    public int status() {
        return status;
    }

    /**
     * The headers.
     *
     * @return names as they were given; looked up in any case
     */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /**
     * One header.
     *
     * @param name its name, in any case
     * @return its value
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * The body.
     *
     * @return a copy
     */
    public byte[] body() {
        return body.clone();
    }

    /**
     * The body as text.
     *
     * @return UTF-8, decoded
     */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
