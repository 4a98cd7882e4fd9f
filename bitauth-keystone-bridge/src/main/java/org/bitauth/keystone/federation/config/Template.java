package org.bitauth.keystone.federation.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text beside this class with places like {@code @ISSUER@}. */
record Template(String text) {
    private static final Pattern PLACE = Pattern.compile("@([A-Z_]+)@");

    static Template of(String file) {
        try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(file), file)) {
            return new Template(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills every place; the values are not looked at again. */
    String fill(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(
                        Objects.requireNonNull(values.get(place.group(1)), () -> "no value for " + place.group())));
    }
}
