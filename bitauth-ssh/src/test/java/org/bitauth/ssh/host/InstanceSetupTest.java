package org.bitauth.ssh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.junit.jupiter.api.Test;

class InstanceSetupTest {
    private static final Sin ALICE = BitauthKey.ofHex("1".repeat(64)).sin();
    private static final Sin BOB = BitauthKey.ofHex("2".repeat(64)).sin();

    @Test
    void needsTwoLinesOfConfiguration() {
        assertThat(InstanceSetup.sshdConfig())
                .containsExactly(
                        "TrustedUserCAKeys /etc/ssh/bitauth_ca.pub",
                        "AuthorizedPrincipalsFile /etc/ssh/bitauth_principals/%u");
    }

    @Test
    void takesOtherPaths() {
        assertThat(InstanceSetup.sshdConfig("/a/ca.pub", "/b"))
                .containsExactly("TrustedUserCAKeys /a/ca.pub", "AuthorizedPrincipalsFile /b/%u");
    }

    @Test
    void writesTheCaAsOneLine() {
        SshPublicKey ca = SshKeyPair.generate().publicKey();

        assertThat(InstanceSetup.caFile(ca)).isEqualTo(ca.line() + "\n");
    }

    @Test
    void writesOneLineForEachOwner() {
        assertThat(InstanceSetup.principalsFile("i-1", "debian", List.of(ALICE, BOB)))
                .isEqualTo("sin:" + ALICE + "/i-1/debian\nsin:" + BOB + "/i-1/debian\n");
        assertThat(InstanceSetup.principalsFile("i-1", "debian", List.of())).isEmpty();
    }

    @Test
    void refusesNamesThatWouldForgeALine() {
        assertThatThrownBy(() -> InstanceSetup.principalsFile("i-1\nroot", "debian", List.of(ALICE)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> InstanceSetup.principalsFile("i-1", "debian root", List.of(ALICE)))
                .isInstanceOf(MalformedException.class);
    }
}
