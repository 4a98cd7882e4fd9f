package org.bitauth.ssh.client;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestId;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshPublicKey;

/** Fetches certificates from a cloud's SSH CA. Thread-safe. */
public final class SshCertificateClient {
    private final String cloud;
    private final DirectHttpClient http = new DirectHttpClient();

    /**
     * A client.
     *
     * @param cloud the cloud's base URL, as its owner published it
     */
    public SshCertificateClient(URI cloud) {
        this.cloud = CloudUrl.of(cloud);
    }

    /**
     * Fetches the user CA's public key.
     *
     * @return the key, or why there is none
     */
    public Outcome<SshPublicKey, ClientRejection> authority() {
        RawResponse answer;
        try {
            answer = http.send("GET", URI.create(cloud + "/ssh/ca"), Map.of(), new byte[0]);
        } catch (IOException e) {
            return ClientRejection.unreachable(cloud, e);
        }
        try {
            return answer.status() == 200
                    ? new Outcome.Accepted<>(SshPublicKey.parse(answer.text()))
                    : ClientRejection.refused(answer);
        } catch (MalformedException e) {
            return ClientRejection.refused(answer);
        }
    }

    /**
     * Fetches a certificate: asks for a challenge, checks that it is the one awaited, and signs it.
     *
     * @param request what the certificate is wanted for
     * @param signer the key of the identity
     * @return the certificate line, or why there is none
     */
    public Outcome<String, ClientRejection> certificate(CertificateRequest request, BitauthSigner signer) {
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
            return certificate(post(form), request.key());
        } catch (IOException e) {
            return ClientRejection.unreachable(cloud, e);
        }
    }

    private static Outcome<String, ClientRejection> certificate(RawResponse answer, SshPublicKey key) {
        try {
            return answer.status() == 201
                    ? new Outcome.Accepted<>(SshCertificate.requireFor(key, answer.text()))
                    : ClientRejection.refused(answer);
        } catch (MalformedException e) {
            return ClientRejection.refused(answer);
        }
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
