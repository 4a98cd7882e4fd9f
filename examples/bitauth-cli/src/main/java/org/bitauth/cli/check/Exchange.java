package org.bitauth.cli.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.bitauth.http.DirectHttpClient;
import org.jspecify.annotations.Nullable;

/** Asks servers: bounded in time and size, no redirect followed. Whatever goes wrong becomes a text. */
final class Exchange {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final DirectHttpClient http;
    private final InstantSource clock;

    Exchange(Duration patience, InstantSource clock) {
        http = new DirectHttpClient(patience);
        this.clock = clock;
    }

    Reply get(String url) {
        return send("GET", url, Map.of(), "");
    }

    Reply post(String url, String json) {
        return send("POST", url, JSON, json);
    }

    Reply send(String method, String url, Map<String, String> headers, String body) {
        Instant sent = clock.instant();
        try {
            var answer = http.send(method, URI.create(url), headers, body.getBytes(StandardCharsets.UTF_8));
            return new Reply(Optional.of(answer), "", sent, clock.instant());
        } catch (IOException e) {
            return new Reply(Optional.empty(), fault(e), sent, clock.instant());
        }
    }

    static String fault(IOException e) {
        if (find(e, SSLException.class) != null) {
            if (find(e, CertificateExpiredException.class) != null) {
                return "cannot be trusted (TLS): its certificate has expired";
            }
            if (find(e, CertPathBuilderException.class) != null) {
                return "cannot be trusted (TLS): no authority that Java trusts here signed its certificate;"
                        + " give yours by JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE";
            }
            return "cannot be trusted (TLS): " + e.getMessage();
        }
        if (find(e, UnresolvedAddressException.class) != null) {
            return "cannot be reached: its name has no address";
        }
        if (e instanceof HttpConnectTimeoutException) {
            return "cannot be reached: no connection in time";
        }
        if (e instanceof HttpTimeoutException) {
            return "is too slow: no whole answer in time";
        }
        return "cannot be reached: " + e.getClass().getSimpleName()
                + Optional.ofNullable(e.getMessage()).map(text -> ", " + text).orElse("");
    }

    private static @Nullable Throwable find(Throwable thrown, Class<? extends Throwable> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (type.isInstance(cause)) {
                return cause;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
