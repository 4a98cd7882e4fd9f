package org.bitauth.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.bitauth.BitauthPublicKey;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.internal.ClockRules;
import org.bitauth.internal.Hashes;
import org.bitauth.replay.ReplayGuard;

/**
 * Decides whether a request was signed, for this service, now, and for the first time. Cheap steps come first; a nonce is
 * claimed after the signature, so that strangers can neither burn nonces nor fill the store. Immutable and thread-safe;
 * throws nothing for any request.
 */
public final class RequestVerifier {
    private static final Duration MAX_LIFE = Duration.ofSeconds(300);
    private static final Duration REMEMBER_LONGER = Duration.ofSeconds(60);
    private static final Pattern METHOD = Pattern.compile("[A-Za-z-]{1,32}");

    private final PublicBases bases;
    private final ReplayGuard replayGuard;
    private final ServerNonces nonces;
    private final boolean demandsNonce;
    private final Set<String> v1Methods;
    private final Duration maxSkew;
    private final int maxBody;
    private final InstantSource clock;
    private final AuthListener listener;

    private RequestVerifier(Builder builder) {
        bases = new PublicBases(builder.urls);
        replayGuard = builder.replayGuard;
        nonces = builder.nonces;
        demandsNonce = builder.demandsNonce;
        v1Methods = Set.copyOf(builder.v1Methods);
        maxSkew = builder.maxSkew;
        maxBody = builder.maxBody;
        clock = builder.clock;
        listener = builder.listener;
    }

    /**
     * Begins with safe defaults: only v2, 10 seconds of skew, bodies of 1 MiB.
     *
     * @param publicUrl the service's base URL as clients know it, with the prefix that a proxy strips
     * @param replayGuard remembers nonces, for all nodes of the service
     * @return settings
     */
    public static Builder builder(URI publicUrl, ReplayGuard replayGuard) {
        return new Builder(publicUrl, replayGuard);
    }

    /**
     * The longest body that is verified.
     *
     * @return bytes; the server hands over one byte more when there is more
     */
    public int maxBodyBytes() {
        return maxBody;
    }

    /**
     * Verifies a request.
     *
     * @param request the request as it was received
     * @return who signed it, or why it is refused
     * @throws org.bitauth.StoreException if the replay guard cannot answer: refuse with 503
     */
    public Outcome<SignedRequest, RequestRejection> verify(RawRequest request) {
        return verify(request, RequestId::next);
    }

    /**
     * Verifies a request, as {@link #verify(RawRequest)}.
     *
     * @param request the request as it was received
     * @param requestId its id
     * @return who signed it, or why it is refused
     * @throws org.bitauth.StoreException if the replay guard cannot answer: refuse with 503
     */
    public Outcome<SignedRequest, RequestRejection> verify(RawRequest request, String requestId) {
        return verify(request, () -> requestId);
    }

    private Outcome<SignedRequest, RequestRejection> verify(RawRequest request, Supplier<String> requestId) {
        Outcome<SignedRequest, RequestRejection> outcome = decide(request, requestId);
        if (outcome instanceof Outcome.Rejected<SignedRequest, RequestRejection> no) {
            String reason = no.reason().name().toLowerCase(Locale.ROOT);
            listener.on(new AuthEvent(
                    clock.instant(), no.requestId(), "request.verify", Optional.empty(), reason, no.detail()));
        }
        return outcome;
    }

    /**
     * The answer that tells a client of a refusal, with what it needs to do better.
     *
     * @param no the refusal
     * @return the answer
     * @throws org.bitauth.StoreException if the answer needs a fresh nonce and the replay guard cannot tell since when it
     *     remembers: refuse with 503
     */
    public RawResponse answer(Outcome.Rejected<?, RequestRejection> no) {
        RequestRejection reason = no.reason();
        if (reason == RequestRejection.V1) {
            return RawResponse.of(400, "application/json", "{\"error\":\"Invalid signature\"}");
        }
        RawResponse answer = ErrorResponse.of(reason.status(), reason.word(), reason.message())
                .with("X-Openstack-Request-Id", no.requestId());
        if (reason.status() != 401) {
            return answer;
        }
        Instant now = clock.instant();
        String nonce = reason == RequestRejection.NONCE
                ? ", nonce=\"" + nonces.issue(ClockRules.later(now, memory())) + "\""
                : "";
        return answer.with("Date", HttpDate.of(now))
                .with(
                        "WWW-Authenticate",
                        "Bitauth realm=\"" + bases.realm() + "\", version=\"2\", error=\"" + reason.word() + "\""
                                + nonce);
    }

