package org.bitauth.keystone.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.http.RawRequest;

/** The parameters of a request's query. */
final class Query {
    private Query() {}

    /** A parameter's value, decoded; the first one if there are several. */
    static Optional<String> value(RawRequest request, String name) {
        int start = request.target().indexOf('?');
        if (start < 0) {
            return Optional.empty();
        }
        for (String part : request.target().substring(start + 1).split("&", -1)) {
            if (part.startsWith(name + "=")) {
                return Optional.of(decoded(part.substring(name.length() + 1)));
            }
        }
        return Optional.empty();
    }

    /** A flag: there, and neither {@code 0} nor {@code false}. */
    static boolean isSet(RawRequest request, String name) {
        return request.hasQuery(name)
                && value(request, name)
                        .filter(text -> text.equals("0") || text.equalsIgnoreCase("false"))
                        .isEmpty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("query must be in percent-encoding");
        }
    }
}
