package org.bitauth.javapeers;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import org.bitauth.BitauthKey;
import org.bitauth.ProvenIdentity;
import org.bitauth.event.AuthListener;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.InMemoryHostRegister;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginPolicy;
import org.bitauth.ssh.RequestSource;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshExtension;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;

/** The two CAs of a cloud whose clock tells the time. */
final class SshAuthorities {
    static final String INSTANCE = "web-1";

    /** A grant that uses every field that a user certificate has. */
    static final LoginPolicy EVERYTHING = request -> LoginDecision.allow()
            .from("192.0.2.0/24", "2001:db8::/32")
            .command("uptime -p")
            .extensions(EnumSet.allOf(SshExtension.class));

    final SshKeyPair userCa = SshKeyPair.generate();
    final SshKeyPair hostCa = SshKeyPair.generate();
    final BitauthKey owner = BitauthKey.generate();

    private final InstantSource clock;

    SshAuthorities(InstantSource clock) {
        this.clock = clock;
    }

    SshAuthorities(Instant now) {
        this(InstantSource.fixed(now));
    }

    /** A certificate of the owner for the instance, as a policy grants it. */
    SshCertificate user(LoginPolicy policy, SshPublicKey key, String login) {
        return SshCertificateAuthority.builder(URI.create("https://cloud.example/v3"), policy, CaSigner.of(userCa))
                .clock(clock)
                .build()
                .issue(
                        new ProvenIdentity(owner.publicKey()),
                        new CertificateRequest(key, login, INSTANCE),
                        RequestSource.unknown())
                .accepted()
                .orElseThrow();
    }

    /** A certificate of the instance itself. */
    SshCertificate host(SshPublicKey key) {
        return new HostCertificateAuthority(
                        new HostZone("i.cloud.example"),
                        CaSigner.of(hostCa),
                        new InMemoryHostRegister(),
                        new EnrolmentSecrets(new byte[32], Duration.ofHours(1), clock),
                        clock,
                        AuthListener.none())
                .issueForVendor(INSTANCE, key);
    }
}
