package org.bitauth.http;

import java.util.Base64;
import org.bitauth.internal.Hashes;

/** The header {@code Content-Digest} (RFC 9530) with SHA-256, its only form here. */
final class ContentDigest {
    private ContentDigest() {}

    static String of(byte[] body) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(Hashes.sha256(body)) + ":";
    }
}
