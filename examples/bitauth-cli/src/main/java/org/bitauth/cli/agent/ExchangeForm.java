package org.bitauth.cli.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.bitauth.http.RawResponse;

/**
 * A request and what became of it, as bytes between two processes. Every part stands behind its length, four bytes; what is
 * cut off, longer than it says or followed by anything is refused.
 */
final class ExchangeForm {
    /** The longest answer, 256 KiB: a hundred certificates, and little enough that four at once fit into a small heap. */
    static final int MOST_BYTES = 1 << 18;

    private static final int REQUEST = 0x42585131;
    private static final int ANSWER = 0x42584131;
    private static final int FAILURE = 0x42584631;

    private ExchangeForm() {}

    /**
     * A request.
     *
     * @param settings system properties of the process that wants it sent
     * @param method the method
     * @param url where to
     * @param headers names and values
     * @param body the body, kept by nobody else
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Request(Map<String, String> settings, String method, String url, Map<String, String> headers, byte[] body) {}

    static byte[] bytes(Request request) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(REQUEST);
        write(out, request.settings());
        write(out, request.method());
        write(out, request.url());
        write(out, request.headers());
        write(out, request.body());
        return bytes.toByteArray();
    }

    static Request request(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != REQUEST) {
            throw new IOException("request must begin as one");
        }
        Request request = new Request(readMap(in), readText(in), readText(in), readMap(in), read(in));
        end(in);
        return request;
    }

    static byte[] bytes(RawResponse answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(ANSWER);
        out.writeInt(answer.status());
        write(out, answer.headers());
        write(out, answer.body());
        return bytes.toByteArray();
    }

    /** Tells that there was no answer; of the cause, its class and its message. */
    static byte[] bytes(IOException cause) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FAILURE);
        write(out, cause.getClass().getSimpleName());
        write(out, String.valueOf(cause.getMessage()));
        return bytes.toByteArray();
    }

    /** The answer; throws what stood in its place. */
    static RawResponse answer(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int kind = in.readInt();
        if (kind == FAILURE) {
            String name = readText(in);
            String message = readText(in);
            end(in);
            throw failure(name, message);
        }
        if (kind != ANSWER) {
            throw new IOException("answer must begin as one");
        }
        int status = in.readInt();
        Map<String, String> headers = readMap(in);
        byte[] body = read(in);
        end(in);
        RawResponse answer = RawResponse.of(status, body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getValue().contains("\r") || header.getValue().contains("\n")) {
                throw new IOException("header must not hold line breaks");
            }
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    /** Of the kinds that users are told apart. */
    private static IOException failure(String name, String message) {
        return switch (name) {
            case "ConnectException" -> new ConnectException(message);
            case "UnknownHostException" -> new UnknownHostException(message);
            case "SocketTimeoutException" -> new SocketTimeoutException(message);
            case "SSLHandshakeException" -> new SSLHandshakeException(message);
            default -> new IOException(name + ": " + message);
        };
    }

    private static void write(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            write(out, entry.getKey());
            write(out, entry.getValue());
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Map<String, String> readMap(DataInputStream in) throws IOException {
        int size = in.readInt();
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) { // a size without its entries ends the bytes
            map.put(readText(in), readText(in));
        }
        if (map.size() != size) {
            throw new IOException("names must stand once");
        }
        return map;
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(read(in), StandardCharsets.UTF_8);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("length must be within the bytes, was " + length);
        }
        return in.readNBytes(length);
    }

    private static void end(DataInputStream in) throws IOException {
        if (in.available() != 0) {
            throw new IOException("nothing must follow");
        }
    }
}
