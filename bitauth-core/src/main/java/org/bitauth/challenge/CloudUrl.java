package org.bitauth.challenge;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.bitauth.MalformedException;

/** The one spelling of a cloud's public base URL, as it stands in the {@code Cloud:} line. */
public final class CloudUrl {
    private CloudUrl() {}

    /**
     * Checks a URL and brings it to its one spelling: lower-case scheme and host, no default port, no slash at the end.
     *
     * @param url https, or http for a loopback address; without user, query and fragment
     * @return the text of the {@code Cloud:} line
     * @throws MalformedException if the URL is of another form
     */
    public static String of(URI url) {
        String scheme = Objects.requireNonNullElse(url.getScheme(), "").toLowerCase(Locale.ROOT);
        String host = Objects.requireNonNullElse(url.getHost(), "").toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        boolean local = scheme.equals("http") && isLoopback(host);
        if (host.isEmpty() || !(secure || local)) {
            String origin = scheme + "://" + host;
            throw new MalformedException("cloud URL must be https, or http for a loopback address, was " + origin);
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new MalformedException("cloud URL must have no user, query or fragment");
        }
        if (!url.toString().equals(url.toASCIIString())) {
            throw new MalformedException("cloud URL must be ASCII");
        }
        int port = url.getPort() == (secure ? 443 : 80) ? -1 : url.getPort();
        String path = Objects.requireNonNullElse(url.getRawPath(), "");
        return scheme + "://" + host + (port < 0 ? "" : ":" + port) + path.replaceAll("/+$", "");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.[0-9]+\\.[0-9]+\\.[0-9]+");
    }
}
