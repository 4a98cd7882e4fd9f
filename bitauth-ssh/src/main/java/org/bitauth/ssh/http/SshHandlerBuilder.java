package org.bitauth.ssh.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.bitauth.http.RequestVerifier;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshPublicKey;

/** Settings of an {@link SshHandler}. */
public final class SshHandlerBuilder {
    final SshCertificateAuthority authority;
    Optional<HostCertificateAuthority> hosts = Optional.empty();
    Optional<KrlSigner> krlSigner = Optional.empty();
    Optional<RequestVerifier> signedRequests = Optional.empty();
    Optional<String> senderHeader = Optional.empty();

    SshHandlerBuilder(SshCertificateAuthority authority) {
        this.authority = authority;
    }

    /**
     * Certifies hosts too.
     *
     * @param hostAuthority what decides, with a key of its own
     * @return this
     */
    public SshHandlerBuilder hosts(HostCertificateAuthority hostAuthority) {
        hosts = Optional.of(hostAuthority);
        return this;
    }

    /**
     * Signs the authority's revocation list.
     *
     * @param signer with a key of its own
     * @return this
     */
    public SshHandlerBuilder krlSigner(KrlSigner signer) {
        krlSigner = Optional.of(signer);
        return this;
    }

    /**
     * Takes signed requests (version 2) in place of a challenge: one request for a certificate.
     *
     * @param verifier its public URL is what stands before the request targets that the handler sees
     * @return this
     */
    public SshHandlerBuilder signedRequests(RequestVerifier verifier) {
        signedRequests = Optional.of(verifier);
        return this;
    }

    /**
     * Believes a header about the client's address, where a proxy in front sets it.
     *
     * @param name such as {@code X-Real-IP}; taken only where it stands once, in the form of an address
     * @return this
     */
    public SshHandlerBuilder senderHeader(String name) {
        senderHeader = Optional.of(name);
        return this;
    }

    /**
     * Ends the settings.
     *
     * @return the handler
     * @throws IllegalArgumentException if one key has two roles
     */
    public SshHandler build() {
        List<SshPublicKey> keys = new ArrayList<>(authority.trustedKeys());
        hosts.ifPresent(host -> keys.addAll(host.trustedKeys()));
        krlSigner.ifPresent(signer -> keys.add(signer.publicKey()));
        if (new HashSet<>(keys).size() != keys.size()) {
            throw new IllegalArgumentException(
                    "user CA, host CA and the key of revocation lists must be different keys");
        }
        return new SshHandler(this);
    }
}
