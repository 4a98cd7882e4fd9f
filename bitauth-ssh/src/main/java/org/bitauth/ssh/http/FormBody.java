package org.bitauth.ssh.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bitauth.MalformedException;

/** A request body of the type {@code application/x-www-form-urlencoded} with known names, each at most once. */
final class FormBody {
    private final Map<String, String> values = new HashMap<>();

    FormBody(byte[] body) {
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || values.put(pair.substring(0, equals), decode(pair.substring(equals + 1))) != null) {
                throw new MalformedException("body must be form fields, each once");
            }
        }
    }

    boolean hasExactly(Set<String> names) {
        return values.keySet().equals(names);
    }

    String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new MalformedException("body must have the field " + name);
        }
        return value;
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("body must be percent-encoded form fields");
        }
    }
}
