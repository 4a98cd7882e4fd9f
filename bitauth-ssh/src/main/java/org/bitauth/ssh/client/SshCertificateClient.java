package org.bitauth.ssh.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.HttpSender;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshPublicKey;

/** Fetches certificates from a cloud's SSH CA. Thread-safe. */
public final class SshCertificateClient {
    private final String cloud;
    private final HttpSender http;

    /**
     * A client.
     *
     * @param cloud the cloud's base URL, as its owner published it
     */
    public SshCertificateClient(URI cloud) {
        this(cloud, new DirectHttpClient());
    }

    /**
     * A client that sends its requests by another one.
     *
     * @param cloud the cloud's base URL, as its owner published it
     * @param http what sends, such as {@link org.bitauth.http.LeanHttpClient} in an agent
     */
    public SshCertificateClient(URI cloud, HttpSender http) {
        this.cloud = CloudUrl.of(cloud);
        this.http = http;
    }

    /**
     * Fetches the keys of the user CA.
     *
     * @return the keys that instances are to trust, the one that signs first; or why there are none
     */
    public Outcome<List<SshPublicKey>, ClientRejection> authorities() {
        RawResponse answer;
        try {
            answer = http.send("GET", URI.create(cloud + "/ssh/ca"), Map.of(), new byte[0]);
        } catch (IOException e) {
            return ClientRejection.unreachable(cloud, e);
        }
        try {
            List<SshPublicKey> keys = answer.status() == 200
                    ? answer.text().lines().map(SshPublicKey::parse).toList()
                    : List.of();
            return keys.isEmpty() ? ClientRejection.refused(answer) : new Outcome.Accepted<>(keys);
        } catch (MalformedException e) {
            return ClientRejection.refused(answer);
        }
    }

    /**
     * Fetches a certificate: asks for a challenge, checks that it is the one awaited, signs it, and checks that the
     * certificate is the one that was asked for.
     *
     * @param request what the certificate is wanted for
     * @param signer the key of the identity
     * @return the certificate, or why there is none
     */
    public Outcome<SshCertificate, ClientRejection> certificate(CertificateRequest request, BitauthSigner signer) {
        try {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("key", request.key().line());
            form.put("login", request.login());
            form.put("instance", request.instance());
            form.put("identity", signer.sin().value());
            RawResponse challenge = post(form);
            if (challenge.status() != 200) {
                return ClientRejection.refused(challenge);
            }
            var signed = ChallengeAnswer.sign(challenge.text(), cloud, request.ask(), signer);
            if (signed instanceof Outcome.Rejected<ChallengeAnswer, ChallengeAnswer.Refusal> no) {
                return new Outcome.Rejected<>(ClientRejection.UNTRUSTED, no.detail(), RequestId.next());
            }
            ChallengeAnswer answer = signed.accepted().orElseThrow();
            form.remove("identity");
            form.put("challenge", answer.challenge());
            form.put("public_key", answer.publicKey().orElseThrow());
            form.put("signature", answer.signature());
            return certificate(post(form), request, signer.sin());
        } catch (IOException e) {
            return ClientRejection.unreachable(cloud, e);
        }
    }

    private static Outcome<SshCertificate, ClientRejection> certificate(
            RawResponse answer, CertificateRequest request, Sin sin) {
        if (answer.status() != 201) {
            return ClientRejection.refused(answer);
        }
        try {
            SshCertificate certificate = SshCertificate.parse(answer.text());
            if (certificate.kind() == SshCertificate.Kind.USER
                    && certificate.subject().equals(request.key())
                    && certificate.principals().equals(List.of(request.principal(sin)))) {
                return new Outcome.Accepted<>(certificate);
            }
        } catch (MalformedException e) {
            return ClientRejection.refused(answer);
        }
        return new Outcome.Rejected<>(
                ClientRejection.UNTRUSTED, "the certificate is not the one that was asked for", RequestId.next());
    }

    private RawResponse post(Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                "POST",
                URI.create(cloud + "/ssh/certificates"),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                body.getBytes(StandardCharsets.US_ASCII));
    }
}
