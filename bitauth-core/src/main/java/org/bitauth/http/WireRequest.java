package org.bitauth.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A request of HTTP/1.1 as it goes over the wire, on a connection that ends with the answer. */
final class WireRequest {
    /** What tells where a message ends and whom it is for must not be said twice. */
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "expect", "upgrade");

    private final String host;
    private final int port;
    private final boolean secure;
    private final String method;
    private final byte[] bytes;

    private WireRequest(String host, int port, boolean secure, String method, byte[] bytes) {
        this.host = host;
        this.port = port;
        this.secure = secure;
        this.method = method;
        this.bytes = bytes;
    }

    /** The request; throws {@link IllegalArgumentException} for what a head cannot state. */
    static WireRequest of(String method, URI url, Map<String, String> headers, byte[] body) throws IOException {
        URI plain = URI.create(url.toASCIIString());
        boolean secure = "https".equalsIgnoreCase(plain.getScheme());
        String host = plain.getHost();
        boolean web = secure || "http".equalsIgnoreCase(plain.getScheme());
        if (!web || host == null || plain.getRawUserInfo() != null) {
            throw new IOException("URL must be https or http, of a host");
        }
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.put("Accept", "*/*");
        fields.put("User-Agent", "bitauth");
        headers.forEach((name, value) -> fields.put(checked(name, value), value));
        fields.put("Connection", "close");
        if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
            fields.put("Content-Length", Integer.toString(body.length));
        }
        StringBuilder head = new StringBuilder(token(method, "method"))
                .append(' ')
                .append(target(plain))
                .append(" HTTP/1.1\r\nHost: ")
                .append(plain.getRawAuthority())
                .append("\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(body);
        int port = plain.getPort() >= 0 ? plain.getPort() : secure ? 443 : 80;
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new WireRequest(name, port, secure, method, bytes.toByteArray());
    }

    /** Name or address, without brackets. */
    String host() {
        return host;
    }

    int port() {
        return port;
    }

    /** Whether it must go over TLS. */
    boolean isSecure() {
        return secure;
    }

    String method() {
        return method;
    }

    /** Head and body. */
    byte[] bytes() {
        return bytes.clone();
    }

    private static String target(URI url) {
        String path = url.getRawPath();
        String query = url.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static String checked(String name, String value) {
        if (OURS.contains(token(name, "header").toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("header must not be one that the connection decides, was " + name);
        }
        if (!value.chars().allMatch(c -> c == '\t' || isBetween(c, ' ', '~'))) {
            throw new IllegalArgumentException("header " + name + " must have a value in printable ASCII");
        }
        return name;
    }

    /** Letters, digits and what else RFC 9110 section 5.6.2 lets stand in a token. */
    static String token(String text, String what) {
        if (text.isEmpty() || !text.chars().allMatch(WireRequest::isTokenCharacter)) {
            throw new IllegalArgumentException(what + " must be a token of HTTP");
        }
        return text;
    }

    static boolean isTokenCharacter(int c) {
        return isBetween(c, '0', '9')
                || isBetween(c, 'a', 'z')
                || isBetween(c, 'A', 'Z')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isBetween(int c, char first, char last) {
        return c >= first && c <= last;
    }
}
