package org.bitauth.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.bitauth.Outcome;
import org.bitauth.StoreException;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.RawRequest;
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
        try {
            outcome = verifier.verify(raw);
        } catch (StoreException e) {
            ServletMessages.write(ErrorResponse.of(503, "unavailable", "Try again later."), response);
            return;
        }
        if (outcome instanceof Outcome.Rejected<SignedRequest, RequestRejection> no) {
            boolean anonymous = no.reason() == RequestRejection.MISSING && anonymousMayPass;
            boolean tooLarge = raw.body().length > verifier.maxBodyBytes();
            if (anonymous && !tooLarge) {
                chain.doFilter(new BufferedRequest(request, raw.body()), response);
            } else {
                ServletMessages.write(verifier.answer(no), response);
            }
            return;
        }
        SignedRequest signed = ((Outcome.Accepted<SignedRequest, RequestRejection>) outcome).value();
        BufferedRequest verified = new BufferedRequest(request, raw.body(), new BitauthPrincipal(signed));
        verified.setAttribute(SIGNED_REQUEST, signed);
        chain.doFilter(verified, response);
    }
}
