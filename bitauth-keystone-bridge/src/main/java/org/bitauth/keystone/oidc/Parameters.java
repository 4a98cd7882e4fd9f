package org.bitauth.keystone.oidc;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.http.RawRequest;

/**
 * The parameters of a request as OAuth states them (RFC 6749, section 3.1 and appendix B): each at most once, one without a
 * value counts as left out. Bounded in number and length.
 */
final class Parameters {
    private static final int MAX_COUNT = 32;
    private static final int MAX_QUERY = 8192;
    private static final Pattern TEXT = Pattern.compile("[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ufffd]*");

    private final Map<String, String> values = new TreeMap<>();

    private Parameters(String encoded) {
        if (encoded.isEmpty()) {
            return;
        }
        String[] pairs = encoded.split("&", MAX_COUNT + 1);
        if (pairs.length > MAX_COUNT) {
            throw new MalformedException("request must have at most " + MAX_COUNT + " parameters");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.put(name, value) != null) {
                throw new MalformedException("request must have each parameter once");
            }
        }
        values.values().removeIf(String::isEmpty);
    }

    /** Reads a form body; its type must be said. */
    static Parameters ofBody(RawRequest request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.split(";", 2)[0].strip().equals("application/x-www-form-urlencoded")) {
            throw new MalformedException("body must be application/x-www-form-urlencoded");
        }
        if (request.target().indexOf('?') >= 0) {
            throw new MalformedException("parameters must be in the body");
        }
        try {
            return new Parameters(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(request.body()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new MalformedException("body must be UTF-8");
        }
    }

    /** Reads the query of the request's target. */
    static Parameters ofQuery(RawRequest request) {
        int start = request.target().indexOf('?');
        String query = start < 0 ? "" : request.target().substring(start + 1);
        if (query.length() > MAX_QUERY) {
            throw new MalformedException("query must have at most " + MAX_QUERY + " characters");
        }
        return new Parameters(query);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Tells whether one of the names is there. */
    boolean hasAny(Set<String> names) {
        return names.stream().anyMatch(values::containsKey);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String get(String name) {
        return find(name).orElseThrow(() -> new MalformedException("request must have the parameter " + name));
    }

    private static String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (TEXT.matcher(decoded).matches()) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedException("parameters must be percent-encoded");
        }
        throw new MalformedException("parameters must be text in UTF-8");
    }
}
