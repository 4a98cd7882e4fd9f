package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitauth.ssh.CertificateBytes.bytes;
import static org.bitauth.ssh.CertificateBytes.list;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bitauth.MalformedException;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One broken certificate for each rule, each signed by its CA all the same. */
class CertificateParseTest {
    private static final Map<String, Consumer<CertificateBytes>> BROKEN = Map.ofEntries(
            Map.entry("names another type inside", c -> c.type = "ssh-rsa-cert-v01@openssh.com"),
            Map.entry("subject is not of 32 bytes", c -> c.subject = new byte[31]),
            Map.entry("subject is no point of the curve", c -> c.subject = filled()),
            Map.entry("kind is 0", c -> c.kind = 0),
            Map.entry("kind is 3", c -> c.kind = 3),
            Map.entry("key id has a line feed", c -> c.keyId = bytes("sin:a\nb")),
            Map.entry("key id is not ASCII", c -> c.keyId = bytes("\u00e4")),
            Map.entry("principal has a line feed", c -> c.principals = list("a\nb")),
            Map.entry("principals end early", c -> c.principals = new byte[] {0, 0, 0, 9, 'a'}),
            Map.entry(
                    "has 257 principals",
                    c -> c.principals = list("a ".repeat(257).split(" "))),
            Map.entry("options are not in order", c -> c.options = list("b", "", "a", "")),
            Map.entry("option is there twice", c -> c.extensions = list("a", "", "a", "")),
            Map.entry(
                    "option has bytes after its value",
                    c -> c.options =
                            new WireWriter().string("a").string(list("x", "y")).toBytes()),
            Map.entry("option has no value", c -> c.options = list("a")),
            Map.entry("authority is of another type", c -> c.authority = list("ssh-dss", "x")),
            Map.entry("authority has bytes at its end", c -> c.authority = Arrays.copyOf(c.authority, 52)),
            Map.entry("signature is of another type", c -> c.signatureType = "ssh-rsa"),
            Map.entry("signature is changed", c -> c.signature = CertificateParseTest::flipped),
            Map.entry("signature is short", c -> c.signature = s -> Arrays.copyOf(s, 63)),
            Map.entry(
                    "signature is another authority's",
                    c -> c.authority = SshKeyPair.generate().publicKey().blob()),
            Map.entry("has bytes at its end", c -> c.after = new byte[1]));

    static Stream<String> broken() {
        return BROKEN.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refusesWhen(String rule) {
        CertificateBytes certificate = new CertificateBytes();
        BROKEN.getOrDefault(rule, unbroken -> {}).accept(certificate);

        assertThatThrownBy(() -> SshCertificate.parse(certificate.line())).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsEveryField() {
        CertificateBytes bytes = new CertificateBytes();
        bytes.kind = 2;
        bytes.principals = list("a", "b");
        bytes.options = new WireWriter()
                .string("force-command")
                .string(list("uptime -p"))
                .toBytes();
        SshCertificate certificate = SshCertificate.parse(bytes.line() + " a comment of words\n");

        assertThat(certificate.kind()).isEqualTo(SshCertificate.Kind.HOST);
        assertThat(certificate.subject()).isEqualTo(CertificateBytes.SUBJECT);
        assertThat(certificate.serial()).isEqualTo(7);
        assertThat(certificate.keyId()).isEqualTo("sin:a");
        assertThat(certificate.principals()).containsExactly("a", "b");
        assertThat(certificate.validAfter()).isEqualTo(Instant.EPOCH);
        assertThat(certificate.validBefore()).isEqualTo(Instant.MAX);
        assertThat(certificate.criticalOptions()).containsExactly(Map.entry("force-command", "uptime -p"));
        assertThat(certificate.extensions()).containsExactly(Map.entry("permit-pty", ""));
        assertThat(certificate.authority()).isEqualTo(CertificateBytes.CA.publicKey());
    }

    /** A length of 4 GiB is refused before anything is allocated. */
    @Test
    void refusesALengthBeyondTheEnd() {
        CertificateBytes certificate = new CertificateBytes();
        certificate.principals = new byte[] {-1, -1, -1, -1};

        assertThatThrownBy(() -> SshCertificate.parse(certificate.line())).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesALineOfMoreThan16KiB() {
        String line = new CertificateBytes().line();

        assertThat(SshCertificate.parse(line + " " + "x".repeat(16_383 - line.length())))
                .isNotNull();
        assertThatThrownBy(() -> SshCertificate.parse(line + " " + "x".repeat(16_384 - line.length())))
                .isInstanceOf(MalformedException.class);
    }

    private static byte[] filled() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 0x7f);
        return bytes;
    }

    private static byte[] flipped(byte[] signature) {
        signature[0] ^= 1;
        return signature;
    }
}
