package org.bitauth.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Bytes in one of the forms that a Bitauth key may sign. The leading characters of each form rule out every other form,
 * a Bitcoin transaction digest and a wallet message.
 */
public final class SignedForm {
    private static final String LOGIN = "Bitauth login 1\n";
    private static final Pattern TEXT_START = Pattern.compile("Bitauth [a-z][a-z-]{1,31} 1\n");

    private static final int SSH_USERAUTH_REQUEST = 50;

    private static final Pattern ABSOLUTE_URL = Pattern.compile("https?://[!-.0-~][!-~]*");

    private final byte[] bytes;

    private SignedForm(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A challenge: ASCII whose first line is {@code Bitauth login 1}. */
    public static SignedForm challenge(String text) {
        return text(text, text.startsWith(LOGIN));
    }

    /** A statement: ASCII whose first line is {@code Bitauth <kind> 1} of any kind but {@code login}. */
    public static SignedForm statement(String text) {
        return text(text, TEXT_START.matcher(text).lookingAt() && !text.startsWith(LOGIN));
    }

    private static SignedForm text(String text, boolean beginsWell) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (!beginsWell || !isText(bytes, text)) {
            throw new IllegalArgumentException("a signed text must be ASCII and begin with its 'Bitauth <kind> 1'");
        }
        return new SignedForm(bytes);
    }

    /** A v2 request: the signature base of RFC 9421 whose first component is the method. */
    public static SignedForm request(String base) {
        byte[] bytes = base.getBytes(StandardCharsets.US_ASCII);
        if (!base.startsWith("\"@method\": ") || !isText(bytes, base)) {
            throw new IllegalArgumentException("a signature base must be ASCII and begin with the method");
        }
        return new SignedForm(bytes);
    }

    /** Tells whether nothing was lost, since each character outside ASCII, or pair of them, becomes a question mark. */
    private static boolean isText(byte[] ascii, String text) {
        if (ascii.length != text.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length; i++) {
            if (ascii[i] == '?' && text.charAt(i) != '?') {
                return false;
            }
        }
        return true;
    }

    /** A v1 request: an absolute http or https URL in printable ASCII, followed by the body. */
    public static SignedForm requestV1(String url, byte[] body) {
        if (!ABSOLUTE_URL.matcher(url).matches()) {
            throw new IllegalArgumentException("a v1 request must begin with an absolute http or https URL");
        }
        byte[] start = url.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, bytes, start.length, body.length);
        return new SignedForm(bytes);
    }

    /**
     * The data that a user signs to log in by SSH (RFC 4252, section 7): begins with the length of the session id, three
     * zeros and a number from 20 to 64, and byte 50 follows the session id.
     */
    public static SignedForm sshUserAuthentication(byte[] data) {
        boolean beginsWell = data.length > 5 && data[0] == 0 && data[1] == 0 && data[2] == 0 && data[3] >= 20;
        if (!beginsWell || data[3] > 64 || data.length <= 4 + data[3] || data[4 + data[3]] != SSH_USERAUTH_REQUEST) {
            throw new IllegalArgumentException("SSH user authentication must begin with a session id and its message");
        }
        return new SignedForm(data.clone());
    }

    /** The SHA-256 digest of the bytes. */
    public byte[] digest() {
        return Hashes.sha256(bytes);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
