package org.bitauth.keystone.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenge;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.ChallengeRejection;
import org.bitauth.challenge.Challenges;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RequestId;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SignedRequest;
import org.bitauth.replay.ReplayGuard;

/**
 * An OAuth 2.0 and OIDC provider whose only credentials are Bitcoin keys: swaps a fresh proof of an identity for a JWT that
 * an unmodified Keystone takes through mod_auth_openidc. Never for a Keystone token, an application credential or an earlier
 * JWT. Immutable and thread-safe; {@link OidcHandler} puts it on HTTP.
 */
public final class OidcProvider {
    /** How long a person has to copy a challenge and its answer. */
    static final Duration PAGE_LIFE = Duration.ofSeconds(600);

    private final String issuer;
    private final IssuerKeys keys;
    private final Set<String> audiences;
    private final DenyList denied;
    private final Challenges programs;
    private final Challenges pages;
    private final Seals seals;
    private final AuthorizationCodes codes;
    private final ClientRegister clients;
    private final ReplayGuard guard;
    private final Optional<Devices> devices;
    private final RequestVerifier requests;
    private final JwtWriter jwts;
    private final AuthListener listener;
    private final InstantSource clock;

    OidcProvider(OidcProviderBuilder settings) {
        issuer = settings.issuer;
        keys = settings.keys;
        audiences = Set.copyOf(settings.audiences);
        denied = settings.denied;
        listener = settings.listener;
        clock = settings.clock;
        programs = settings.challenges("challenges for programs", Challenges.LIFE);
        pages = settings.challenges("challenges for people", PAGE_LIFE);
        seals = new Seals(settings.secret.derived("seals"), clock);
        codes = new AuthorizationCodes(seals, settings.guard());
        clients = new ClientRegister(settings.clients);
        guard = settings.guard();
        requests = settings.requestVerifier();
        jwts = new JwtWriter(issuer, keys, settings.groups, settings.jwtLife, clock);
        devices = settings.devices.map(store -> new Devices(this, store, settings.senderHeader));
    }

    /**
     * Begins with safe defaults: secrets made at start, used nonces in memory, JWTs for 120 seconds, nobody denied, no
     * groups, no clients, no device grant.
     *
     * @param issuer the provider's URL as clients know it: https, or http for a loopback address
     * @param keys what JWTs are signed with
     * @return settings
     */
    public static OidcProviderBuilder builder(URI issuer, IssuerKeys keys) {
        return new OidcProviderBuilder(issuer, keys);
    }

    /**
     * The URL that clients know.
     *
     * @return the claim {@code iss}; also the {@code Cloud:} line of challenges
     */
    public String issuer() {
        return issuer;
    }

    /**
     * Issues the challenge for a JWT.
     *
     * @param sin who is to answer
     * @param audience who will take the JWT
     * @return the challenge, or {@link OidcRejection#INVALID_TARGET}
     */
    public Outcome<Challenge, OidcRejection> challenge(Sin sin, String audience) {
        return challenge(sin, audience, RequestId.next());
    }

    Outcome<Challenge, OidcRejection> challenge(Sin sin, String audience, String requestId) {
        return audiences.contains(audience)
                ? new Outcome.Accepted<>(programs.issue(sin, FederationAsk.of(audience)))
                : refuse(OidcRejection.INVALID_TARGET, "audience is not configured", requestId);
    }

    /**
     * Swaps a signed challenge for a JWT.
     *
     * @param answer the signed challenge
     * @param audience who will take the JWT, the same as the challenge's
     * @return the JWT, or why there is none
     * @throws org.bitauth.StoreException if the replay guard, the deny list or the groups cannot answer: refuse with 503
     */
    public Outcome<IssuedJwt, OidcRejection> token(ChallengeAnswer answer, String audience) {
        return token(answer, audience, RequestId.next());
    }

    Outcome<IssuedJwt, OidcRejection> token(ChallengeAnswer answer, String audience, String requestId) {
        if (!audiences.contains(audience)) {
            return refuse(OidcRejection.INVALID_TARGET, "audience is not configured", requestId);
        }
        var proof = programs.verify(answer, FederationAsk.of(audience), requestId);
        if (proof instanceof Outcome.Rejected<ProvenIdentity, ChallengeRejection> no) {
            OidcRejection reason =
                    no.reason().isMalformed() ? OidcRejection.INVALID_REQUEST : OidcRejection.INVALID_GRANT;
            return refuse(reason, no.reason() + ": " + no.detail(), requestId);
        }
        return issue(proof.accepted().orElseThrow().sin(), audience, requestId);
    }

    /** A JWT for an identity that was proven a moment ago, and an audience that was checked. */
    Outcome<IssuedJwt, OidcRejection> issue(Sin sin, String audience, String requestId) {
        if (denied.denies(sin)) {
            return refuse(OidcRejection.ACCESS_DENIED, sin + " is on the deny list", requestId);
        }
        IssuedJwt jwt = jwts.accessToken(sin, audience);
        tell(Optional.of(sin), "accepted", "JWT " + jwt.id() + " for " + audience, requestId);
        return new Outcome.Accepted<>(jwt);
    }

    /** Verifies the v2 signature of a request, and claims its nonce. */
    Outcome<SignedRequest, RequestRejection> signer(RawRequest request, String requestId) {
        return requests.verify(request, requestId);
    }

    RequestVerifier requests() {
        return requests;
    }

    Challenges pages() {
        return pages;
    }

    Seals seals() {
        return seals;
    }

    AuthorizationCodes codes() {
        return codes;
    }

    ReplayGuard guard() {
        return guard;
    }

    Optional<Devices> devices() {
        return devices;
    }

    ClientRegister clients() {
        return clients;
    }

    JwtWriter jwts() {
        return jwts;
    }

    InstantSource clock() {
        return clock;
    }

    boolean isAudience(String audience) {
        return audiences.contains(audience);
    }

    boolean isDenied(Sin sin) {
        return denied.denies(sin);
    }

    IssuerKeys keys() {
        return keys;
    }

    <T> Outcome<T, OidcRejection> refuse(OidcRejection reason, String detail, String requestId) {
        tell(Optional.empty(), reason.word(), detail, requestId);
        return new Outcome.Rejected<>(reason, detail, requestId);
    }

    void failed(String requestId, RuntimeException cause) {
        tell(Optional.empty(), "failed", cause.toString(), requestId);
    }

    private void tell(Optional<Sin> sin, String outcome, String detail, String requestId) {
        listener.on(new AuthEvent(clock.instant(), requestId, "oidc.issue", sin, outcome, detail));
    }

    /**
     * The audiences.
     *
     * @return as configured
     */
    public List<String> audiences() {
        return audiences.stream().sorted().toList();
    }
}
