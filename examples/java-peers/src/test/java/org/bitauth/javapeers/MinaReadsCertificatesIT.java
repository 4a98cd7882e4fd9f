package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.bitauth.MalformedException;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.junit.jupiter.api.Test;

/** Our certificates, read field by field and verified by Apache MINA. */
class MinaReadsCertificatesIT {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final SshAuthorities authorities = new SshAuthorities(NOW);
    private final SshKeyPair key = SshKeyPair.generate();

    @Test
    void readsEveryFieldOfAUserCertificate() throws Exception {
        SshCertificate ours = authorities.user(SshAuthorities.EVERYTHING, key.publicKey(), "debian");
        OpenSshCertificate theirs = MinaKeys.certificate(ours.line());
        String sin = authorities.owner.sin().value();

        assertThat(theirs.getRawKeyType()).isEqualTo("ssh-ed25519");
        assertThat(theirs.getKeyType()).isEqualTo(SshCertificate.TYPE);
        assertThat(theirs.getType()).isEqualTo(OpenSshCertificate.Type.USER);
        assertThat(theirs.getNonce()).hasSize(32);
        assertThat(KeyUtils.compareKeys(theirs.getCertPubKey(), MinaKeys.publicKey(key.publicKey())))
                .isTrue();
        assertThat(theirs.getSerial()).isEqualTo(ours.serial());
        assertThat(theirs.getId()).isEqualTo("sin:" + sin);
        assertThat(theirs.getPrincipals()).containsExactly("sin:" + sin + "/web-1/debian");
        assertThat(theirs.getValidAfter()).isEqualTo(NOW.minusSeconds(60).getEpochSecond());
        assertThat(theirs.getValidBefore()).isEqualTo(NOW.plusSeconds(300).getEpochSecond());
        assertThat(theirs.getCriticalOptionsMap())
                .containsExactly(
                        Map.entry("force-command", "uptime -p"),
                        Map.entry("source-address", "192.0.2.0/24,2001:db8:0:0:0:0:0:0/32"));
        assertThat(theirs.getExtensionsMap())
                .containsExactly(
                        Map.entry("permit-X11-forwarding", ""),
                        Map.entry("permit-agent-forwarding", ""),
                        Map.entry("permit-port-forwarding", ""),
                        Map.entry("permit-pty", ""),
                        Map.entry("permit-user-rc", ""));
        assertThat(theirs.getReserved()).isNullOrEmpty();
        assertThat(KeyUtils.compareKeys(theirs.getCaPubKey(), MinaKeys.publicKey(authorities.userCa.publicKey())))
                .isTrue();
        assertThat(theirs.getSignatureAlgorithm()).isEqualTo("ssh-ed25519");
        assertThat(MinaKeys.verifies(theirs)).isTrue();
        assertThat(MinaKeys.line(theirs) + " sin:" + sin).isEqualTo(ours.line());
    }

    @Test
    void readsEveryFieldOfAHostCertificate() throws Exception {
        SshCertificate ours = authorities.host(key.publicKey());
        OpenSshCertificate theirs = MinaKeys.certificate(ours.line());

        assertThat(theirs.getType()).isEqualTo(OpenSshCertificate.Type.HOST);
        assertThat(KeyUtils.compareKeys(theirs.getCertPubKey(), MinaKeys.publicKey(key.publicKey())))
                .isTrue();
        assertThat(theirs.getSerial()).isEqualTo(ours.serial());
        assertThat(theirs.getId()).isEqualTo("host:web-1.i.cloud.example");
        assertThat(theirs.getPrincipals()).containsExactly("web-1.i.cloud.example");
        assertThat(theirs.getValidAfter()).isEqualTo(NOW.minusSeconds(60).getEpochSecond());
        assertThat(theirs.getValidBefore())
                .isEqualTo(NOW.plus(Duration.ofDays(30)).getEpochSecond());
        assertThat(theirs.getCriticalOptionsMap()).isEmpty();
        assertThat(theirs.getExtensionsMap()).isEmpty();
        assertThat(KeyUtils.compareKeys(theirs.getCaPubKey(), MinaKeys.publicKey(authorities.hostCa.publicKey())))
                .isTrue();
        assertThat(MinaKeys.verifies(theirs)).isTrue();
        assertThat(MinaKeys.line(theirs) + " host:web-1.i.cloud.example").isEqualTo(ours.line());
    }

    /** One changed byte anywhere: the length of a field, its content, a key, the signature. */
    @Test
    void bothRefuseAChangeOfAnyByteSeed7() {
        Random random = new Random(7);
        byte[] blob = blob(authorities.user(SshAuthorities.EVERYTHING, key.publicKey(), "debian"));
        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= (byte) (1 + random.nextInt(255));

            assertBothRefuse("byte " + i, changed);
        }
    }

    @Test
    void bothRefuseAnEarlyEnd() {
        byte[] blob = blob(authorities.user(request -> LoginDecision.allow(), key.publicKey(), "debian"));
        for (int length = 0; length < blob.length; length++) {
            assertBothRefuse("the first " + length + " bytes", Arrays.copyOf(blob, length));
        }
    }

    private static void assertBothRefuse(String what, byte[] blob) {
        String line = SshCertificate.TYPE + " " + Base64.getEncoder().encodeToString(blob);

        assertThat(isReadByUs(line)).as("ours: %s", what).isFalse();
        assertThat(isReadByMina(line)).as("MINA: %s", what).isFalse();
    }

    private static boolean isReadByUs(String line) {
        try {
            SshCertificate.parse(line);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    /** MINA throws what it comes to, for keys and lengths that are none. */
    private static boolean isReadByMina(String line) {
        try {
            return MinaKeys.verifies(MinaKeys.certificate(line));
        } catch (Exception e) {
            return false;
        }
    }

    private static byte[] blob(SshCertificate certificate) {
        return Base64.getDecoder().decode(certificate.line().split(" ", -1)[1].getBytes(StandardCharsets.US_ASCII));
    }
}
