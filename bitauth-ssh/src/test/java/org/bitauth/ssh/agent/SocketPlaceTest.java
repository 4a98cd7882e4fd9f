package org.bitauth.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketPlaceTest {
    private static final byte[] LIST = {11};

    @TempDir
    private Path folder = Path.of("");

    private final Agents agents = new Agents();

    @Test
    void refusesAFolderThatOthersMayOpen() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));

        assertThatIOException().isThrownBy(() -> listen(path())).withMessageContaining("chmod 700");
        assertThat(path()).doesNotExist();
    }

    @Test
    void replacesASocketThatNobodyListensOnAnyMore() throws IOException {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(path()));
        }
        assertThat(path()).exists();

        try (AgentSocket socket = listen(path());
                SocketClient client = new SocketClient(socket.path())) {
            assertThat(client.ask(LIST)[0]).isEqualTo((byte) 12);
        }
    }

    @Test
    void leavesASocketAloneOnWhichAnotherAgentListens() throws IOException {
        try (AgentSocket first = listen(path())) {
            assertThatIOException().isThrownBy(() -> listen(path())).withMessageContaining("already");
            try (SocketClient client = new SocketClient(first.path())) {
                assertThat(client.ask(LIST)[0]).isEqualTo((byte) 12);
            }
        }
    }

    @Test
    void leavesAFileAloneThatIsNoSocket() throws IOException {
        Files.writeString(path(), "notes");

        assertThatIOException().isThrownBy(() -> listen(path())).withMessageContaining("no socket");
        assertThat(path()).hasContent("notes");
    }

    @Test
    void saysThatANameIsTooLong() {
        Path path = folder.resolve("a".repeat(120));

        assertThatIOException().isThrownBy(() -> listen(path)).withMessageContaining("socket cannot be made");
    }

    @Test
    void removesNoSocketOfALaterAgent() throws IOException {
        AgentSocket first = listen(path());
        Files.delete(path());
        try (AgentSocket second = listen(path())) {
            first.close();
            try (SocketClient client = new SocketClient(second.path())) {
                assertThat(client.ask(LIST)[0]).isEqualTo((byte) 12);
            }
        }
    }

    private Path path() {
        return folder.resolve("agent.sock");
    }

    private AgentSocket listen(Path path) throws IOException {
        return agents.agent(builder -> builder).listen(path);
    }
}
