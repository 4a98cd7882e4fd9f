package org.bitauth.keystone.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/** A JSON document that is the same for everybody for as long as the process runs. Caches may keep it for five minutes. */
final class PublicDocument {
    private final String json;
    private final String etag;

    PublicDocument(String json) {
        this.json = json;
        etag = '"' + digest(json) + '"';
    }

    RawResponse answer(RawRequest request, String requestId) {
        RawResponse answer =
                request.header("If-None-Match").filter(etag::equals).isPresent()
                        ? RawResponse.of(304)
                        : RawResponse.of(200, "application/json", json);
        return answer.with("ETag", etag).with("Cache-Control", "public, max-age=300");
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
