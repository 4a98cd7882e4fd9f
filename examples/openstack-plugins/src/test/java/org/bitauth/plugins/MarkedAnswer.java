package org.bitauth.plugins;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Answers of a bridge that has the secret, whatever they say (docs/protocol.md, "Verify exchange"). */
final class MarkedAnswer {
    private static final Pattern MARK = Pattern.compile("\r\nX-Bitauth-Mark: ([A-Za-z0-9_-]{43})\r\n");
    private static final Pattern REQUEST_ID = Pattern.compile("\"request_id\": ?\"(req-[0-9a-f-]{36})\"");

    private MarkedAnswer() {}

    static String to(byte[] request, String secret, String body) throws IOException {
        String mark = mark(secret, "Bitauth verify answer 1\n" + found(MARK, request) + "\n200\n" + body);
        return "HTTP/1.1 200 OK\r\nX-Bitauth-Mark: " + mark + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** The id that Keystone gave to its request. */
    static String requestId(byte[] request) {
        return found(REQUEST_ID, request);
    }

    private static String found(Pattern pattern, byte[] request) {
        Matcher matcher = pattern.matcher(new String(request, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new IllegalStateException("a call of the plug-in must have " + pattern);
        }
        return matcher.group(1);
    }

    private static String mark(String secret, String text) throws IOException {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getUrlDecoder().decode(secret), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
