package org.bitauth.http;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.internal.text.FixedForm;
import org.bitauth.internal.text.Letters;

/** The headers of a signed request, in their one spelling. The signature is base64 of 64 bytes, not yet two numbers. */
record SignatureHeaders(
        SignatureParameters parameters,
        String signature,
        String contentDigest,
        Optional<String> authToken,
        Optional<String> subjectToken) {
    private static final int MAX_LENGTH = 1024;
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8192}");
    private static final Pattern DIGEST = Pattern.compile("[!-~]+");

    static boolean areAbsent(RawRequest request) {
        return request.headers("signature-input").isEmpty()
                && request.headers("signature").isEmpty();
    }

    /** Reads the headers. Empty if one is missing, repeated, too long, or of another form. */
    static Optional<SignatureHeaders> read(RawRequest request) {
        if (!V1Headers.areAbsent(request) || !isOnceAtMost(request, "x-auth-token", "x-subject-token")) {
            return Optional.empty();
        }
        Optional<SignatureParameters> parameters =
                header(request, "signature-input").flatMap(SignatureParameters::parse);
        Optional<String> signature = header(request, "signature").flatMap(SignatureHeaders::signature);
        Optional<String> digest = header(request, "content-digest");
        Optional<String> authToken = request.header("x-auth-token");
        Optional<String> subjectToken = request.header("x-subject-token");
        if (parameters.isEmpty() || signature.isEmpty() || digest.isEmpty()) {
            return Optional.empty();
        }
        boolean covered = parameters.get().coversAuthToken() == authToken.isPresent()
                && parameters.get().coversSubjectToken() == subjectToken.isPresent();
        boolean plain = isPlain(authToken)
                && isPlain(subjectToken)
                && DIGEST.matcher(digest.get()).matches();
        return covered && plain
                ? Optional.of(
                        new SignatureHeaders(parameters.get(), signature.get(), digest.get(), authToken, subjectToken))
                : Optional.empty();
    }

    private static boolean isOnceAtMost(RawRequest request, String... names) {
        for (String name : names) {
            if (request.headers(name).size() > 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(Optional<String> token) {
        return token.isEmpty() || TOKEN.matcher(token.get()).matches();
    }

    private static Optional<String> header(RawRequest request, String name) {
        return request.header(name).filter(value -> value.length() <= MAX_LENGTH);
    }

    private static Optional<String> signature(String header) {
        FixedForm form = new FixedForm(header).literal("bitauth=:");
        String digits = form.letters(Letters.BASE64, 86, 86);
        boolean whole = form.literal("==:").isWhole();
        // 64 bytes leave two bits for the last digit.
        return whole && "AQgw".indexOf(digits.charAt(85)) >= 0 ? Optional.of(digits + "==") : Optional.empty();
    }
}
