package org.bitauth.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import org.bitauth.MalformedException;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    private final Agents agents = new Agents();
    private final SshPublicKey host = SshKeyPair.generate().publicKey();
    private final SshCertificate certificate = agents.hostCertificate("web-1", host);
    private final Destination zone = Destination.parse(
            "@cert-authority *.i.cloud.example " + agents.hostCa.publicKey().line());

    @Test
    void coversAHostByItsKeyAndByACertificateOfTheKey() {
        Destination destination = Destination.parse(host.line() + " root@web-1");

        assertThat(covers(destination, host.blob())).isTrue();
        assertThat(covers(destination, Agents.blob(certificate))).isTrue();
        assertThat(covers(destination, SshKeyPair.generate().publicKey().blob()))
                .isFalse();
    }

    @Test
    void coversAHostByAKeyOfAnotherType() {
        byte[] blob = new WireWriter()
                .string("ecdsa-sha2-nistp256")
                .string("nistp256")
                .string(new byte[65])
                .toBytes();

        Destination destination =
                Destination.parse("ecdsa-sha2-nistp256 " + Base64.getEncoder().encodeToString(blob));

        assertThat(covers(destination, blob)).isTrue();
        assertThat(covers(destination, host.blob())).isFalse();
    }

    @Test
    void coversTheHostsOfAZone() {
        assertThat(covers(zone, Agents.blob(certificate))).isTrue();
    }

    @Test
    void coversNoHostOfAZoneByItsKeyAlone() {
        assertThat(covers(zone, host.blob())).isFalse();
        assertThat(covers(zone, agents.hostCa.publicKey().blob())).isFalse();
    }

    @Test
    void coversNoHostThatAnotherAuthorityCertified() {
        assertThat(covers(zone, Agents.blob(new Agents().hostCertificate("web-1", host))))
                .isFalse();
    }

    @Test
    void coversNoHostOfAnotherZoneOfTheSameAuthority() {
        Destination other = Destination.ofZone(new HostZone("j.cloud.example"), agents.hostCa.publicKey());

        assertThat(covers(other, Agents.blob(certificate))).isFalse();
    }

    @Test
    void coversNoHostWhoseCertificateHasEnded() {
        agents.now = agents.now.plus(Duration.ofDays(31));

        assertThat(covers(zone, Agents.blob(certificate))).isFalse();
    }

    @Test
    void takesNoUserCertificateForAHost() {
        SshCertificate user = agents.certificate();
        Destination destination = Destination.ofZone(Agents.ZONE, user.authority());

        assertThat(covers(destination, Agents.blob(user))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "web-1",
                "ssh-dss AAAAB3NzaC1kc3M=",
                "ssh-ed25519",
                "ssh-ed25519 ====",
                "ssh-ed25519 AAAAB3NzaC1kc3M=",
                "@cert-authority * ssh-ed25519 AAAA",
                "@cert-authority *.example ssh-ed25519 AAAA",
                "@revoked *.cloud.example ssh-ed25519 AAAA"
            })
    void readsNothingElse(String line) {
        assertThatThrownBy(() -> Destination.parse(line)).isInstanceOf(MalformedException.class);
    }

    private boolean covers(Destination destination, byte[] hostKey) {
        return destination.covers(hostKey, agents.now);
    }
}
