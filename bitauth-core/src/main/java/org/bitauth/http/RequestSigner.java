package org.bitauth.http;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;

/**
 * Signs requests in the profile v2 of RFC 9421: method, whole URL, body and tokens are covered, for 60 seconds and one
 * use. Immutable and thread-safe.
 */
public final class RequestSigner {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{22,86}");

    private final BitauthSigner signer;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    private RequestSigner(BitauthSigner signer, InstantSource clock) {
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A signer on the system's clock.
     *
     * @param signer the key
     * @return the signer
     */
    public static RequestSigner of(BitauthSigner signer) {
        return of(signer, InstantSource.system());
    }

    /**
     * A signer.
     *
     * @param signer the key
     * @param clock what tells the time
     * @return the signer
     */
    public static RequestSigner of(BitauthSigner signer, InstantSource clock) {
        return new RequestSigner(signer, clock);
    }

    /**
     * Signs a request.
     *
     * @param request what will be sent
     * @return the headers {@code Content-Digest}, {@code Signature-Input} and {@code Signature}
     */
    public Map<String, String> sign(OutgoingRequest request) {
        return sign(request, Optional.empty(), Duration.ZERO);
    }

    /**
     * Signs a request for a server that answered another one with a nonce or with its time.
     *
     * @param request what will be sent
     * @param serverNonce the nonce that the server demands
     * @param ahead how far the server's clock is ahead of this one; negative if it is behind
     * @return the headers {@code Content-Digest}, {@code Signature-Input} and {@code Signature}
     * @throws MalformedException if the server nonce has another form; a server must not choose what is signed
     */
    public Map<String, String> sign(OutgoingRequest request, Optional<String> serverNonce, Duration ahead) {
        if (serverNonce.isPresent() && !NONCE.matcher(serverNonce.get()).matches()) {
            throw new MalformedException("server nonce must be " + NONCE);
        }
        Instant created = clock.instant().plus(ahead).truncatedTo(ChronoUnit.SECONDS);
        SignatureParameters parameters = new SignatureParameters(
                request.authToken().isPresent(),
                request.subjectToken().isPresent(),
                created,
                created.plus(LIFE),
                serverNonce.orElseGet(this::nonce),
                signer.publicKey().toHex());
        SignatureBase base = new SignatureBase(
                request.method(),
                request.url(),
                ContentDigest.of(request.body()),
                request.authToken(),
                request.subjectToken());
        byte[] signature = signer.sign(base.with(parameters)).withLowS().toBytes();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Digest", base.contentDigest());
        headers.put("Signature-Input", parameters.header());
        headers.put("Signature", "bitauth=:" + Base64.getEncoder().encodeToString(signature) + ":");
        return headers;
    }

    private String nonce() {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }
}
