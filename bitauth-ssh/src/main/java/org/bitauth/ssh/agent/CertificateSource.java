package org.bitauth.ssh.agent;

import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.ssh.SshCertificate;

/** Where an agent gets a certificate from, each time that it needs a new one. It must come back within a minute or so. */
@FunctionalInterface
public interface CertificateSource {
    /**
     * Fetches a certificate.
     *
     * @return a user certificate of the identity's key, or why there is none
     */
    Outcome<SshCertificate, ClientRejection> fetch();
}
