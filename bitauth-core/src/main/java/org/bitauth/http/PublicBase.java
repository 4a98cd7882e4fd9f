package org.bitauth.http;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;

/**
 * A public base URL of a service, as clients know it: origin, and the path prefix that a proxy strips. What a client
 * signed is compared with this, never with what a proxy or a client says of itself.
 */
record PublicBase(String scheme, String authority, String root) {
    private static final Pattern HTTP = Pattern.compile("(?i)https?://[!-~]+");

    static PublicBase of(URI url) {
        if (!HTTP.matcher(url.toString()).matches() || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new MalformedException("public base URL must be http or https, in ASCII, without query or fragment");
        }
        String normal = normal(url.toString());
        int start = normal.indexOf("://") + 3;
        int slash = normal.indexOf('/', start);
        return new PublicBase(
                normal.substring(0, start - 3),
                normal.substring(start, slash),
                normal.substring(0, slash) + normal.substring(slash).replaceAll("/+$", ""));
    }

    /** Lower-case scheme and host, no default port, a path; the rest as it is. */
    static String normal(String url) {
        int start = url.indexOf("://") + 3;
        String rest = url.substring(start);
        int end = rest.length();
        for (char stop : new char[] {'/', '?', '#'}) {
            int at = rest.indexOf(stop);
            end = at < 0 ? end : Math.min(end, at);
        }
        String scheme = url.substring(0, Math.max(start - 3, 0)).toLowerCase(Locale.ROOT);
        String authority = authority(scheme, rest.substring(0, end));
        String tail = rest.substring(end);
        if (start < 3 || authority.isEmpty() || authority.indexOf('@') >= 0 || tail.indexOf('#') >= 0) {
            throw new MalformedException("URL must be absolute, without user and fragment");
        }
        return scheme + "://" + authority + (tail.startsWith("/") ? "" : "/") + tail;
    }

    /** Lower case, without the scheme's default port. */
    static String authority(String scheme, String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        String port = scheme.equals("https") ? ":443" : ":80";
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }

    boolean isHost(String host) {
        return authority(scheme, host).equals(authority);
    }

    /** The whole URL of a request to this base. */
    String targetUri(String target) {
        return root + target;
    }
}
