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
        StringBuilder base = new StringBuilder();
        base.append("\"@method\": ").append(method).append('\n');
        base.append("\"@target-uri\": ").append(targetUri).append('\n');
        base.append("\"content-digest\": ").append(contentDigest).append('\n');
        authToken.ifPresent(
                token -> base.append("\"x-auth-token\": ").append(token).append('\n'));
        subjectToken.ifPresent(
                token -> base.append("\"x-subject-token\": ").append(token).append('\n'));
        base.append("\"@signature-params\": ").append(parameters.value());
        return Signable.of(SignedForm.request(base.toString()));
    }
}
