package org.bitauth.internal.text;

/** A set of ASCII characters, for texts that are read too often for a pattern. Immutable. */
public final class Letters {
    /** 0 to 9. */
    public static final Letters DECIMAL = new Letters("0123456789");

    /** The digits of a hexadecimal number in lower case. */
    public static final Letters HEX = new Letters("0123456789abcdef");

    /** Base64 without its filling (RFC 4648, section 4). */
    public static final Letters BASE64 =
            new Letters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/");

    /** Base64url without its filling (RFC 4648, section 5). */
    public static final Letters BASE64URL =
            new Letters("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    private final boolean[] members = new boolean[128];

    private Letters(String letters) {
        for (int i = 0; i < letters.length(); i++) {
            members[letters.charAt(i)] = true;
        }
    }

    /** Where the characters of this set end that begin at a place of the text. */
    public int end(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) < members.length && members[text.charAt(at)]) {
            at++;
        }
        return at;
    }
}
