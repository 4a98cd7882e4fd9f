package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.event.AuthEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final HostZone ZONE = new HostZone("i.cloud.example");

    private final SshKeyPair caKey = SshKeyPair.generate();
    private final List<AuthEvent> events = new ArrayList<>();
    private final byte[] mac = new byte[32];
    private final HostRegister register = new InMemoryHostRegister();
    private final HostCertificateAuthority authority = at(NOW);
    private final SshPublicKey host = SshKeyPair.generate().publicKey();

    @Test
    void certifiesExactlyTheHostOfTheInstance() {
        SshCertificate certificate = accepted(authority.enrol("Web-1", authority.secret("web-1"), host));

        assertThat(certificate.kind()).isEqualTo(SshCertificate.Kind.HOST);
        assertThat(certificate.subject()).isEqualTo(host);
        assertThat(certificate.principals()).containsExactly("web-1.i.cloud.example");
        assertThat(certificate.keyId()).isEqualTo("host:web-1.i.cloud.example");
        assertThat(certificate.authority()).isEqualTo(caKey.publicKey());
        assertThat(certificate.validAfter()).isEqualTo(NOW.minusSeconds(60));
        assertThat(certificate.validBefore()).isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(certificate.extensions()).isEmpty();
        assertThat(certificate.criticalOptions()).isEmpty();
        assertThat(SshCertificate.parse(certificate.line())).isEqualTo(certificate);
        assertThat(events.get(0).action()).isEqualTo("ssh.host-certificate");
        assertThat(events.get(0).detail()).contains(certificate.serialText(), host.fingerprint());
    }

    @Test
    void takesASecretOnceButForTheSameKey() {
        String secret = authority.secret("web-1");
        accepted(authority.enrol("web-1", secret, host));

        accepted(authority.enrol("web-1", secret, host));
        assertDenied(authority.enrol("web-1", secret, SshKeyPair.generate().publicKey()));
        assertDenied(authority.enrol(
                "web-1", authority.secret("web-1"), SshKeyPair.generate().publicKey()));
        assertDenied(authority.enrol("WEB-1", secret, SshKeyPair.generate().publicKey()));
    }

    @Test
    void takesASecretForItsInstanceAndZoneOnly() {
        String secret = authority.secret("web-1");
        HostCertificateAuthority elsewhere = new HostCertificateAuthority(
                new HostZone("i.other.example"),
                CaSigner.of(caKey),
                register,
                secrets(NOW),
                InstantSource.fixed(NOW),
                events::add);

        assertDenied(authority.enrol("web-2", secret, host));
        assertDenied(elsewhere.enrol("web-1", secret, host));
        assertThat(register.key("web-1")).isEmpty();
        assertThat(register.key("web-2")).isEmpty();
    }

    @Test
    void takesASecretForAnHour() {
        String secret = authority.secret("web-1");

        assertDenied(at(NOW.plusSeconds(3600)).enrol("web-1", secret, host));
        accepted(at(NOW.plusSeconds(3599)).enrol("web-1", secret, host));
    }

    @Test
    void takesNoSecretOfAnotherKey() {
        String other = EnrolmentSecrets.random(InstantSource.fixed(NOW)).issue(ZONE, "web-1");

        assertDenied(authority.enrol("web-1", other, host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void takesNothingElseForASecret(String secret) {
        assertDenied(authority.enrol("web-1", secret, host));
    }

    /** Each character of a secret counts: none can be changed. */
    @Test
    void takesNoChangedSecret() {
        String secret = authority.secret("web-1");
        for (int at = 0; at < secret.length(); at++) {
            char other = secret.charAt(at) == 'A' ? 'B' : 'A';
            String changed = secret.substring(0, at) + other + secret.substring(at + 1);
            assertDenied(authority.enrol("web-1", changed, host));
        }
    }

    @Test
    void refusesTheCaKeyAsHostKey() {
        assertThat(authority
                        .enrol("web-1", authority.secret("web-1"), caKey.publicKey())
                        .rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(CertificateRejection.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a..b", "-a", "a-", "a/b", "a b", "a\n", "ä"})
    void refusesANameThatNoHostHas(String instance) {
        assertThat(authority.enrol(instance, "x", host).rejected())
                .map(Outcome.Rejected::reason)
                .hasValue(CertificateRejection.MALFORMED);
        assertThatThrownBy(() -> authority.secret(instance)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> authority.renew(instance)).isInstanceOf(MalformedException.class);
    }

    @Test
    void renewsForTheKeyThatWasEnrolled() {
        assertThat(authority.renew("web-1")).isEmpty();
        accepted(authority.enrol("web-1", authority.secret("web-1"), host));

        SshCertificate renewed =
                at(NOW.plus(Duration.ofDays(20))).renew("web-1").orElseThrow();
        assertThat(renewed.subject()).isEqualTo(host);
        assertThat(renewed.validBefore()).isEqualTo(NOW.plus(Duration.ofDays(50)));
    }

    @Test
    void forgetsAnInstanceThatIsBuiltAnew() {
        accepted(authority.enrol("web-1", authority.secret("web-1"), host));
        register.remove("web-1");

        assertThat(authority.renew("web-1")).isEmpty();
        accepted(authority.enrol(
                "web-1", authority.secret("web-1"), SshKeyPair.generate().publicKey()));
    }

    @Test
    void certifiesForTheVendorWithoutASecret() {
        assertThat(authority.issueForVendor("web-1", host).subject()).isEqualTo(host);
        assertThat(authority.renew("web-1")).isPresent();
        assertThatThrownBy(() ->
                        authority.issueForVendor("web-1", SshKeyPair.generate().publicKey()))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> authority.issueForVendor("web-2", caKey.publicKey()))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void tellsNoSecret() {
        String secret = authority.secret("web-1");
        authority.enrol("web-1", secret, host);
        authority.enrol("web-2", secret, host);

        assertThat(events).hasSize(2);
        assertThat(events.toString()).doesNotContain(secret);
        assertThat(secrets(NOW).toString()).doesNotContain("AAAA").startsWith("EnrolmentSecrets[");
    }

    @Test
    void writesTheLineForClients() {
        assertThat(authority.knownHosts())
                .isEqualTo(
                        "@cert-authority *.i.cloud.example " + caKey.publicKey().line() + "\n");
    }

    @Test
    void keepsTheRegisterInAFolder(@TempDir Path folder) {
        HostRegister files = new FileHostRegister(folder.resolve("hosts"));
        SshPublicKey other = SshKeyPair.generate().publicKey();

        assertThat(files.key("web-1")).isEmpty();
        assertThat(files.enrol("web-1", host)).isEqualTo(host);
        assertThat(new FileHostRegister(folder.resolve("hosts")).enrol("web-1", other))
                .isEqualTo(host);
        assertThat(files.key("web-1")).isEqualTo(Optional.of(host));
        files.remove("web-1");
        assertThat(files.enrol("web-1", other)).isEqualTo(other);
        assertThatThrownBy(() -> files.key("../web-1")).isInstanceOf(MalformedException.class);
    }

    private HostCertificateAuthority at(Instant now) {
        return new HostCertificateAuthority(
                ZONE, CaSigner.of(caKey), register, secrets(now), InstantSource.fixed(now), events::add);
    }

    private EnrolmentSecrets secrets(Instant now) {
        return new EnrolmentSecrets(mac, Duration.ofHours(1), InstantSource.fixed(now));
    }

    private static SshCertificate accepted(Outcome<SshCertificate, CertificateRejection> outcome) {
        return outcome.orElseThrow(no -> new AssertionError(no.detail()));
    }

    private static void assertDenied(Outcome<SshCertificate, CertificateRejection> outcome) {
        assertThat(outcome.rejected()).map(Outcome.Rejected::reason).hasValue(CertificateRejection.DENIED);
    }
}
