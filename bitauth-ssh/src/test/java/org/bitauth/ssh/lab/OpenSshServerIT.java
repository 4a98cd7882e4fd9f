package org.bitauth.ssh.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenSshServerIT {
    private final SshPublicKey ca = SshKeyPair.generate().publicKey();

    @BeforeEach
    void requireOpenSsh() {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
        assertThat(OpenSshServer.isInstalled()).isTrue();
    }

    @Test
    void leavesNothingBehind() throws IOException {
        Path knownHosts;
        int port;
        try (OpenSshServer server = OpenSshServer.start(ca, "i-1", Map.of())) {
            knownHosts = server.knownHosts();
            port = server.port();
            assertThat(Files.readString(knownHosts)).startsWith("[127.0.0.1]:" + port + " ssh-ed25519 ");
        }

        assertThat(knownHosts.getParent()).doesNotExist();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void saysWhyItDidNotStart() {
        List<String> config = List.of("NoSuchKeyword yes");

        assertThatThrownBy(
                        () -> OpenSshServer.start(ca, "i-1", Map.of(), config).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Bad configuration option: NoSuchKeyword");
    }

    @Test
    void severalRunAtTheSameTime() throws IOException {
        try (OpenSshServer one = OpenSshServer.start(ca, "i-1", Map.of());
                OpenSshServer two = OpenSshServer.start(ca, "i-2", Map.of())) {
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThat(one.log()).contains("Server listening on 127.0.0.1 port " + one.port());
            assertThat(two.log()).contains("Server listening on 127.0.0.1 port " + two.port());
        }
    }
}
