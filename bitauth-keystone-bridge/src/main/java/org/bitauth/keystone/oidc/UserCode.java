package org.bitauth.keystone.oidc;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a device shows and a person types (RFC 8628, section 6.1): 8 of 20 consonants, which make no words. */
final class UserCode {
    private static final String ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
    private static final Pattern BARE = Pattern.compile("[" + ALPHABET + "]{8}");
    private static final int MAX_TYPED = 32;

    private UserCode() {}

    static String next(SecureRandom random) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            out.append(i == 4 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }

    /** The one spelling of what was typed, in any case, with blanks and hyphens anywhere. */
    static Optional<String> read(String typed) {
        if (typed.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String bare = typed.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
        return BARE.matcher(bare).matches()
                ? Optional.of(bare.substring(0, 4) + "-" + bare.substring(4))
                : Optional.empty();
    }
}
