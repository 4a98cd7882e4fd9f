package org.bitauth.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.bitauth.Outcome;
import org.bitauth.ssh.SshCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AgentSocketTest {
    private static final byte[] LIST = {11};
    private static final int SIGNED = 14;

    @TempDir
    private Path folder = Path.of("");

    private final Agents agents = new Agents();
    private final Session session = new Session();

    @Test
    void listensOnASocketOfItsOwnerInAFolderThatItMakes() throws IOException {
        Path path = folder.resolve("new/agent.sock");
        try (AgentSocket socket = listen(path)) {
            assertThat(socket.path()).isEqualTo(path.toAbsolutePath());
            assertThat(mode(path)).isEqualTo("rw-------");
            assertThat(mode(folder.resolve("new"))).isEqualTo("rwx------");
            try (SocketClient client = new SocketClient(path)) {
                assertThat(client.ask(LIST)[0]).isEqualTo((byte) 12);
            }
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void signsAThousandTimesInARowAndLeavesNothingBehind() throws IOException {
        try (AgentSocket socket = listen(path())) {
            sign(socket, 10);
            long filesBefore = openFiles();
            int threadsBefore = agentThreads();

            for (int i = 0; i < 100; i++) {
                sign(socket, 10);
            }

            await(() -> socket.clients() == 0);
            await(() -> agentThreads() <= threadsBefore);
            await(() -> openFiles() <= filesBefore);
        }
        assertThat(agents.events.stream().filter(event -> event.kind() == AgentEvent.Kind.SIGNED))
                .hasSize(1010);
        assertThat(agentThreads()).isZero();
    }

    @Test
    void serves100ClientsAtOnceAndLeavesNothingBehind() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(100);
        try (AgentSocket socket = listen(path())) {
            sign(socket, 1);
            await(() -> socket.clients() == 0);
            long filesBefore = openFiles();
            CountDownLatch all = new CountDownLatch(100);
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clients.add(threads.submit(() -> {
                    try (SocketClient client = new SocketClient(socket.path())) {
                        client.ask(session.bind(false));
                        all.countDown();
                        all.await();
                        int signed = 0;
                        for (int times = 0; times < 10; times++) {
                            signed += client.ask(login())[0] == SIGNED ? 1 : 0;
                        }
                        return signed;
                    }
                }));
            }
            for (Future<Integer> client : clients) {
                assertThat(client.get()).isEqualTo(10);
            }
            await(() -> socket.clients() == 0);
            await(() -> agentThreads() == 1);
            await(() -> openFiles() <= filesBefore);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLengthWithoutSenseEndsItsConnectionAndNoOther() throws IOException {
        try (AgentSocket socket = listen(path());
                SocketClient good = new SocketClient(socket.path())) {
            good.ask(LIST);
            for (int length : new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 32 * 1024 + 1}) {
                try (SocketClient bad = new SocketClient(socket.path())) {
                    bad.send(length, new byte[0]);
                    assertThat(bad.isEnded()).as("%s", length).isTrue();
                }
                assertThat(agents.last())
                        .isEqualTo(new AgentEvent(
                                AgentEvent.Kind.DROPPED, "message of " + Integer.toUnsignedString(length) + " bytes"));
            }
            assertThat(good.ask(LIST)[0]).isEqualTo((byte) 12);
        }
    }

    @Test
    void readsTheLongestMessageThatItTakes() throws IOException {
        try (AgentSocket socket = listen(path());
                SocketClient client = new SocketClient(socket.path())) {
            assertThat(client.ask(new byte[32 * 1024])).containsExactly(5);
        }
    }

    @Test
    void silentAndHalfSpokenClientsHoldUpNobody() throws IOException {
        List<SocketClient> silent = new ArrayList<>();
        try (AgentSocket socket = listen(path())) {
            for (int i = 0; i < 200; i++) {
                silent.add(new SocketClient(socket.path()));
                silent.get(i).send(1000, new byte[i]);
            }
            sign(socket, 10);
        } finally {
            for (SocketClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void theOneThatWasSilentForLongestHasToGoWhenThereAreTooMany() throws IOException {
        List<SocketClient> silent = new ArrayList<>();
        try (AgentSocket socket = listen(path())) {
            SocketClient first = new SocketClient(socket.path());
            silent.add(first);
            first.ask(LIST);
            for (int i = 1; i < AgentClients.MOST; i++) {
                silent.add(new SocketClient(socket.path()));
                silent.get(i).ask(LIST);
            }
            first.ask(LIST);

            sign(socket, 1);

            assertThat(socket.clients()).isLessThanOrEqualTo(AgentClients.MOST);
            assertThat(silent.get(1).isEnded()).isTrue();
            assertThat(first.ask(LIST)[0]).isEqualTo((byte) 12);
        } finally {
            for (SocketClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void aQuestionThatNobodyAnswersHoldsUpNobodyElse() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        BitauthAgent agent = agents.agent(builder -> builder.confirmation(question -> {
            asked.countDown();
            try {
                return answered.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        }));
        try (AgentSocket socket = agent.listen(path());
                SocketClient waiting = new SocketClient(socket.path())) {
            waiting.ask(session.bind(false));
            CompletableFuture<byte[]> signature = CompletableFuture.supplyAsync(() -> waiting.ask(login()));
            asked.await();
            try (SocketClient other = new SocketClient(socket.path())) {
                assertThat(other.ask(LIST)[0]).isEqualTo((byte) 12);
            }
            answered.countDown();
            assertThat(signature.get()[0]).isEqualTo((byte) SIGNED);
        }
    }

    @Test
    void aHookThatThrowsEndsOneConnectionOnly() throws IOException {
        BitauthAgent agent = agents.agent(builder -> builder.confirmation(question -> {
            throw new IllegalStateException("bug");
        }));
        try (AgentSocket socket = agent.listen(path());
                SocketClient unlucky = new SocketClient(socket.path());
                SocketClient other = new SocketClient(socket.path())) {
            unlucky.ask(session.bind(false));
            unlucky.send(login());
            assertThat(unlucky.isEnded()).isTrue();
            assertThat(other.ask(LIST)[0]).isEqualTo((byte) 12);
        }
    }

    @Test
    void closingEndsClientsInWhateverTheyWait() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        BitauthAgent agent =
                agents.agent(builder -> builder.unlockPause(Duration.ofHours(1)).confirmation(question -> {
                    asked.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        return false;
                    }
                    return true;
                }));
        AgentSocket socket = agent.listen(path());
        try (SocketClient silent = new SocketClient(socket.path());
                SocketClient confirming = new SocketClient(socket.path())) {
            silent.ask(LIST);
            confirming.ask(session.bind(false));
            confirming.send(login());
            asked.await();

            socket.close();

            assertThat(silent.isEnded()).isTrue();
            assertThat(confirming.isEnded()).isTrue();
        }
        assertThat(agentThreads()).isZero();
        assertThat(path()).doesNotExist();
    }

    @Test
    void fetchesCertificatesAndShowsThemInTheFirstList() throws IOException {
        SshCertificate certificate = agents.certificate();
        BitauthAgent agent = agents.agent(
                List.of(AgentIdentity.ofCertificates(agents.key, "cloud", () -> new Outcome.Accepted<>(certificate))));
        try (AgentSocket socket = agent.listen(path());
                SocketClient client = new SocketClient(socket.path())) {
            assertThat(client.listed()).containsExactly("cloud");
        }
    }

    @Test
    void renewsByItselfButNotWhileItIsLocked() throws IOException {
        BitauthAgent agent = agents.agent(List.of(
                AgentIdentity.ofCertificates(agents.key, "cloud", () -> new Outcome.Accepted<>(agents.certificate()))));
        try (AgentSocket socket = agent.listen(path());
                SocketClient client = new SocketClient(socket.path())) {
            assertThat(client.listed()).containsExactly("cloud");
            client.ask(new byte[] {22, 0, 0, 0, 1, 'x'});
            agents.now = agents.now.plus(Duration.ofMinutes(6));
            assertThat(client.listed()).isEmpty();
            long renewedBefore = renewed();

            client.ask(new byte[] {23, 0, 0, 0, 1, 'x'});

            assertThat(renewedBefore).isOne();
            await(() -> renewed() == 2);
            assertThat(client.listed()).containsExactly("cloud");
        }
    }

    @Test
    void aCloudThatDoesNotAnswerHoldsUpNoOther() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        List<AgentIdentity> identities = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            identities.add(AgentIdentity.ofCertificates(agents.key, "slow", () -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new Outcome.Accepted<>(agents.certificate());
            }));
        }
        identities.add(
                AgentIdentity.ofCertificates(agents.key, "quick", () -> new Outcome.Accepted<>(agents.certificate())));
        try (AgentSocket socket = agents.agent(identities).listen(path());
                SocketClient client = new SocketClient(socket.path())) {
            assertThat(client.listed()).containsExactly("quick");
            end.countDown();
        }
    }

    private long renewed() {
        return agents.events.stream()
                .filter(event -> event.kind() == AgentEvent.Kind.RENEWED)
                .count();
    }

    private Path path() {
        return folder.resolve("agent.sock");
    }

    private AgentSocket listen(Path path) throws IOException {
        return agents.agent(builder -> builder).listen(path);
    }

    private byte[] login() {
        return Session.sign(agents.blob, session.login(agents.key.publicKey()));
    }

    private void sign(AgentSocket socket, int times) {
        try (SocketClient client = new SocketClient(socket.path())) {
            client.ask(session.bind(false));
            for (int i = 0; i < times; i++) {
                assertThat(client.ask(login())[0]).isEqualTo((byte) SIGNED);
            }
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static int agentThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("bitauth-agent"))
                .filter(thread -> !thread.getName().endsWith("renewal"))
                .count();
    }

    private static long openFiles() {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(BooleanSupplier state) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!state.getAsBoolean()) {
            assertThat(System.nanoTime() - end).isNegative();
            LockSupport.parkNanos(2_000_000);
        }
    }
}
