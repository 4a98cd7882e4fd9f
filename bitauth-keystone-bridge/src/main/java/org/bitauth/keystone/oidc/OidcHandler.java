package org.bitauth.keystone.oidc;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;

/**
 * An {@link OidcProvider} over HTTP. Mount it where the issuer's path leads; a proxy in front keeps the path.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414">RFC 8414</a>
 */
public final class OidcHandler implements HttpHandler {
    /** The {@code grant_type} of a proof of an identity: a name that nobody fetches. */
    public static final String CHALLENGE_GRANT = "https://bitauth.org/oauth/grants/challenge";

    static final int MAX_BODY = 16_384;

    private final Map<String, Map<String, BiFunction<RawRequest, String, RawResponse>>> routes = new LinkedHashMap<>();
    private final Set<String> pages = new HashSet<>();
    private final OidcProvider provider;
    private final PublicDocument metadata;

    /**
     * A handler.
     *
     * @param provider what decides
     */
    public OidcHandler(OidcProvider provider) {
        this.provider = provider;
        TokenEndpoint tokens = new TokenEndpoint(provider);
        metadata = new PublicDocument(Metadata.of(provider, tokens.types()));
        read("/.well-known/openid-configuration", metadata::answer);
        read("/.well-known/oauth-authorization-server", metadata::answer);
        read("/jwks", new PublicDocument(provider.keys().jwks())::answer);
        on("POST", "/token", tokens::answer);
        if (provider.clients().anyRedirects()) {
            AuthorizeEndpoint authorize = new AuthorizeEndpoint(provider);
            page("/authorize", authorize::get, authorize::post);
        }
        provider.devices().ifPresent(devices -> {
            DevicePage page = new DevicePage(provider, devices);
            page("/device", page::get, page::post);
            on("POST", "/device_authorization", new DeviceGrant(provider, devices)::begin);
        });
    }

    /**
     * The metadata alone, for the place where RFC 8414, section 3.1 looks for that of an issuer with a path: below
     * {@code /.well-known/oauth-authorization-server} of its host, outside of the mount.
     *
     * @return a handler that answers every GET with it
     */
    public HttpHandler serverMetadata() {
        return request -> request.method().equals("GET")
                ? metadata.answer(request, "")
                : OAuthAnswers.error(405, "invalid_request", "The method is not allowed here.")
                        .with("Allow", "GET");
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY;
    }

    @Override
    public RawResponse handle(RawRequest request) {
        String requestId = RequestId.next();
        RawResponse answer;
        try {
            answer = route(request, requestId);
        } catch (MalformedException e) {
            answer = OAuthAnswers.malformed(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            provider.failed(requestId, e);
            answer = failure(request, 503, "temporarily_unavailable", "Try again later.");
        } catch (RuntimeException e) {
            provider.failed(requestId, e);
            answer = failure(request, 500, "server_error", "An unexpected error occurred.");
        }
        return (request.method().equals("HEAD") ? answer.withoutBody() : answer)
                .with("X-Openstack-Request-Id", requestId)
                .with("X-Content-Type-Options", "nosniff");
    }

    private RawResponse route(RawRequest request, String requestId) {
        if (request.body().length > MAX_BODY) {
            return failure(request, 413, "invalid_request", "The body must have at most " + MAX_BODY + " bytes.");
        }
        var methods = routes.get(request.path());
        if (methods == null) {
            return OAuthAnswers.error(404, "not_found", "There is nothing here.");
        }
        var route = methods.get(request.method());
        if (route == null) {
            return OAuthAnswers.error(405, "invalid_request", "The method is not allowed here.")
                    .with("Allow", String.join(", ", methods.keySet()));
        }
        return route.apply(request, requestId);
    }

    /** In the form that the one who asks can read: HTML for people, JSON for programs. */
    private RawResponse failure(RawRequest request, int status, String error, String description) {
        return pages.contains(request.path())
                ? HtmlPage.message(status, description)
                : OAuthAnswers.error(status, error, description);
    }

    private void page(
            String path,
            BiFunction<RawRequest, String, RawResponse> get,
            BiFunction<RawRequest, String, RawResponse> post) {
        pages.add(path);
        read(path, get);
        on("POST", path, post);
    }

    private void read(String path, BiFunction<RawRequest, String, RawResponse> route) {
        on("GET", path, route);
        on("HEAD", path, route);
    }

    private void on(String method, String path, BiFunction<RawRequest, String, RawResponse> route) {
        routes.computeIfAbsent(path, key -> new LinkedHashMap<>()).put(method, route);
    }
}
