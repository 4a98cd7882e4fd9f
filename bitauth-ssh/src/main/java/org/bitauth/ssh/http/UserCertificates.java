package org.bitauth.ssh.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.Sin;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.ErrorResponse;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SignedRequest;
import org.bitauth.ssh.CertificateRejection;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.RequestSource;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshPublicKey;

/** {@code POST /certificates}: two steps with a challenge, or one signed request. */
final class UserCertificates {
    private static final Set<String> FIRST = Set.of("identity", "key", "login", "instance");
    private static final Set<String> SECOND =
            Set.of("key", "login", "instance", "challenge", "public_key", "signature");
    private static final Set<String> SIGNED = Set.of("key", "login", "instance");

    private final SshCertificateAuthority authority;
    private final Optional<RequestVerifier> verifier;

    UserCertificates(SshCertificateAuthority authority, Optional<RequestVerifier> verifier) {
        this.authority = authority;
        this.verifier = verifier;
    }

    RawResponse answer(RawRequest request, RequestSource source) {
        FormBody form = new FormBody(request.body());
        if (form.hasExactly(SIGNED) && verifier.isPresent()) {
            return signed(request, wanted(form), verifier.get(), source);
        }
        if (form.hasExactly(FIRST)) {
            return challenge(form, wanted(form));
        }
        if (form.hasExactly(SECOND)) {
            ChallengeAnswer answer = new ChallengeAnswer(
                    form.get("challenge"),
                    Optional.of(form.get("public_key")),
                    Optional.empty(),
                    form.get("signature"));
            return answer(authority.issue(answer, wanted(form), source));
        }
        throw new MalformedException("body must have the fields of one of the two steps");
    }

    private static CertificateRequest wanted(FormBody form) {
        return new CertificateRequest(SshPublicKey.parse(form.get("key")), form.get("login"), form.get("instance"));
    }

    private RawResponse challenge(FormBody form, CertificateRequest wanted) {
        String text = authority.challenge(new Sin(form.get("identity")), wanted).text();
        return SshHandler.text(text).with("Cache-Control", "no-store");
    }

    /** Version 1 can be replayed, and so opens no shell. */
    private RawResponse signed(
            RawRequest request, CertificateRequest wanted, RequestVerifier requests, RequestSource source) {
        Outcome<SignedRequest, RequestRejection> outcome = requests.verify(request, source.requestId());
        if (outcome instanceof Outcome.Rejected<SignedRequest, RequestRejection> no) {
            return requests.answer(no);
        }
        SignedRequest proof = ((Outcome.Accepted<SignedRequest, RequestRejection>) outcome).value();
        if (proof.version() != SignedRequest.Version.V2) {
            return ErrorResponse.of(403, "denied", "The request must be signed by version 2.");
        }
        return answer(authority.issue(new ProvenIdentity(proof.key()), wanted, source));
    }

    private RawResponse answer(Outcome<SshCertificate, CertificateRejection> outcome) {
        if (outcome instanceof Outcome.Rejected<SshCertificate, CertificateRejection> no) {
            return refused(no);
        }
        return created(((Outcome.Accepted<SshCertificate, CertificateRejection>) outcome).value());
    }

    private RawResponse refused(Outcome.Rejected<SshCertificate, CertificateRejection> no) {
        RawResponse answer = refusal(no);
        return no.reason() == CertificateRejection.NOT_PROVEN
                ? answer.with("WWW-Authenticate", "Bitauth realm=\"" + authority.publicUrl() + "\"")
                : answer;
    }

    static RawResponse created(SshCertificate certificate) {
        return RawResponse.of(201, SshHandler.TEXT, certificate.line() + "\n").with("Cache-Control", "no-store");
    }

    static RawResponse refusal(Outcome.Rejected<SshCertificate, CertificateRejection> no) {
        String reason = no.reason().name().toLowerCase(Locale.ROOT);
        return switch (no.reason()) {
            case MALFORMED -> ErrorResponse.of(400, reason, no.detail());
            case NOT_PROVEN -> ErrorResponse.of(401, reason, "The proof was not accepted.");
            case DENIED -> ErrorResponse.of(403, reason, no.detail());
        };
    }
}
