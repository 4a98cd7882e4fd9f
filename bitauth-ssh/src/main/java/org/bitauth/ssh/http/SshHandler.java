package org.bitauth.ssh.http;

import java.util.Optional;
import java.util.stream.Collectors;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.ssh.RequestSource;
import org.bitauth.ssh.SshCertificateAuthority;

/**
 * An {@link SshCertificateAuthority} over HTTP, and what stands beside it: the host CA, the revocation list. Mount it at
 * {@code /ssh} below the public URL; docs/protocol.md describes each path.
 */
public final class SshHandler implements HttpHandler {
    static final String TEXT = "text/plain; charset=utf-8";

    private static final int MAX_BODY = 16_384;
    private static final String HOST_CERTIFICATES = "/host-certificates";

    private final SshCertificateAuthority authority;
    private final UserCertificates users;
    private final Optional<HostCertificates> hosts;
    private final Optional<RevocationLists> lists;
    private final Optional<String> senderHeader;

    SshHandler(SshHandlerBuilder builder) {
        authority = builder.authority;
        users = new UserCertificates(authority, builder.signedRequests);
        hosts = builder.hosts.map(HostCertificates::new);
        lists = authority.revocations().map(store -> new RevocationLists(store, builder.krlSigner));
        senderHeader = builder.senderHeader;
    }

    /**
     * User certificates, and the revocation list if the authority has one.
     *
     * @param authority what decides
     */
    public SshHandler(SshCertificateAuthority authority) {
        this(builder(authority));
    }

    /**
     * Begins with user certificates alone.
     *
     * @param authority what decides
     * @return settings
     */
    public static SshHandlerBuilder builder(SshCertificateAuthority authority) {
        return new SshHandlerBuilder(authority);
    }

    @Override
    public int maxBodyBytes() {
        return MAX_BODY;
    }

    @Override
    public RawResponse handle(RawRequest request) {
        RequestSource source = new RequestSource(RequestId.next(), address(request));
        RawResponse answer;
        try {
            answer = route(request, source);
        } catch (MalformedException e) {
            answer = ErrorResponse.of(400, "malformed", String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            authority.failed(source.requestId(), e);
            answer = ErrorResponse.of(503, "unavailable", "Try again later.");
        } catch (RuntimeException e) {
            authority.failed(source.requestId(), e);
            answer = ErrorResponse.of(500, "error", "An unexpected error occurred.");
        }
        return answer.with("X-Openstack-Request-Id", source.requestId());
    }

    private RawResponse route(RawRequest request, RequestSource source) {
        if (request.body().length > MAX_BODY) {
            return ErrorResponse.of(413, "malformed", "The body must have at most " + MAX_BODY + " bytes.");
        }
        String path = request.path();
        if (path.equals("/certificates")) {
            return isPost(request) ? users.answer(request, source) : notAllowed("POST");
        }
        if (path.equals(HOST_CERTIFICATES) && hosts.isPresent()) {
            return isPost(request) ? hosts.get().enrol(request, source) : notAllowed("POST");
        }
        Optional<RawResponse> found = read(path, request);
        if (found.isEmpty()) {
            return missing();
        }
        return switch (request.method()) {
            case "GET" -> found.get();
            case "HEAD" -> found.get().withoutBody();
            default -> notAllowed("GET, HEAD");
        };
    }

    private Optional<RawResponse> read(String path, RawRequest request) {
        return switch (path) {
            case "/ca" ->
                Optional.of(text(authority.trustedKeys().stream()
                        .map(key -> key.line() + "\n")
                        .collect(Collectors.joining())));
            case "/known-hosts" -> hosts.map(HostCertificates::knownHosts);
            case "/krl" -> lists.map(list -> list.list(request));
            case "/krl.sig" -> lists.flatMap(list -> list.signature(request));
            case "/krl-key" -> lists.flatMap(RevocationLists::key);
            default ->
                path.startsWith(HOST_CERTIFICATES + "/")
                        ? hosts.flatMap(face -> face.renew(path.substring(HOST_CERTIFICATES.length() + 1)))
                        : Optional.empty();
        };
    }

    /** The address of the client: what a proxy says, where one is trusted to, else the connection's. */
    private Optional<String> address(RawRequest request) {
        return (senderHeader.isPresent() ? request.header(senderHeader.get()) : request.sender())
                .filter(address -> address.matches("[0-9A-Fa-f.:]{2,45}"));
    }

    static RawResponse text(String text) {
        return RawResponse.of(200, TEXT, text);
    }

    private static boolean isPost(RawRequest request) {
        return request.method().equals("POST");
    }

    private static RawResponse missing() {
        return ErrorResponse.of(404, "missing", "There is nothing here.");
    }

    private static RawResponse notAllowed(String allow) {
        return ErrorResponse.of(405, "malformed", "The method must be " + allow + ".")
                .with("Allow", allow);
    }
}
