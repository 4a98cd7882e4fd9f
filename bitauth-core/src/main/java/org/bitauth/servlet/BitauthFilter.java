package org.bitauth.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.StoreException;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SignedRequest;

/**
 * Lets signed requests pass. Behind it {@code getUserPrincipal()} is a {@link BitauthPrincipal} whose name is the SIN, the
 * attribute {@link #SIGNED_REQUEST} holds the {@link SignedRequest}, and the body can be read as if nobody had: as a
 * stream, also asynchronously, as a reader, or as form parameters; not as multipart. Register it with
 * {@code setAsyncSupported(true)} where servlets are asynchronous, and before filters that decompress bodies.
 */
public final class BitauthFilter extends HttpFilter {
    /** The name of the attribute that holds the {@link SignedRequest}. */
    public static final String SIGNED_REQUEST = "org.bitauth.http.SignedRequest";

    private static final long serialVersionUID = 1L;

    private final transient RequestVerifier verifier;
    private final boolean anonymousMayPass;

    private BitauthFilter(RequestVerifier verifier, boolean anonymousMayPass) {
        this.verifier = verifier;
        this.anonymousMayPass = anonymousMayPass;
    }

    /**
     * Refuses requests without a signature.
     *
     * @param verifier what decides
     * @return the filter
     */
    public static BitauthFilter requiring(RequestVerifier verifier) {
        return new BitauthFilter(verifier, false);
    }

    /**
     * Lets requests without a signature pass without a principal; one with a bad signature is still refused.
     *
     * @param verifier what decides
     * @return the filter
     */
    public static BitauthFilter recognising(RequestVerifier verifier) {
        return new BitauthFilter(verifier, true);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RawRequest raw = ServletMessages.read(request, request.getContextPath(), verifier.maxBodyBytes());
        Outcome<SignedRequest, RequestRejection> outcome;
        Optional<RawResponse> refusal;
        try {
            outcome = verifier.verify(raw);
            refusal =
                    outcome.rejected().filter(no -> !mayPass(no.reason(), raw)).map(verifier::answer);
        } catch (StoreException e) {
            ServletMessages.write(ErrorResponse.of(503, "unavailable", "Try again later."), response);
            return;
        }
        if (refusal.isPresent()) {
            ServletMessages.write(refusal.get(), response);
            return;
        }
        Optional<SignedRequest> signed = outcome.accepted();
        BufferedRequest buffered = new BufferedRequest(request, raw.body(), signed.map(BitauthPrincipal::new));
        signed.ifPresent(verified -> buffered.setAttribute(SIGNED_REQUEST, verified));
        chain.doFilter(buffered, response);
    }

    private boolean mayPass(RequestRejection reason, RawRequest request) {
        return anonymousMayPass
                && reason == RequestRejection.MISSING
                && request.body().length <= verifier.maxBodyBytes();
    }
}
