package org.bitauth.keystone.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.bitauth.http.RawResponse;

/**
 * A page without scripts: every value escaped, one style sheet by its hash, nothing from elsewhere, in no frame, in no cache,
 * and its address told to nobody.
 */
final class HtmlPage {
    private static final String STYLE = "body{font:1rem/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
            + "pre{background:#eee;padding:.5rem;overflow:auto}input,textarea{font:1rem monospace;width:100%;"
            + "box-sizing:border-box}button{font:inherit;margin:.5rem .5rem .5rem 0}.no{color:#a00}img{width:18rem}";
    private static final String STYLE_HASH = "'sha256-" + sha256(STYLE) + "'";

    private HtmlPage() {}

    /**
     * A page.
     *
     * @param status the status of the answer
     * @param title plain text
     * @param body HTML whose values went through {@link #text}
     * @param formTarget an origin to which a form of the page leads by a redirect, or empty
     */
    static RawResponse of(int status, String title, String body, String formTarget) {
        String html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + text(title)
                + "</title><meta name=\"viewport\" content=\"width=device-width\"><style>" + STYLE
                + "</style></head><body>\n<h1>" + text(title) + "</h1>\n" + body + "</body></html>\n";
        return RawResponse.of(status, "text/html; charset=utf-8", html)
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src " + STYLE_HASH + "; img-src data:; form-action 'self'"
                                + (formTarget.isEmpty() ? "" : " " + formTarget)
                                + "; base-uri 'none'; frame-ancestors 'none'")
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store");
    }

    /** A page that leads nowhere and says why, in plain text. */
    static RawResponse message(int status, String message) {
        return of(status, "This login cannot go on", "<p id=\"message\">" + text(message) + "</p>\n", "");
    }

    /** A value as it may stand between tags and in quoted attributes. */
    static String text(String value) {
        StringBuilder out = new StringBuilder();
        value.chars().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append((char) c);
            }
        });
        return out.toString();
    }

    /** An input that the person does not see. */
    static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + text(name) + "\" value=\"" + text(value) + "\">";
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
