package org.bitauth.ssh.agent;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.internal.WireReader;
import org.jspecify.annotations.Nullable;

/**
 * A host that an identity may be used for, or all hosts of a zone: what {@code ssh-add -h} is for, in a simpler form. A
 * host is known by its key, since a forwarded agent hears no other name of it that it could check. Immutable.
 */
public final class Destination {
    private static final Pattern AUTHORITY =
            Pattern.compile("@cert-authority \\*\\.(\\S{1,255}) (ssh-ed25519 \\S{1,255})");
    private static final Pattern HOST_KEY =
            Pattern.compile("(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/=]{1,4096})(?: .*)?");

    private final byte[] key;
    private final @Nullable HostZone zone;

    private Destination(byte[] key, @Nullable HostZone zone) {
        this.key = key;
        this.zone = zone;
    }

    /**
     * The hosts of a zone: each that shows a valid host certificate by this authority, for names in the zone alone.
     *
     * @param zone the zone
     * @param authority the key of the host CA
     * @return the hosts
     */
    public static Destination ofZone(HostZone zone, SshPublicKey authority) {
        return new Destination(authority.blob(), zone);
    }

    /**
     * Reads one line. Two forms are known: a host's public key as in {@code ssh_host_ed25519_key.pub}, and {@code
     * @cert-authority *.ZONE ssh-ed25519 KEY} as in {@code known_hosts}.
     *
     * @param line the line
     * @return the host, or the hosts
     * @throws MalformedException if it has another form
     */
    public static Destination parse(String line) {
        Matcher authority = AUTHORITY.matcher(line.strip());
        if (authority.matches()) {
            return ofZone(new HostZone(authority.group(1)), SshPublicKey.parse(authority.group(2)));
        }
        Matcher host = HOST_KEY.matcher(line.strip());
        if (host.matches()) {
            try {
                byte[] blob = Base64.getDecoder().decode(host.group(2));
                if (new WireReader(blob).text().equals(host.group(1))) {
                    return new Destination(blob, null);
                }
            } catch (IllegalArgumentException e) {
                throw malformed();
            }
        }
        throw malformed();
    }

    private static MalformedException malformed() {
        return new MalformedException(
                "destination must be the line of a host's public key, or '@cert-authority *.ZONE ssh-ed25519 KEY'");
    }

    /** Tells whether a host that proved to have this key or certificate is meant. */
    boolean covers(byte[] hostKey, Instant now) {
        if (zone == null && MessageDigest.isEqual(key, hostKey)) {
            return true;
        }
        try {
            SshCertificate certificate = SshCertificate.parse(
                    SshCertificate.TYPE + " " + Base64.getEncoder().encodeToString(hostKey));
            return zone == null
                    ? MessageDigest.isEqual(certificate.subject().blob(), key)
                    : isOf(zone, certificate, now);
        } catch (MalformedException e) {
            return false;
        }
    }

    private boolean isOf(HostZone wanted, SshCertificate certificate, Instant now) {
        return certificate.kind() == SshCertificate.Kind.HOST
                && MessageDigest.isEqual(certificate.authority().blob(), key)
                && certificate.isValidAt(now)
                && certificate.criticalOptions().isEmpty()
                && !certificate.principals().isEmpty()
                && certificate.principals().stream().allMatch(name -> name.endsWith("." + wanted.name()));
    }
}
