package org.bitauth.keystone.oidc;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.keystone.SecretHash;

/**
 * A relying party that people log in to through a browser, or a program that gets JWTs for a device. Its id is the audience
 * of what it gets by a code, and the person reads it in the challenge. Every code needs PKCE, with a secret or without.
 */
public final class OidcClient {
    private static final int MAX_URI = 512;
    private static final Pattern HOST = Pattern.compile("[a-z0-9.-]+");

    private final String id;
    private final Optional<SecretHash> secret;
    private final Set<String> redirectUris;
    private final boolean showsLinkOnly;

    private OidcClient(String id, Optional<SecretHash> secret, Set<String> redirectUris, boolean showsLinkOnly) {
        FederationAsk.of(id); // refuses ids that no challenge can name
        this.id = id;
        this.secret = secret;
        this.redirectUris = redirectUris;
        this.showsLinkOnly = showsLinkOnly;
    }

    /**
     * A client without a secret.
     *
     * @param id its name, 1 to 64 characters
     * @param redirectUris where codes may be sent, each compared character by character: https, or http for a loopback
     *     address, without fragment; none for a client of the device grant alone
     * @return the client
     * @throws IllegalArgumentException if a URI has another form
     */
    public static OidcClient ofPublic(String id, URI... redirectUris) {
        return new OidcClient(id, Optional.empty(), checked(redirectUris), false);
    }

    /**
     * A client with a secret.
     *
     * @param id its name, 1 to 64 characters
     * @param secret the hash of its secret, which was made at random
     * @param redirectUris as for {@link #ofPublic}
     * @return the client
     * @throws IllegalArgumentException if a URI has another form
     */
    public static OidcClient withSecret(String id, SecretHash secret, URI... redirectUris) {
        return new OidcClient(id, Optional.of(secret), checked(redirectUris), false);
    }

    /**
     * The same client, for the device grant: it shows people a link alone and no code to type, so the link carries the code.
     *
     * @return the client
     */
    public OidcClient showingLinkOnly() {
        return new OidcClient(id, secret, redirectUris, true);
    }

    /**
     * The name.
     *
     * @return also the audience of JWTs by code
     */
    public String id() {
        return id;
    }

    boolean isPublic() {
        return secret.isEmpty();
    }

    boolean linkCarriesCode() {
        return showsLinkOnly;
    }

    boolean mayRedirectTo(String uri) {
        return redirectUris.contains(uri);
    }

    boolean hasRedirects() {
        return !redirectUris.isEmpty();
    }

    /** A public client has no secret, and sends none. */
    boolean isAuthenticatedBy(Optional<String> sent) {
        return secret.isPresent()
                ? sent.filter(secret.get()::matches).isPresent()
                : sent.filter(text -> !text.isEmpty()).isEmpty();
    }

    @Override
    public String toString() {
        return "OidcClient[" + id + "]";
    }

    private static Set<String> checked(URI... uris) {
        for (URI uri : uris) {
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            String bare = uri.toString().replaceFirst("\\?.*", "");
            CloudUrl.of(URI.create(bare)); // https or loopback, ASCII, without user and fragment
            if (uri.toString().length() > MAX_URI
                    || uri.getRawFragment() != null
                    || !HOST.matcher(host).matches()) {
                throw new IllegalArgumentException("redirect URI must have at most " + MAX_URI
                        + " characters, a host name or IPv4 address, and no fragment, was for host " + host);
            }
        }
        return new TreeSet<>(List.of(uris).stream().map(URI::toString).toList());
    }
}
