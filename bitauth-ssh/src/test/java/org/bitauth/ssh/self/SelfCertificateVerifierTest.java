package org.bitauth.ssh.self;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.TestCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java verifier, on the cases that the program in C is held to as well, and on what the library itself writes. */
class SelfCertificateVerifierTest {
    private static final Instant NOW = TestCloud.NOW;

    @TempDir
    private Path folder;

    private final BitauthKey owner = BitauthKey.generate();
    private final SshKeyPair key = SshKeyPair.generate();
    private final SelfCertificates certificates = new SelfCertificates(TestCloud.URL, owner, InstantSource.fixed(NOW));

    static List<LoginCase> cases() {
        return LoginCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheCaseDemands(LoginCase one) throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(one.now()));
        var verifier = new SelfCertificateVerifier(one.writeFiles(folder), clock);

        assertThat(said(verifier.verify(one.login(), one.type(), one.key()))).isEqualTo(one.said());
    }

    @Test
    void everyReasonHasACase() {
        Set<String> said = LoginCase.all().stream().map(LoginCase::said).collect(Collectors.toSet());

        assertThat(said)
                .containsAll(Arrays.stream(SelfCertificateRejection.values())
                        .map(Enum::name)
                        .toList());
        assertThat(LoginCase.all()).extracting(LoginCase::name).doesNotHaveDuplicates();
    }

    @Test
    void letsInByWhatTheLibraryWrites() throws IOException {
        SshCertificate certificate = certificates.issue(key, "debian", "i-1", Duration.ofHours(1));

        AdmittedOwner admitted =
                verify(certificate, NOW.plusSeconds(3599)).accepted().orElseThrow();
        assertThat(admitted.sin()).isEqualTo(owner.sin());
        assertThat(admitted.until()).isEqualTo(NOW.plusSeconds(3600)).isEqualTo(certificate.validBefore());
        assertThat(admitted.authorizedKey())
                .isEqualTo("cert-authority,principals=\"debian\",expiry-time=\"20261122110000Z\" "
                        + key.publicKey().line());
        assertThat(certificate.principals()).containsExactly("debian");
        assertThat(certificate.keyId()).isEqualTo("sin:" + owner.sin());
        assertThat(said(verify(certificate, NOW.plusSeconds(3600)))).isEqualTo("EXPIRED");
    }

    /** Half a second before the end is before the end, for a program that counts whole seconds too. */
    @Test
    void countsWholeSeconds() throws IOException {
        SshCertificate certificate = certificates.issue(key, "debian", "i-1", Duration.ofHours(24));

        assertThat(said(verify(certificate, NOW.minusMillis(1)))).isEqualTo("TOO_LONG");
        assertThat(said(verify(certificate, NOW.plusMillis(999)))).startsWith("ACCEPTED");
    }

    @Test
    void takingTheLineAwayRevokesAtOnce() throws IOException {
        SshCertificate certificate = certificates.issue(key, "debian", "i-1", Duration.ofHours(1));
        assertThat(said(verify(certificate, NOW))).startsWith("ACCEPTED");

        Files.writeString(folder.resolve("owners"), owner.sin() + " root\n");
        var verifier = new SelfCertificateVerifier(folder, InstantSource.fixed(NOW));
        String blob = certificate.line().split(" ", -1)[1];
        assertThat(said(verifier.verify("debian", SshCertificate.TYPE, blob))).isEqualTo("NOT_OWNER");
    }

    @Test
    void writesNoCertificateForMoreThanADayOrForNoTime() {
        for (Duration life : List.of(
                Duration.ZERO, Duration.ofMillis(999), Duration.ofHours(24).plusSeconds(1))) {
            assertThatThrownBy(() -> certificates.issue(key, "debian", "i-1", life))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void writesNoCertificateForAnotherAlphabet() {
        for (String word : List.of("", "a b", "a\"b", "a\nb", "ä", "a".repeat(65))) {
            assertThatThrownBy(() -> certificates.issue(key, word, "i-1", Duration.ofHours(1)))
                    .isInstanceOf(MalformedException.class);
            assertThatThrownBy(() -> certificates.issue(key, "debian", word, Duration.ofHours(1)))
                    .isInstanceOf(MalformedException.class);
        }
    }

    private Outcome<AdmittedOwner, SelfCertificateRejection> verify(SshCertificate certificate, Instant now)
            throws IOException {
        Files.writeString(folder.resolve("cloud"), TestCloud.URL + "\n");
        Files.writeString(folder.resolve("instance"), "i-1\n");
        Files.writeString(folder.resolve("owners"), owner.sin() + " debian\n");
        var verifier = new SelfCertificateVerifier(folder, InstantSource.fixed(now));
        return verifier.verify("debian", SshCertificate.TYPE, certificate.line().split(" ", -1)[1]);
    }

    static String said(Outcome<AdmittedOwner, SelfCertificateRejection> outcome) {
        return outcome.accepted()
                .map(admitted -> "ACCEPTED " + admitted.authorizedKey())
                .orElseGet(
                        () -> outcome.rejected().map(no -> no.reason().name()).orElse(""));
    }
}
