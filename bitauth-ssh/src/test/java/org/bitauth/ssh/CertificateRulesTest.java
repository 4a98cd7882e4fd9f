package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One test for each field of a certificate. */
class CertificateRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.900Z");

    private final Sin sin = BitauthKey.generate().sin();

    @Test
    void keyIdNamesTheIdentity() {
        assertThat(CertificateRules.keyId(sin)).isEqualTo("sin:" + sin);
    }

    @Test
    void principalNamesIdentityInstanceAndLogin() {
        CertificateRequest request =
                new CertificateRequest(SshKeyPair.generate().publicKey(), "debian", "i-1");

        assertThat(CertificateRules.principals(sin, request)).containsExactly("sin:" + sin + "/i-1/debian");
    }

    @Test
    void serialHoldsTheSecondOfIssue() {
        long serial = CertificateRules.serial(NOW);

        assertThat(serial >>> 32).isEqualTo(NOW.getEpochSecond());
        assertThat(CertificateRules.serial(NOW)).isNotEqualTo(serial);
    }

    @Test
    void startsAMinuteAgo() {
        assertThat(CertificateRules.validAfter(NOW)).isEqualTo(Instant.parse("2026-11-22T09:59:00Z"));
    }

    @Test
    void endsAfterItsLifeAndNeverAfterThePermission() {
        Duration life = Duration.ofMinutes(5);

        assertThat(CertificateRules.validBefore(NOW, life, Instant.MAX)).isEqualTo("2026-11-22T10:05:00Z");
        assertThat(CertificateRules.validBefore(NOW, life, NOW.plusSeconds(299)))
                .isEqualTo("2026-11-22T10:04:59Z");
        assertThat(CertificateRules.validBefore(NOW, life, Instant.MIN)).isBefore(NOW);
    }

    @Test
    void criticalOptionsHoldNetworksAndCommand() {
        LoginDecision.Allow allowed = LoginDecision.allow();

        assertThat(CertificateRules.criticalOptions(allowed)).isEmpty();
        assertThat(CertificateRules.criticalOptions(
                        allowed.command("uptime -p").from("192.0.2.7/24", "192.0.2.9/24", "::1")))
                .containsExactly(
                        entry("force-command", "uptime -p"),
                        entry("source-address", "192.0.2.0/24,0:0:0:0:0:0:0:1/128"));
    }

    @Test
    void extensionsAreWhatIsGranted() {
        LoginDecision.Allow allowed = LoginDecision.allow();

        assertThat(CertificateRules.extensions(allowed)).containsExactly(entry("permit-pty", ""));
        assertThat(CertificateRules.extensions(allowed.extensions(Set.of()))).isEmpty();
        assertThat(CertificateRules.extensions(allowed.extensions(EnumSet.allOf(SshExtension.class)))
                        .keySet())
                .containsExactly(
                        "permit-X11-forwarding",
                        "permit-agent-forwarding",
                        "permit-port-forwarding",
                        "permit-pty",
                        "permit-user-rc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "a\u0000", "ä"})
    void refusesOtherCommands(String command) {
        LoginDecision.Allow allowed = LoginDecision.allow();

        assertThatThrownBy(() -> allowed.command(command)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> allowed.command("x".repeat(1025))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesNoNetworksAndTooMany() {
        String[] many = new String[65];
        for (int i = 0; i < many.length; i++) {
            many[i] = "192.0.2." + i;
        }
        LoginDecision.Allow allowed = LoginDecision.allow();

        assertThatThrownBy(allowed::from).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> allowed.from(many)).isInstanceOf(MalformedException.class);
    }
}
