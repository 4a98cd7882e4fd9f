package org.bitauth.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server that refused a signed request wants of the next one: its nonce, or its time. */
record ServerDemand(Optional<String> nonce, Optional<Duration> ahead) {
    private static final Pattern CHALLENGE = Pattern.compile(
            "Bitauth (?:[a-z]+=\"[^\"]*\", ?)*error=\"([a-z]+)\"" + "(?:, ?nonce=\"([A-Za-z0-9_-]{22,86})\")?");
    private static final int MAX_LENGTH = 1024;

    /** Reads an answer; empty if there is nothing that another try could do better. */
    static Optional<ServerDemand> read(int status, HttpHeaders headers, Instant now) {
        String challenge = headers.firstValue("WWW-Authenticate").orElse("");
        if (status != 401 || challenge.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher form = CHALLENGE.matcher(challenge);
        if (!form.matches()) {
            return Optional.empty();
        }
        Optional<String> nonce = Optional.ofNullable(form.group(2));
        if (form.group(1).equals("nonce") && nonce.isPresent()) {
            return Optional.of(new ServerDemand(nonce, Optional.empty()));
        }
        return form.group(1).equals("stale")
                ? headers.firstValue("Date")
                        .flatMap(HttpDate::parse)
                        .map(date -> new ServerDemand(Optional.empty(), Optional.of(Duration.between(now, date))))
                : Optional.empty();
    }
}
