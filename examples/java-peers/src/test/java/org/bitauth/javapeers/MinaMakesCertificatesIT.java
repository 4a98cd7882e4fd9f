package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.bitauth.MalformedException;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.junit.jupiter.api.Test;

/** Certificates that Apache MINA makes, read field by field and verified by us. */
class MinaMakesCertificatesIT {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Map<String, String> OPTIONS =
            Map.of("force-command", "internal-sftp", "source-address", "192.0.2.7/32,2001:db8::/32");
    private static final Map<String, String> EXTENSIONS = Map.of(
            "permit-X11-forwarding", "",
            "permit-agent-forwarding", "",
            "permit-port-forwarding", "",
            "permit-pty", "",
            "permit-user-rc", "");

    private final SshKeyPair ca = SshKeyPair.generate();
    private final SshKeyPair key = SshKeyPair.generate();

    @Test
    void weReadEveryFieldOfAUserCertificate() throws Exception {
        OpenSshCertificate theirs = filled(OpenSshCertificateBuilder.userCertificate())
                .principals(List.of("sin:a/web-1/debian", "another"))
                .criticalOptions(OPTIONS)
                .extensions(EXTENSIONS)
                .sign(MinaKeys.pair(ca));
        SshCertificate ours = SshCertificate.parse(MinaKeys.line(theirs));

        assertThat(ours.kind()).isEqualTo(SshCertificate.Kind.USER);
        assertCommonFields(ours);
        assertThat(ours.principals()).containsExactly("sin:a/web-1/debian", "another");
        assertThat(ours.criticalOptions()).containsExactlyInAnyOrderEntriesOf(OPTIONS);
        assertThat(ours.extensions()).containsExactlyInAnyOrderEntriesOf(EXTENSIONS);
    }

    @Test
    void weReadEveryFieldOfAHostCertificate() throws Exception {
        OpenSshCertificate theirs = filled(OpenSshCertificateBuilder.hostCertificate())
                .principals(List.of("web-1.i.cloud.example"))
                .sign(MinaKeys.pair(ca));
        SshCertificate ours = SshCertificate.parse(MinaKeys.line(theirs));

        assertThat(ours.kind()).isEqualTo(SshCertificate.Kind.HOST);
        assertCommonFields(ours);
        assertThat(ours.principals()).containsExactly("web-1.i.cloud.example");
        assertThat(ours.criticalOptions()).isEmpty();
        assertThat(ours.extensions()).isEmpty();
    }

    @Test
    void weReadOneThatNeverEnds() throws Exception {
        OpenSshCertificate theirs = filled(OpenSshCertificateBuilder.userCertificate())
                .principals(List.of("a"))
                .validAfter(OpenSshCertificate.MIN_EPOCH)
                .validBefore(OpenSshCertificate.INFINITY)
                .sign(MinaKeys.pair(ca));
        SshCertificate ours = SshCertificate.parse(MinaKeys.line(theirs));

        assertThat(ours.validAfter()).isEqualTo(Instant.EPOCH);
        assertThat(ours.validBefore()).isEqualTo(Instant.MAX);
    }

    @Test
    void weRefuseAnAuthorityOfAnotherType() throws Exception {
        KeyPair nist = MinaKeys.nistPair();
        OpenSshCertificate theirs = filled(OpenSshCertificateBuilder.userCertificate())
                .principals(List.of("a"))
                .sign(nist);

        assertThat(MinaKeys.verifies(MinaKeys.certificate(MinaKeys.line(theirs))))
                .isTrue();
        assertThatThrownBy(() -> SshCertificate.parse(MinaKeys.line(theirs))).isInstanceOf(MalformedException.class);
    }

    @Test
    void weRefuseASubjectOfAnotherType() throws Exception {
        KeyPair nist = MinaKeys.nistPair();
        OpenSshCertificate theirs = filled(OpenSshCertificateBuilder.userCertificate())
                .publicKey(nist.getPublic())
                .principals(List.of("a"))
                .sign(MinaKeys.pair(ca));

        assertThatThrownBy(() -> SshCertificate.parse(MinaKeys.line(theirs))).isInstanceOf(MalformedException.class);
    }

    private OpenSshCertificateBuilder filled(OpenSshCertificateBuilder builder) throws Exception {
        return builder.publicKey(MinaKeys.publicKey(key.publicKey()))
                .id("sin:a")
                .serial(Long.MAX_VALUE)
                .validAfter(NOW)
                .validBefore(NOW.plusSeconds(300));
    }

    private void assertCommonFields(SshCertificate ours) {
        assertThat(ours.subject()).isEqualTo(key.publicKey());
        assertThat(ours.serial()).isEqualTo(Long.MAX_VALUE);
        assertThat(ours.keyId()).isEqualTo("sin:a");
        assertThat(ours.validAfter()).isEqualTo(NOW);
        assertThat(ours.validBefore()).isEqualTo(NOW.plusSeconds(300));
        assertThat(ours.authority()).isEqualTo(ca.publicKey());
    }
}
