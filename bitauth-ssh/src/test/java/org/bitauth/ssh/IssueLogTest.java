package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ProvenIdentity;
import org.bitauth.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueLogTest {
    private final BitauthKey alice = BitauthKey.generate();
    private final CertificateRequest request =
            new CertificateRequest(SshKeyPair.generate().publicKey(), "debian", "i-1");

    private Path file;
    private FileIssueLog log;

    @BeforeEach
    void open(@TempDir Path folder) {
        file = folder.resolve("issued.log");
        log = new FileIssueLog(file);
    }

    @Test
    void remembersEveryCertificateBeforeItLeaves() {
        SshCertificate first = issue(log, Optional.of("192.0.2.7"));
        SshCertificate second = issue(log, Optional.empty());

        assertThat(log.find(first.keyId(), first.serial()))
                .hasValue(IssueRecord.of(first, TestCloud.NOW, Optional.of("192.0.2.7"), "req-1"));
        assertThat(log.find(second.keyId(), second.serial()).orElseThrow().source())
                .isEmpty();
        assertThat(log.find(first.keyId(), 7)).isEmpty();
        assertThat(log.find("sin:" + BitauthKey.generate().sin(), first.serial()))
                .isEmpty();
    }

    @Test
    void knowsNothingBeforeTheFirst() {
        assertThat(log.find("sin:a", 1)).isEmpty();
    }

    @Test
    void givesOutNothingThatItCannotRemember() {
        FileIssueLog broken = new FileIssueLog(file.resolve("no-folder"));

        assertThatThrownBy(() -> issue(broken, Optional.empty())).isInstanceOf(StoreException.class);
    }

    @Test
    void passesOverLinesOfAnotherForm() throws IOException {
        Files.writeString(file, "x sin:a 7 y\n\u00e4\n");
        SshCertificate certificate = issue(log, Optional.empty());

        assertThat(log.find("sin:a", 7)).isEmpty();
        assertThat(log.find(certificate.keyId(), certificate.serial())).isPresent();
    }

    /** A proxy's header could hold anything: it cannot forge a word or a line. */
    @Test
    void keepsNoSourceOfAnotherForm() {
        SshCertificate certificate = issue(log, Optional.of("192.0.2.7 x\ny"));

        assertThat(log.find(certificate.keyId(), certificate.serial())
                        .orElseThrow()
                        .source())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "x sin:a 7 p k c x - r", "2026-11-22T10:00:00Z sin:a -7 p k c x - r"})
    void refusesOtherLines(String line) {
        assertThatThrownBy(() -> IssueRecord.parse(line)).isInstanceOf(MalformedException.class);
    }

    @Test
    void readsSshdsLine() {
        assertThat(SshdLogin.parse(
                        "Nov 22 10:00:00 web-1 sshd[7]: Accepted publickey for debian from 192.0.2.7 port 50000"
                                + " ssh2: ED25519-CERT SHA256:" + "A".repeat(43)
                                + " ID sin:Tf1 (serial 18446744073709551615) CA ED25519 SHA256:" + "B".repeat(43)))
                .hasValue(new SshdLogin("debian", "192.0.2.7", "sin:Tf1", -1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accepted certificate ID \"sin:Tf1\" (serial 7) signed by ED25519 CA SHA256:x via /etc/ssh/ca.pub",
                "Failed publickey for debian from 192.0.2.7 port 1 ssh2: ED25519-CERT SHA256:x ID sin:Tf1 (serial 7) CA x",
                "Accepted publickey for debian from 192.0.2.7 port 1 ssh2: ED25519 SHA256:x"
            })
    void seesNoLoginInOtherLines(String line) {
        assertThat(SshdLogin.parse(line)).isEmpty();
    }

    private SshCertificate issue(IssueLog where, Optional<String> address) {
        SshCertificateAuthority authority = SshCertificateAuthority.builder(
                        TestCloud.URL, any -> LoginDecision.allow(), CaSigner.of(SshKeyPair.generate()))
                .clock(InstantSource.fixed(TestCloud.NOW))
                .log(where)
                .build();
        Outcome<SshCertificate, CertificateRejection> outcome =
                authority.issue(new ProvenIdentity(alice.publicKey()), request, new RequestSource("req-1", address));
        return outcome.accepted().orElseThrow();
    }
}
