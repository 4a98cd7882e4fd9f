package org.bitauth.internal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Bytes in one of the forms that a Bitauth key may sign. The leading characters of each form rule out every other form,
 * a Bitcoin transaction digest and a wallet message.
 */
public final class SignedForm {
    private static final Pattern TEXT_START = Pattern.compile("Bitauth [a-z][a-z-]{1,31} 1\n");

    private final byte[] bytes;

    private SignedForm(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A challenge or statement: ASCII whose first line is {@code Bitauth <kind> 1}. */
    public static SignedForm text(String text) {
        if (!TEXT_START.matcher(text).lookingAt()
                || !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a signed text must be ASCII and begin with 'Bitauth <kind> 1'");
        }
        return new SignedForm(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
