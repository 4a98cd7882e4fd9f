package org.bitauth.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The header {@code Date} (RFC 9110, section 5.6.7). */
final class HttpDate {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static String of(Instant instant) {
        return FORM.format(instant);
    }

    static Optional<Instant> parse(String header) {
        try {
            return Optional.of(Instant.from(FORM.parse(header)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
