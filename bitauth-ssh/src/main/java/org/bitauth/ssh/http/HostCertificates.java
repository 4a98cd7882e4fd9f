package org.bitauth.ssh.http;

import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.CertificateRejection;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.RequestSource;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshPublicKey;

/** {@code /host-certificates} and {@code /known-hosts}. */
final class HostCertificates {
    private static final Set<String> FIELDS = Set.of("instance", "secret", "key");

    private final HostCertificateAuthority authority;

    HostCertificates(HostCertificateAuthority authority) {
        this.authority = authority;
    }

    RawResponse knownHosts() {
        return SshHandler.text(authority.knownHosts());
    }

    RawResponse enrol(RawRequest request, RequestSource source) {
        FormBody form = new FormBody(request.body());
        if (!form.hasExactly(FIELDS)) {
            throw new MalformedException("body must have the fields instance, secret and key");
        }
        Outcome<SshCertificate, CertificateRejection> outcome = authority.enrol(
                form.get("instance"), form.get("secret"), SshPublicKey.parse(form.get("key")), source.requestId());
        return outcome instanceof Outcome.Rejected<SshCertificate, CertificateRejection> no
                ? UserCertificates.refusal(no)
                : UserCertificates.created(((Outcome.Accepted<SshCertificate, CertificateRejection>) outcome).value());
    }

    Optional<RawResponse> renew(String instance) {
        return authority.renew(instance).map(certificate -> SshHandler.text(certificate.line() + "\n"));
    }
}
