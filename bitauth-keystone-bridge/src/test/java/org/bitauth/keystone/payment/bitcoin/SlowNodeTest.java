package org.bitauth.keystone.payment.bitcoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainException.Reason;
import org.bitauth.wallet.BitcoinNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that are not there, that wait, drip, or never end. */
@Timeout(60)
class SlowNodeTest {
    private static final byte[] HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void isUnreachableWhereNobodyListens() throws IOException {
        URI uri;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            uri = uri(socket);
        }
        assertThat(reason(uri, PATIENCE)).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void isUnreachableIfItNeverAnswers() throws IOException {
        assertThat(reasonOf(out -> end.await())).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void isUnreachableIfItNeverEndsItsAnswer() throws IOException {
        assertThat(reasonOf(out -> {
                    out.write(HEAD);
                    out.write('{');
                    out.flush();
                    end.await();
                }))
                .isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void isUnreachableIfItDrips() throws IOException {
        assertThat(reasonOf(out -> {
                    out.write(HEAD);
                    while (!end.await(10, TimeUnit.MILLISECONDS)) {
                        out.write(' ');
                        out.flush();
                    }
                }))
                .isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void isUnreachableIfItHangsUp() throws IOException {
        assertThat(reasonOf(out -> {})).isEqualTo(Reason.UNREACHABLE);
        assertThat(reasonOf(out ->
                        out.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(reasonOf(out -> out.write("no HTTP\r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void isBrokenIfItsAnswerHasNoBound() throws IOException {
        byte[] blanks = " ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        Reason reason = reasonOf(Duration.ofSeconds(30), out -> {
            out.write(HEAD);
            while (end.getCount() > 0) {
                out.write(blanks);
            }
        });
        assertThat(reason).isEqualTo(Reason.BROKEN);
    }

    /** What the node does once somebody has connected. */
    private interface Behaviour {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private Reason reasonOf(Behaviour behaviour) throws IOException {
        return reasonOf(PATIENCE, behaviour);
    }

    private Reason reasonOf(Duration patience, Behaviour behaviour) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server, behaviour));
            thread.setDaemon(true);
            thread.start();
            return reason(uri(server), patience);
        } finally {
            end.countDown();
        }
    }

    private static void serve(ServerSocket server, Behaviour behaviour) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read(new byte[4096]);
                behaviour.answer(socket.getOutputStream());
            } catch (IOException | InterruptedException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    private static URI uri(ServerSocket socket) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private static Reason reason(URI uri, Duration patience) {
        NodeChainSource source = NodeChainSource.builder(
                        uri, NodeCredentials.password("a", "b"), BitcoinNetwork.REGTEST)
                .patience(patience)
                .build();
        return catchThrowableOfType(ChainException.class, source::tip).reason();
    }
}
