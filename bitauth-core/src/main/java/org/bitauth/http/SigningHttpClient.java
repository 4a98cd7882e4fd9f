package org.bitauth.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Java's HTTP client with each request signed. Answers a server's demand for its nonce, and corrects its clock by the
 * server's, once for each request; follows no redirect, so that no signature or token goes elsewhere. Thread-safe.
 */
public final class SigningHttpClient {
    private static final Set<String> OURS = Set.of("content-digest", "signature-input", "signature");

    private final HttpClient client;
    private final RequestSigner signer;
    private final InstantSource clock;
    private volatile Duration ahead = Duration.ZERO;

    private SigningHttpClient(HttpClient client, RequestSigner signer, InstantSource clock) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("client must follow no redirect");
        }
        this.client = client;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A client.
     *
     * @param client sends the requests; must follow no redirect, as is its default
     * @param signer signs them
     * @return the client
     */
    public static SigningHttpClient of(HttpClient client, RequestSigner signer) {
        return of(client, signer, InstantSource.system());
    }

    /**
     * A client on another clock, the same as the signer's.
     *
     * @param client sends the requests; must follow no redirect, as is its default
     * @param signer signs them
     * @param clock what tells the time
     * @return the client
     */
    public static SigningHttpClient of(HttpClient client, RequestSigner signer, InstantSource clock) {
        return new SigningHttpClient(client, signer, clock);
    }

    /**
     * Signs and sends a request. Its body is read into memory, and its tokens are covered by the signature.
     *
     * @param request the request, without signature headers
     * @param handler takes the answer's body; not asked for an answer that only demands another try
     * @param <T> what the handler makes
     * @return the answer
     * @throws IOException as Java's client does
     * @throws InterruptedException as Java's client does
     * @throws org.bitauth.MalformedException if the request cannot be signed
     */
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        byte[] body = PublishedBody.read(request);
        HttpResponse<T> first = client.send(
                signed(request, body, Optional.empty()),
                info -> demand(info.statusCode(), info.headers()).isPresent()
                        ? BodySubscribers.replacing(null)
                        : handler.apply(info));
        Optional<ServerDemand> wanted = demand(first.statusCode(), first.headers());
        if (wanted.isEmpty()) {
            return first;
        }
        ahead = wanted.get().ahead().orElse(ahead);
        return client.send(signed(request, body, wanted.get().nonce()), handler);
    }

    private Optional<ServerDemand> demand(int status, HttpHeaders headers) {
        return ServerDemand.read(status, headers, clock.instant());
    }

    private HttpRequest signed(HttpRequest request, byte[] body, Optional<String> nonce) {
        OutgoingRequest outgoing = OutgoingRequest.of(request.method(), url(request.uri()), body);
        Optional<String> authToken = request.headers().firstValue("X-Auth-Token");
        Optional<String> subjectToken = request.headers().firstValue("X-Subject-Token");
        outgoing = authToken.isPresent() ? outgoing.withAuthToken(authToken.get()) : outgoing;
        outgoing = subjectToken.isPresent() ? outgoing.withSubjectToken(subjectToken.get()) : outgoing;
        Map<String, String> headers = signer.sign(outgoing, nonce, ahead);
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(request, (name, value) -> !OURS.contains(name.toLowerCase(Locale.ROOT)));
        headers.forEach(builder::setHeader);
        return builder.method(
                        request.method(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The URL as Java's client sends it. */
    private static String url(URI uri) {
        String query = uri.getRawQuery();
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath() + (query == null ? "" : "?" + query);
    }
}
