package org.bitauth.http;

import java.util.Optional;
import org.bitauth.Signable;
import org.bitauth.internal.SignedForm;

/** The signature base of RFC 9421, section 2.5: one line for each component that is covered. */
record SignatureBase(
        String method,
        String targetUri,
        String contentDigest,
        Optional<String> authToken,
        Optional<String> subjectToken) {
    Signable with(SignatureParameters parameters) {
        String base = "\"@method\": " + method
                + "\n\"@target-uri\": " + targetUri
                + "\n\"content-digest\": " + contentDigest
                + authToken.map(token -> "\n\"x-auth-token\": " + token).orElse("")
                + subjectToken.map(token -> "\n\"x-subject-token\": " + token).orElse("")
                + "\n\"@signature-params\": " + parameters.value();
        return Signable.of(SignedForm.request(base));
    }
}
