package org.bitauth.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads one answer of HTTP/1.1 (RFC 9112) off a connection that ends with it. Whatever leaves it open where the answer ends,
 * or is longer than it may be, is an {@link IOException}.
 */
final class WireAnswer {
    private static final int MAX_BODY = 1 << 20;
    private static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_INTERIM = 8;
    private static final int MAX_DIGITS = 9;

    private final InputStream in;
    private int headLeft = MAX_HEAD;

    private WireAnswer(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Reads the answer to a request of this method. */
    static RawResponse read(InputStream in, String method) throws IOException {
        return new WireAnswer(in).read(method);
    }

    private RawResponse read(String method) throws IOException {
        for (int interim = 0; interim <= MAX_INTERIM; interim++) {
            int status = status(line());
            Map<String, String> headers = headers();
            if (status == 101) {
                throw new IOException("answer must not change the protocol");
            }
            if (status >= 200) {
                boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
                RawResponse answer = RawResponse.of(status, bodiless ? new byte[0] : body(headers));
                for (Map.Entry<String, String> header : headers.entrySet()) {
                    answer = answer.with(header.getKey(), header.getValue());
                }
                return answer;
            }
        }
        throw new IOException("answer must come after 8 interim ones at most");
    }

    private static int status(String line) throws IOException {
        boolean whole = line.length() == 12 || (line.length() > 12 && line.charAt(12) == ' ');
        boolean begins = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
        if (!whole
                || !begins
                || !line.substring(9, 12).chars().allMatch(WireAnswer::isDigit)
                || line.charAt(9) == '0') {
            throw new IOException("answer must be one of HTTP");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    /** Up to the empty line. Of several with one name the first counts, but none of those that tell the length. */
    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || !line.substring(0, colon).chars().allMatch(WireRequest::isTokenCharacter)) {
                throw new IOException("answer must have headers of HTTP");
            }
            String name = line.substring(0, colon);
            String earlier = headers.putIfAbsent(name, line.substring(colon + 1).strip());
            if (earlier != null
                    && (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding"))) {
                throw new IOException("answer must tell its length once");
            }
        }
        return headers;
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        String coding = headers.get("Transfer-Encoding");
        String length = headers.get("Content-Length");
        if (coding != null) {
            if (length != null || !coding.equalsIgnoreCase("chunked")) {
                throw new IOException("answer must be chunked, or tell its length");
            }
            return chunks();
        }
        if (length == null) {
            byte[] rest = in.readNBytes(MAX_BODY + 1);
            bounded(rest.length);
            return rest;
        }
        return exactly(bounded(number(length, 10)));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            headLeft = MAX_HEAD;
            String size = line();
            int semicolon = size.indexOf(';');
            int length =
                    number(semicolon < 0 ? size : size.substring(0, semicolon).strip(), 16);
            if (length == 0) {
                headers(); // trailers, which say nothing that is asked for
                return body.toByteArray();
            }
            bounded((long) body.size() + length);
            body.writeBytes(exactly(length));
            if (!line().isEmpty()) {
                throw new IOException("chunk must be as long as it says");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length != length) {
            throw new EOFException("answer must be as long as it says");
        }
        return bytes;
    }

    private static int bounded(long length) throws IOException {
        if (length > MAX_BODY) {
            throw new IOException("answer must have at most 1 MiB");
        }
        return (int) length;
    }

    private static int number(String digits, int radix) throws IOException {
        boolean right = !digits.isEmpty()
                && digits.chars().allMatch(c -> isDigit(c) || (radix == 16 && "abcdefABCDEF".indexOf(c) >= 0));
        if (!right) {
            throw new IOException("answer must tell its length in digits");
        }
        String plain = digits.replaceFirst("^0+(?=.)", "");
        return plain.length() > MAX_DIGITS
                ? Integer.MAX_VALUE
                : (int) Math.min(Long.parseLong(plain, radix), Integer.MAX_VALUE);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** A line without its end, which is a line feed that may have a carriage return before it. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        headLeft--; // so that empty lines count
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("answer must have an end");
            }
            if (--headLeft < 0) {
                throw new IOException("answer must have a head of at most 64 KiB");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (whole.indexOf('\r') >= 0 || whole.indexOf('\0') >= 0) {
            throw new IOException("answer must have headers of HTTP");
        }
        return whole;
    }
}
