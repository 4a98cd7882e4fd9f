package org.bitauth.ssh;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;

/**
 * An {@link SshCertificateAuthority} over HTTP. Mount it at {@code /ssh} below the public URL.
 *
 * <p>{@code GET /ca} answers the CA's public key line. {@code POST /certificates} takes a form: {@code identity, key,
 * login, instance} is answered with the challenge (200), {@code key, login, instance, challenge, public_key, signature}
 * with the certificate line (201).
 */
public final class SshHandler implements HttpHandler {
    private static final int MAX_BODY = 16_384;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Set<String> FIRST = Set.of("identity", "key", "login", "instance");
    private static final Set<String> SECOND =
            Set.of("key", "login", "instance", "challenge", "public_key", "signature");

    private final SshCertificateAuthority authority;

    /**
     * A handler.
     *
     * @param authority what decides
     */
    public SshHandler(SshCertificateAuthority authority) {
        this.authority = authority;
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
            answer = ErrorResponse.of(400, "malformed", String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            authority.failed(requestId, e);
            answer = ErrorResponse.of(503, "unavailable", "Try again later.");
        } catch (RuntimeException e) {
            authority.failed(requestId, e);
            answer = ErrorResponse.of(500, "error", "An unexpected error occurred.");
        }
        return answer.with("X-Openstack-Request-Id", requestId);
    }

    private RawResponse route(RawRequest request, String requestId) {
        if (request.body().length > MAX_BODY) {
            return ErrorResponse.of(413, "malformed", "The body must have at most " + MAX_BODY + " bytes.");
        }
        return switch (request.path()) {
            case "/ca" ->
                request.method().equals("GET")
                        ? RawResponse.of(200, TEXT, authority.publicKey().line() + "\n")
                        : notAllowed("GET");
            case "/certificates" ->
                request.method().equals("POST")
                        ? certificate(new FormBody(request.body()), requestId)
                        : notAllowed("POST");
            default -> ErrorResponse.of(404, "missing", "There is nothing here.");
        };
    }

    private RawResponse certificate(FormBody form, String requestId) {
        boolean first = form.hasExactly(FIRST);
        if (!first && !form.hasExactly(SECOND)) {
            throw new MalformedException("body must have the fields of one of the two steps");
        }
        CertificateRequest request =
                new CertificateRequest(SshPublicKey.parse(form.get("key")), form.get("login"), form.get("instance"));
        if (first) {
            String text =
                    authority.challenge(new Sin(form.get("identity")), request).text();
            return RawResponse.of(200, TEXT, text).with("Cache-Control", "no-store");
        }
        ChallengeAnswer answer = new ChallengeAnswer(
                form.get("challenge"), Optional.of(form.get("public_key")), Optional.empty(), form.get("signature"));
        Outcome<SshCertificate, CertificateRejection> outcome = authority.issue(answer, request, requestId);
        if (outcome instanceof Outcome.Rejected<SshCertificate, CertificateRejection> no) {
            return refused(no);
        }
        SshCertificate certificate = ((Outcome.Accepted<SshCertificate, CertificateRejection>) outcome).value();
        return RawResponse.of(201, TEXT, certificate.line() + "\n").with("Cache-Control", "no-store");
    }

    private RawResponse refused(Outcome.Rejected<SshCertificate, CertificateRejection> no) {
        String reason = no.reason().name().toLowerCase(Locale.ROOT);
        return switch (no.reason()) {
            case MALFORMED -> ErrorResponse.of(400, reason, no.detail());
            case NOT_PROVEN ->
                ErrorResponse.of(401, reason, "The proof was not accepted.")
                        .with("WWW-Authenticate", "Bitauth realm=\"" + authority.publicUrl() + "\"");
            case DENIED -> ErrorResponse.of(403, reason, no.detail());
        };
    }

    private static RawResponse notAllowed(String allow) {
        return ErrorResponse.of(405, "malformed", "The method must be " + allow + ".")
                .with("Allow", allow);
    }
}
