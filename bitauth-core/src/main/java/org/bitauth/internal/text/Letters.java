package org.bitauth.internal.text;

/** A set of ASCII characters, for texts that are read too often for a pattern. Immutable. */
public enum Letters {
    /** 0 to 9. */
    DECIMAL("0123456789"),
    /** The digits of a hexadecimal number in lower case. */
    HEX("0123456789abcdef"),
    /** Base64 without its filling (RFC 4648, section 4). */
    BASE64("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/"),
    /** Base64url without its filling (RFC 4648, section 5). */
    BASE64URL("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    private final boolean[] members = new boolean[128];

    Letters(String letters) {
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
