package org.bitauth.keystone.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;

/**
 * A random text that ties the steps of a login to one browser (RFC 6265bis). It says nothing of anybody and is not a
 * session: other sites cannot make the browser send it with a form.
 */
final class BrowserCookie {
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int MAX_HEADER = 16_384;

    private final String name;
    private final String attributes;
    private final SecureRandom random = new SecureRandom();

    /** The prefix {@code __Host-} keeps neighbours of the same domain from setting it; it needs TLS. */
    BrowserCookie(String issuer) {
        boolean secure = issuer.startsWith("https:");
        name = (secure ? "__Host-" : "") + "bitauth-oidc";
        attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** The value that a browser sent; empty if there is none, or more than one. */
    Optional<String> read(RawRequest request) {
        List<String> found = new ArrayList<>();
        for (String header : request.headers("Cookie")) {
            if (header.length() > MAX_HEADER) {
                return Optional.empty();
            }
            for (String pair : header.split(";", -1)) {
                String[] parts = pair.strip().split("=", 2);
                if (parts.length == 2 && parts[0].equals(name)) {
                    found.add(parts[1]);
                }
            }
        }
        return found.size() == 1 && VALUE.matcher(found.get(0)).matches()
                ? Optional.of(found.get(0))
                : Optional.empty();
    }

    String fresh() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    RawResponse set(RawResponse answer, String value) {
        return answer.with("Set-Cookie", name + "=" + value + attributes);
    }

    /** Tells whether the browser of a request is the one of a seal. */
    boolean matches(RawRequest request, Seals.Opened seal) {
        byte[] sent = read(request).orElse("").getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(sent, seal.get("browser").getBytes(StandardCharsets.US_ASCII));
    }
}
