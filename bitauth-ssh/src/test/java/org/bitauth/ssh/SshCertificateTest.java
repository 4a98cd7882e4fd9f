package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshCertificateTest {
    private static final Instant START = Instant.ofEpochSecond(1_800_000_000L);
    private static final Instant END = Instant.ofEpochSecond(1_800_000_360L);

    private final SshKeyPair ca = SshKeyPair.generate();
    private final SshPublicKey subject = SshKeyPair.generate().publicKey();

    @Test
    void hasTheFieldsOfTheFormat() throws GeneralSecurityException {
        SshCertificate certificate = certificate("sin:a", "sin:a/i-1/debian");
        CertificateFields fields = new CertificateFields(certificate.line());

        assertThat(fields.type).isEqualTo("ssh-ed25519-cert-v01@openssh.com");
        assertThat(fields.nonce).hasSize(32);
        assertThat(fields.key).isEqualTo(subject.toBytes());
        assertThat(fields.serial).isEqualTo(certificate.serial()).isNotNegative();
        assertThat(fields.kind).isEqualTo(1);
        assertThat(fields.keyId).isEqualTo("sin:a");
        assertThat(strings(fields.principals)).containsExactly("sin:a/i-1/debian");
        assertThat(fields.validAfter).isEqualTo(1_800_000_000L);
        assertThat(fields.validBefore).isEqualTo(1_800_000_360L);
        assertThat(fields.criticalOptions).isEmpty();
        assertThat(fields.reserved).isEmpty();
        assertThat(fields.caKey).isEqualTo(ca.publicKey().blob());
        assertThat(fields.isSigned()).isTrue();
    }

    /** PROTOCOL.certkeys: extensions in lexical order, each name followed by its value. */
    @Test
    void sortsExtensions() {
        assertThat(strings(new CertificateFields(certificate("a", "b").line()).extensions))
                .containsExactly("permit-port-forwarding", "", "permit-pty", "");
    }

    @Test
    void lineIsTypeBase64AndKeyId() {
        assertThat(certificate("sin:a", "b").line())
                .matches("ssh-ed25519-cert-v01@openssh\\.com [A-Za-z0-9+/]+={0,2} sin:a");
    }

    @Test
    void readsWhatItWrote() {
        SshCertificate certificate = certificate("sin:a", "b");

        assertThat(SshCertificate.parse(certificate.line() + "\n")).isEqualTo(certificate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "ssh-ed25519 AAAA", "%s\nmore", "%s\u001b", "ssh-ed25519-cert-v01@openssh.com ="})
    void refusesALineThatIsNoCertificate(String form) {
        String line = String.format(Locale.ROOT, form, certificate("sin:a", "b").line());

        assertThatThrownBy(() -> SshCertificate.parse(line)).isInstanceOf(MalformedException.class);
    }

    @Test
    void neverRepeatsNonceOrSerial() {
        CertificateFields one = new CertificateFields(certificate("a", "b").line());
        CertificateFields two = new CertificateFields(certificate("a", "b").line());

        assertThat(one.nonce).isNotEqualTo(two.nonce);
        assertThat(one.serial).isNotEqualTo(two.serial);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a,b", "a\"", "ä", "a\u0000"})
    void refusesOtherCharacters(String text) {
        assertThatThrownBy(() -> certificate(text, "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> certificate("a", text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** OpenSSH 9.2 lets a certificate without principals in through a bare line of authorized_keys. */
    @Test
    void refusesToNameNobody() {
        assertThatThrownBy(() -> new CertificateContent(
                        SshCertificate.Kind.USER,
                        subject,
                        1,
                        "a",
                        List.of(),
                        START,
                        END,
                        new TreeMap<>(),
                        new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTheSignerWhomItIsFor() {
        List<SshCertificate.Kind> seen = new ArrayList<>();
        CaSigner signer = new CaSigner() {
            @Override
            public SshPublicKey publicKey() {
                return ca.publicKey();
            }

            @Override
            public byte[] sign(UnsignedCertificate certificate) {
                seen.add(certificate.kind());
                return ca.sign(certificate.toBytes());
            }
        };
        SshCertificate user = certificate("a", "b");
        new CertificateContent(
                        SshCertificate.Kind.HOST,
                        subject,
                        1,
                        "a",
                        List.of("b"),
                        START,
                        END,
                        user.criticalOptions(),
                        user.extensions())
                .sign(signer);

        assertThat(seen).containsExactly(SshCertificate.Kind.HOST);
    }

    private SshCertificate certificate(String keyId, String principal) {
        List<String> extensions = List.of("permit-pty", "permit-port-forwarding");
        return new CertificateContent(
                        SshCertificate.Kind.USER,
                        subject,
                        CertificateRules.serial(START),
                        keyId,
                        List.of(principal),
                        START,
                        END,
                        new TreeMap<>(),
                        flags(extensions))
                .sign(CaSigner.of(ca));
    }

    private static SortedMap<String, String> flags(List<String> names) {
        SortedMap<String, String> flags = new TreeMap<>();
        names.forEach(name -> flags.put(name, ""));
        return flags;
    }

    private static List<String> strings(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<String> out = new ArrayList<>();
        while (in.hasRemaining()) {
            out.add(CertificateFields.text(in));
        }
        return out;
    }
}