    private Outcome<SignedRequest, RequestRejection> decide(RawRequest request, Supplier<String> requestId) {
        if (SignatureHeaders.areAbsent(request)) {
            return V1Headers.areAbsent(request) || v1Methods.isEmpty()
                    ? reject(RequestRejection.MISSING, "no signature", requestId)
                    : decideV1(request, requestId);
        }
        Optional<SignatureHeaders> headers = SignatureHeaders.read(request); // 1
        if (headers.isEmpty() || !METHOD.matcher(request.method()).matches()) {
            return reject(RequestRejection.MALFORMED, "signature headers", requestId);
        }
        Optional<String> targetUri = bases.targetUri(request); // 2
        if (targetUri.isEmpty()) {
            return reject(RequestRejection.MALFORMED, "host or target", requestId);
        }
        SignatureParameters parameters = headers.get().parameters();
        Instant now = clock.instant();
        if (isStale(parameters, now)) { // 3
            String detail = "created " + parameters.created() + ", expires " + parameters.expires();
            return reject(RequestRejection.STALE, detail, requestId);
        }
        Instant memory = memory();
        boolean needsNonce = demandsNonce || parameters.created().isBefore(memory.plus(maxSkew));
        if (needsNonce && !isNonceIssuedAfter(memory, parameters, now)) { // 4
            return reject(RequestRejection.NONCE, "a nonce issued after " + memory + " is demanded", requestId);
        }
        String nonce = nonceKey(parameters);
        if (replayGuard.isClaimed(nonce)) { // 5
            return reject(RequestRejection.REPLAY, "nonce was used", requestId);
        }
        if (request.sharedBody().length > maxBody) { // 6
            return reject(RequestRejection.TOO_LARGE, "body of more than " + maxBody + " bytes", requestId);
        }
        if (!isDigestOf(request.sharedBody(), headers.get().contentDigest())) {
            return reject(RequestRejection.INVALID, "content digest", requestId);
        }
        Optional<BitauthPublicKey> key = verifyingKey(request, headers.get(), targetUri.get()); // 7
        if (key.isEmpty()) {
            return reject(RequestRejection.INVALID, "key or signature", requestId);
        }
        if (!replayGuard.claim(nonce, parameters.expires().plus(REMEMBER_LONGER))) { // 8
            return reject(RequestRejection.REPLAY, "nonce was used, at the same time", requestId);
        }
        if (!memory().equals(memory)) {
            return reject(RequestRejection.STALE, "the store was emptied", requestId);
        }
        return new Outcome.Accepted<>(new SignedRequest(key.get(), SignedRequest.Version.V2));
    }

    private Outcome<SignedRequest, RequestRejection> decideV1(RawRequest request, Supplier<String> requestId) {
        Optional<V1Headers> headers = V1Headers.read(request);
        Optional<String> url = bases.targetUri(request);
        if (headers.isEmpty() || url.isEmpty() || !v1Methods.contains(request.method())) {
            return reject(RequestRejection.V1, "v1 headers, host or method", requestId);
        }
        if (request.sharedBody().length > maxBody) {
            return reject(RequestRejection.TOO_LARGE, "body of more than " + maxBody + " bytes", requestId);
        }
        return headers.get().verify(url.get(), request.sharedBody())
                ? new Outcome.Accepted<>(new SignedRequest(headers.get().key(), SignedRequest.Version.V1))
                : reject(RequestRejection.V1, "v1 signature", requestId);
    }

    private boolean isStale(SignatureParameters parameters, Instant now) {
        Duration life = Duration.between(parameters.created(), parameters.expires());
        return parameters.created().isAfter(now.plus(maxSkew))
                || now.isAfter(parameters.expires())
                || life.isNegative()
                || life.isZero()
                || life.compareTo(MAX_LIFE) > 0;
    }

