package org.bitauth.http;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code Signature-Input} (RFC 9421, section 4.1) in the one profile of this protocol: which components are
 * covered, when the signature was made and ends, its nonce and its key.
 */
record SignatureParameters(
        boolean coversAuthToken,
        boolean coversSubjectToken,
        Instant created,
        Instant expires,
        String nonce,
        String keyId) {
    private static final String LABEL = "bitauth=";
    private static final Pattern FORM = Pattern.compile("bitauth=\\(\"@method\" \"@target-uri\" \"content-digest\""
            + "( \"x-auth-token\")?( \"x-subject-token\")?\\);created=([1-9][0-9]{9});expires=([1-9][0-9]{9})"
            + ";nonce=\"([A-Za-z0-9_-]{22,86})\";keyid=\"(0[23][0-9a-f]{64})\";tag=\"bitauth-2\"");

    static Optional<SignatureParameters> parse(String header) {
        Matcher form = FORM.matcher(header);
        return form.matches()
                ? Optional.of(new SignatureParameters(
                        form.group(1) != null,
                        form.group(2) != null,
                        Instant.ofEpochSecond(Long.parseLong(form.group(3))),
                        Instant.ofEpochSecond(Long.parseLong(form.group(4))),
                        form.group(5),
                        form.group(6)))
                : Optional.empty();
    }

    /** The header's value. */
    String header() {
        return LABEL + value();
    }

    /** What the last line of the signature base says. */
    String value() {
        return "(\"@method\" \"@target-uri\" \"content-digest\""
                + (coversAuthToken ? " \"x-auth-token\"" : "")
                + (coversSubjectToken ? " \"x-subject-token\"" : "")
                + ");created=" + created.getEpochSecond()
                + ";expires=" + expires.getEpochSecond()
                + ";nonce=\"" + nonce + "\";keyid=\"" + keyId + "\";tag=\"bitauth-2\"";
    }
}
