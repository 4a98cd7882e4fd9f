package org.bitauth.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The parameters of a form body, after those of the query, as the servlet specification has them (section 3.1). */
final class FormParameters {
    private FormParameters() {}

    static Map<String, String[]> merge(Map<String, String[]> query, byte[] body) {
        Map<String, String[]> all = new LinkedHashMap<>(query);
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                String[] value = {decode(equals < 0 ? "" : pair.substring(equals + 1))};
                all.merge(
                        name,
                        value,
                        (before, more) ->
                                Stream.of(before, more).flatMap(Stream::of).toArray(String[]::new));
            }
        }
        return Collections.unmodifiableMap(all);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