    private boolean isNonceIssuedAfter(Instant memory, SignatureParameters parameters, Instant now) {
        return nonces.issuedAt(parameters.nonce(), now, ClockRules.later(now.plus(maxSkew), memory))
                .filter(issued -> !issued.isBefore(memory))
                .isPresent();
    }

    private Instant memory() {
        return ClockRules.memory(replayGuard.rememberingSince(), maxSkew);
    }

    private static boolean isDigestOf(byte[] body, String header) {
        return MessageDigest.isEqual(
                ContentDigest.of(body).getBytes(StandardCharsets.US_ASCII), header.getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<BitauthPublicKey> verifyingKey(
            RawRequest request, SignatureHeaders headers, String targetUri) {
        SignatureBase base = new SignatureBase(
                request.method(), targetUri, headers.contentDigest(), headers.authToken(), headers.subjectToken());
        try {
            BitauthPublicKey key = BitauthPublicKey.ofHex(headers.parameters().keyId());
            BitauthSignature signature =
                    BitauthSignature.ofBytes(Base64.getDecoder().decode(headers.signature()));
            boolean valid = signature.isLowS() && key.verifies(base.with(headers.parameters()), signature);
            return valid ? Optional.of(key) : Optional.empty();
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    private static String nonceKey(SignatureParameters parameters) {
        String both = parameters.keyId() + "\0" + parameters.nonce();
        byte[] digest = Hashes.sha256(both.getBytes(StandardCharsets.US_ASCII));
        return "request " + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static Outcome<SignedRequest, RequestRejection> reject(
            RequestRejection reason, String detail, Supplier<String> requestId) {
        return new Outcome.Rejected<>(reason, detail, requestId.get());
    }

    /** Settings with safe defaults. */
    public static final class Builder {
        private final List<URI> urls = new ArrayList<>();
        private final ReplayGuard replayGuard;
        private ServerNonces nonces = ServerNonces.random();
        private boolean demandsNonce;
        private Set<String> v1Methods = Set.of();
        private Duration maxSkew = Duration.ofSeconds(10);
        private int maxBody = 1 << 20;
        private InstantSource clock = InstantSource.system();
        private AuthListener listener = AuthListener.none();

        private Builder(URI publicUrl, ReplayGuard replayGuard) {
            urls.add(publicUrl);
            this.replayGuard = replayGuard;
        }

        /**
         * Adds another base URL under which clients know the service.
         *
         * @param publicUrl of another host or port
         * @return this
         */
        public Builder alsoAt(URI publicUrl) {
            urls.add(publicUrl);
            return this;
        }

        /**
         * Shares the server's nonces with other nodes.
         *
         * @param shared with the same key on every node
         * @return this
         */
        public Builder serverNonces(ServerNonces shared) {
            nonces = shared;
            return this;
        }

        /**
         * Takes only requests that were made after an answer of this server; each first request then costs two.
         *
         * @return this
         */
        public Builder demandServerNonce() {
            demandsNonce = true;
            return this;
        }

        /**
         * Takes BitPay's form too. It covers neither method nor time, and its repeats cannot be told: for reading.
         *
         * @param methods the methods; GET and HEAD unless something else protects the service
         * @return this
         */
        public Builder acceptV1(String... methods) {
            v1Methods = Set.of(methods);
            return this;
        }

        /**
         * How far ahead a client's clock may be.
         *
         * @param skew 1 to 60 seconds; 10 by default
         * @return this
         */
        public Builder maxSkew(Duration skew) {
            maxSkew = ClockRules.requireSkew(skew);
            return this;
        }

        /**
         * The longest body.
         *
         * @param bytes 1 MiB by default
         * @return this
         */
        public Builder maxBodyBytes(int bytes) {
            maxBody = bytes;
            return this;
        }

        /**
         * Hears of every refusal.
         *
         * @param hears audit or metrics
         * @return this
         */
        public Builder listener(AuthListener hears) {
            listener = hears;
            return this;
        }

        /**
         * Tells the time.
         *
         * @param instants the clock
         * @return this
         */
        public Builder clock(InstantSource instants) {
            clock = instants;
            return this;
        }

        /**
         * Ends the settings.
         *
         * @return the verifier
         */
        public RequestVerifier build() {
            return new RequestVerifier(this);
        }
    }
}
