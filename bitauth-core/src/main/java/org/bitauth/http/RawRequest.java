package org.bitauth.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request as it came over the wire: the target is not decoded, the body is whole. Immutable.
 *
 * <p>A {@link java.net.URI} will not do here: it refuses characters that clients send, and reads {@code //x/y} as a host.
 */
public final class RawRequest {
    private final String method;
    private final String target;
    private final String mount;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final Optional<String> sender;

    /**
     * Takes the parts.
     *
     * @param method the method, upper case
     * @param target the request target in origin form, as received: path and query
     * @param mount the beginning of the path under which the handler hangs; empty at the root
     * @param headers the values of each header, names in any case; values under two spellings of a name are joined
     * @param body the body; the server reads one byte more than {@link HttpHandler#maxBodyBytes} at most
     */
    public RawRequest(String method, String target, String mount, Map<String, List<String>> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.mount = mount;
        this.headers = new HashMap<>();
        headers.forEach((name, values) ->
                this.headers.merge(name.toLowerCase(Locale.ROOT), List.copyOf(values), RawRequest::joined));
        this.body = body.clone();
        sender = Optional.empty();
    }

    private RawRequest(RawRequest request, String target, String mount, Optional<String> sender) {
        method = request.method;
        this.target = target;
        this.mount = mount;
        headers = request.headers;
        body = request.body;
        this.sender = sender;
    }

    /**
     * The same request, with the network address that it came from.
     *
     * @param address as the server sees it; a proxy's own, where there is one in front
     * @return the request
     */
    public RawRequest sentFrom(String address) {
        return new RawRequest(this, target, mount, Optional.of(address));
    }

    /**
     * The method.
     *
     * @return for example {@code GET}
     */
    public String method() {
        return method;
    }

    /**
     * The network address that the request came from, to be shown and to bind rates by; it proves nothing.
     *
     * @return empty if the server did not tell
     */
    public Optional<String> sender() {
        return sender;
    }

    /**
     * The request target as received.
     *
     * @return path and query, not decoded
     */
    public String target() {
        return target;
    }

    /**
     * The path below the mount, which is what a handler routes by.
     *
     * @return the target without query and mount, not decoded; empty if the handler is mounted at this very path
     */
    public String path() {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return path.startsWith(mount) ? path.substring(mount.length()) : path;
    }

    /**
     * The same request as it looks below the mount, for handlers whose public base URL ends where the mount does.
     *
     * @return its target has no mount
     */
    public RawRequest belowMount() {
        String below = target.startsWith(mount) ? target.substring(mount.length()) : target;
        return new RawRequest(this, below.startsWith("/") ? below : "/" + below, "", sender);
    }

    /**
     * Tells whether the query names a flag or parameter.
     *
     * @param name the parameter's name, without escapes
     * @return true if one of the query's parts is this name, with or without a value
     */
    public boolean hasQuery(String name) {
        int start = target.indexOf('?');
        if (start < 0) {
            return false;
        }
        for (String part : target.substring(start + 1).split("&", -1)) {
            if (part.equals(name) || part.startsWith(name + "=")) {
                return true;
            }
        }
        return false;
    }

    /**
     * The values of a header.
     *
     * @param name its name, in any case
     * @return one element for each time that it was sent
     */
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /**
     * The value of a header that was sent exactly once.
     *
     * @param name its name, in any case
     * @return empty if it was not sent, or more than once
     */
    public Optional<String> header(String name) {
        List<String> values = headers(name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /**
     * The body.
     *
     * @return a copy
     */
    public byte[] body() {
        return body.clone();
    }

    /** The body itself; nobody changes it. */
    byte[] sharedBody() {
        return body;
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
