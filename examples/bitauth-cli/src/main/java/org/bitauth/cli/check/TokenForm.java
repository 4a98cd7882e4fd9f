package org.bitauth.cli.check;

import java.util.regex.Pattern;

/** Which provider made a token, by its form alone: a Fernet token's first byte is 0x80, a JWS has three parts. */
final class TokenForm {
    private static final String SUBJECT = "token provider";
    private static final Pattern FERNET = Pattern.compile("gAAAA[A-Za-z0-9_-]+={0,2}");
    private static final Pattern JWS = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private TokenForm() {}

    static Finding of(String token) {
        if (FERNET.matcher(token).matches()) {
            return Finding.ok(SUBJECT, "fernet");
        }
        if (JWS.matcher(token).matches()) {
            return Finding.ok(SUBJECT, "jws");
        }
        return Finding.unknown(SUBJECT, "the token has neither the form of fernet nor that of jws");
    }
}
