package org.bitauth.ssh;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.event.AuthEvent;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestId;

/**
 * Certifies the host keys of instances, so that nobody is asked to trust a key on first use. A certificate names exactly
 * the host of one instance; the first one is for whoever shows the instance's enrolment secret, later ones are for the key
 * that was enrolled. Immutable and thread-safe.
 */
public final class HostCertificateAuthority {
    /** How long host certificates live. */
    public static final Duration LIFE = Duration.ofDays(30);

    private final HostZone zone;
    private final CaSigner ca;
    private final List<SshPublicKey> trusted;
    private final HostRegister register;
    private final EnrolmentSecrets secrets;
    private final InstantSource clock;
    private final AuthListener listener;

    /**
     * An authority.
     *
     * @param zone the domain of the cloud's instances
     * @param ca a key that signs for hosts only
     * @param register remembers which key an instance was enrolled with
     * @param secrets the instances' secrets
     * @param clock tells the time
     * @param listener hears of every decision
     */
    public HostCertificateAuthority(
            HostZone zone,
            CaSigner ca,
            HostRegister register,
            EnrolmentSecrets secrets,
            InstantSource clock,
            AuthListener listener) {
        this(zone, ca, List.of(), register, secrets, clock, listener);
    }

    private HostCertificateAuthority(
            HostZone zone,
            CaSigner ca,
            List<SshPublicKey> alsoTrusted,
            HostRegister register,
            EnrolmentSecrets secrets,
            InstantSource clock,
            AuthListener listener) {
        this.zone = zone;
        this.ca = ca;
        trusted = Stream.concat(Stream.of(ca.publicKey()), alsoTrusted.stream()).toList();
        this.register = register;
        this.secrets = secrets;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * The same authority, which publishes further keys beside the one that signs, while the CA key is changed: first the
     * next key, until clients have it, then the old one, until its last certificate has ended.
     *
     * @param keys what clients are to trust too
     * @return the authority
     */
    public HostCertificateAuthority alsoTrusting(SshPublicKey... keys) {
        return new HostCertificateAuthority(zone, ca, List.of(keys), register, secrets, clock, listener);
    }

    /**
     * The domain of the cloud's instances.
     *
     * @return the zone
     */
    public HostZone zone() {
        return zone;
    }

    /**
     * The keys that clients trust for the zone: the one that signs, then those that are to sign or have signed.
     *
     * @return the public halves
     */
    public List<SshPublicKey> trustedKeys() {
        return trusted;
    }

    /**
     * The lines by which clients trust this authority.
     *
     * @return for {@code known_hosts}, each with its line end
     */
    public String knownHosts() {
        return trusted.stream()
                .map(key -> "@cert-authority " + zone.pattern() + " " + key.line() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * Makes the secret of an instance, for its first certificate.
     *
     * @param instance the instance
     * @return to be handed to the instance alone
     * @throws MalformedException if the instance has another form
     */
    public String secret(String instance) {
        return secrets.issue(zone, instance);
    }

    /**
     * Tells whether an instance has shown its secret already.
     *
     * @param instance the instance
     * @return true if a host key was enrolled for it
     * @throws org.bitauth.StoreException if the register cannot answer
     */
    public boolean isEnrolled(String instance) {
        return register.key(registered(instance)).isPresent();
    }

    /**
     * Certifies the first host key of an instance. The same key may come again, if an answer was lost.
     *
     * @param instance the instance
     * @param secret its secret
     * @param key its host key
     * @return the certificate, or why there is none
     * @throws org.bitauth.StoreException if the register cannot answer: refuse with 503
     */
    public Outcome<SshCertificate, CertificateRejection> enrol(String instance, String secret, SshPublicKey key) {
        return enrol(instance, secret, key, RequestId.next());
    }

    /**
     * Certifies the first host key of an instance, as {@link #enrol(String, String, SshPublicKey)}.
     *
     * @param instance the instance
     * @param secret its secret
     * @param key its host key
     * @param requestId the request's id
     * @return the certificate, or why there is none
     * @throws org.bitauth.StoreException if the register cannot answer: refuse with 503
     */
    public Outcome<SshCertificate, CertificateRejection> enrol(
            String instance, String secret, SshPublicKey key, String requestId) {
        String host;
        try {
            host = zone.host(instance);
        } catch (MalformedException e) {
            return refuse(CertificateRejection.MALFORMED, String.valueOf(e.getMessage()), requestId);
        }
        if (trusted.contains(key)) {
            return refuse(CertificateRejection.MALFORMED, "the key must not be the CA's", requestId);
        }
        if (!secrets.isValid(zone, instance, secret)) {
            return refuse(CertificateRejection.DENIED, "The secret is not valid for this instance now.", requestId);
        }
        if (!register.enrol(registered(instance), key).equals(key)) {
            return refuse(CertificateRejection.DENIED, "This instance was enrolled with another key.", requestId);
        }
        return new Outcome.Accepted<>(sign(host, key, requestId));
    }

    /**
     * Certifies the key that an instance was enrolled with once more. Anybody may ask: a certificate is no secret, and is
     * of use to the holder of the key alone.
     *
     * @param instance the instance
     * @return empty if it was not enrolled
     * @throws MalformedException if the instance has another form
     * @throws org.bitauth.StoreException if the register cannot answer: refuse with 503
     */
    public Optional<SshCertificate> renew(String instance) {
        String host = zone.host(instance);
        return register.key(registered(instance)).map(key -> sign(host, key, RequestId.next()));
    }

    /**
     * Certifies a host key for the vendor, who answers for it, and registers it. Never call this for a client.
     *
     * @param instance the instance
     * @param key its host key
     * @return the certificate
     * @throws MalformedException if the instance has another form, or was enrolled with another key
     * @throws org.bitauth.StoreException if the register cannot answer
     */
    public SshCertificate issueForVendor(String instance, SshPublicKey key) {
        String host = zone.host(instance);
        if (trusted.contains(key) || !register.enrol(registered(instance), key).equals(key)) {
            throw new MalformedException("key must be the one that the instance was enrolled with, and no CA's");
        }
        return sign(host, key, RequestId.next());
    }

    private SshCertificate sign(String host, SshPublicKey key, String requestId) {
        Instant now = clock.instant();
        SshCertificate certificate = new CertificateContent(
                        SshCertificate.Kind.HOST,
                        key,
                        CertificateRules.serial(now),
                        "host:" + host,
                        List.of(host),
                        CertificateRules.validAfter(now),
                        CertificateRules.validBefore(now, LIFE, Instant.MAX),
                        new TreeMap<>(),
                        new TreeMap<>())
                .sign(ca);
        tell("accepted", "serial " + certificate.serialText() + ", " + host + ", key " + key.fingerprint(), requestId);
        return certificate;
    }

    private Outcome<SshCertificate, CertificateRejection> refuse(
            CertificateRejection reason, String detail, String requestId) {
        tell(reason.name().toLowerCase(Locale.ROOT), detail, requestId);
        return new Outcome.Rejected<>(reason, detail, requestId);
    }

    private void tell(String outcome, String detail, String requestId) {
        listener.on(
                new AuthEvent(clock.instant(), requestId, "ssh.host-certificate", Optional.empty(), outcome, detail));
    }

    /**
     * The name under which an instance is registered, since host names know no case.
     *
     * @param instance the instance
     * @return for the {@link HostRegister}
     */
    public static String registered(String instance) {
        return instance.toLowerCase(Locale.ROOT);
    }
}
