package org.bitauth.http;

import java.time.Instant;
import java.util.Optional;
import org.bitauth.internal.text.FixedForm;
import org.bitauth.internal.text.Letters;

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
    private static final String COVERED = "(\"@method\" \"@target-uri\" \"content-digest\"";
    private static final String AUTH_TOKEN = " \"x-auth-token\"";
    private static final String SUBJECT_TOKEN = " \"x-subject-token\"";

    static Optional<SignatureParameters> parse(String header) {
        FixedForm form = new FixedForm(header).literal(LABEL).literal(COVERED);
        boolean authToken = form.optional(AUTH_TOKEN);
        boolean subjectToken = form.optional(SUBJECT_TOKEN);
        String created = form.literal(");created=").letters(Letters.DECIMAL, 10, 10);
        String expires = form.literal(";expires=").letters(Letters.DECIMAL, 10, 10);
        String nonce = form.literal(";nonce=\"").letters(Letters.BASE64URL, 22, 86);
        String keyId = form.literal("\";keyid=\"").letters(Letters.HEX, 66, 66);
        boolean whole = form.literal("\";tag=\"bitauth-2\"").isWhole();
        if (!whole || created.startsWith("0") || expires.startsWith("0") || !isCompressed(keyId)) {
            return Optional.empty();
        }
        return Optional.of(new SignatureParameters(
                authToken,
                subjectToken,
                Instant.ofEpochSecond(Long.parseLong(created)),
                Instant.ofEpochSecond(Long.parseLong(expires)),
                nonce,
                keyId));
    }

    private static boolean isCompressed(String key) {
        return key.startsWith("02") || key.startsWith("03");
    }

    /** The header's value. */
    String header() {
        return LABEL + value();
    }

    /** What the last line of the signature base says. */
    String value() {
        return COVERED
                + (coversAuthToken ? AUTH_TOKEN : "")
                + (coversSubjectToken ? SUBJECT_TOKEN : "")
                + ");created=" + created.getEpochSecond()
                + ";expires=" + expires.getEpochSecond()
                + ";nonce=\"" + nonce + "\";keyid=\"" + keyId + "\";tag=\"bitauth-2\"";
    }
}
