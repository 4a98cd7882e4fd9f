package org.bitauth.cli.check;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.client.SshCertificateClient;

/** Whether the cloud gives a certificate, and whether ssh has it. */
final class UserCertificateCheck {
    private static final String SUBJECT = "certificate";

    private UserCertificateCheck() {}

    /** Asks for a certificate, and throws it away. */
    static Finding ask(URI cloud, CertificateRequest request, BitauthSigner signer, List<SshPublicKey> published) {
        Outcome<SshCertificate, ClientRejection> outcome = new SshCertificateClient(cloud).certificate(request, signer);
        if (outcome instanceof Outcome.Rejected<SshCertificate, ClientRejection> no) {
            return Finding.missing(
                    SUBJECT,
                    "none for " + request.login() + " on " + request.instance() + " with " + signer.sin() + ": "
                            + no.detail() + " (" + no.requestId() + ")");
        }
        SshCertificate certificate = outcome.accepted().orElseThrow();
        if (!published.contains(certificate.authority())) {
            return Finding.missing(
                    SUBJECT,
                    "signed by " + certificate.authority().fingerprint()
                            + ", which the cloud does not publish as its CA: instances will not trust it");
        }
        return Finding.ok(
                SUBJECT, "the cloud gives " + request.principal(signer.sin()) + " until " + certificate.validBefore());
    }

    /** Whether the one that ssh will show is there and good: it was to be renewed while ssh read its configuration. */
    static Finding held(Path file, CertificateRequest request, BitauthSigner signer, Instant now, Program.Ended ssh) {
        try {
            SshCertificate certificate = SshCertificate.parse(Files.readString(file)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .findFirst()
                    .orElse(""));
            boolean right = certificate.subject().equals(request.key())
                    && certificate.principals().equals(List.of(request.principal(signer.sin())));
            if (!right) {
                return Finding.missing("renewal", file + " is of another key or login: remove it");
            }
            if (!certificate.isValidAt(now)) {
                return Finding.missing(
                        "renewal",
                        file + " ended at " + certificate.validBefore() + " and was not renewed: " + said(ssh));
            }
            return Finding.ok("renewal", "ssh has a certificate until " + certificate.validBefore());
        } catch (NoSuchFileException e) {
            return Finding.missing("renewal", "ssh got no certificate: " + said(ssh));
        } catch (IOException | MalformedException e) {
            return Finding.missing("renewal", file + " is no certificate: remove it");
        }
    }

    private static String said(Program.Ended ssh) {
        return ssh.err().isBlank()
                ? "bitauth-ssh-fresh was not run; print the block anew by 'bitauth ssh config'"
                : ssh.lastWord();
    }
}
