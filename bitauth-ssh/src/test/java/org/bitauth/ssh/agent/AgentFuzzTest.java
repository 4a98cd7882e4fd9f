package org.bitauth.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mutated messages: every one is answered, and no signature is given for what was changed. */
@Timeout(120)
class AgentFuzzTest {
    private static final int FAILURE = 5;
    private static final int SIGNED = 14;

    private final Agents agents = new Agents();
    private final Session session = new Session();
    private final byte[] login = session.login(agents.key.publicKey());

    @Test
    void answersEveryMessageSeed1() {
        Random random = new Random(1);
        BitauthAgent agent =
                agents.agent(builder -> builder.listener(event -> {}).unlockPause(Duration.ofNanos(1)));
        List<byte[]> messages = List.of(
                new byte[] {11},
                session.bind(false),
                new Session().bind(true),
                Session.sign(agents.blob, login),
                Session.sign(agents.blob, session.hostboundLogin(agents.key.publicKey(), session.hostBlob)),
                Session.sign(agents.blob, Session.file("git")),
                new WireWriter().uint8(22).string("a").toBytes(),
                new WireWriter().uint8(23).string("a").toBytes(),
                new WireWriter().uint8(27).string("query").toBytes());
        Map<Integer, Integer> answers = new HashMap<>();
        AgentConversation conversation = agent.conversation();
        for (int i = 0; i < 30_000; i++) {
            if (i % 10 == 0) {
                conversation = agent.conversation();
            }
            byte[] message = messages.get(random.nextInt(messages.size()));
            byte[] answer = conversation.answer(random.nextInt(4) == 0 ? message : mutate(message, random));
            answers.merge((int) answer[0], 1, Integer::sum);
        }
        assertThat(answers.keySet()).containsExactlyInAnyOrder(5, 6, 12, 14, 28, 29);
    }

    @Test
    void signsNoLoginThatWasChangedSeed2() {
        Random random = new Random(2);
        AgentConversation conversation =
                agents.agent(builder -> builder.listener(event -> {})).conversation();
        conversation.answer(session.bind(false));
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = login.clone();
            int at = random.nextInt(changed.length);
            int user = 4 + 32 + 1 + 4; // whom to log in as is the one thing that may be anything
            if (at >= user && at < user + "debian".length()) {
                continue;
            }
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(conversation.answer(Session.sign(agents.blob, changed)))
                    .as("byte %s", at)
                    .containsExactly(FAILURE);
        }
        assertThat(conversation.answer(Session.sign(agents.blob, login))[0]).isEqualTo((byte) SIGNED);
    }

    @Test
    void aClientThatSendsAnythingStopsNoOtherSeed3(@TempDir Path folder) throws IOException {
        Random random = new Random(3);
        try (AgentSocket socket =
                        agents.agent(builder -> builder.listener(event -> {})).listen(folder.resolve("agent.sock"));
                SocketClient good = new SocketClient(socket.path())) {
            good.ask(session.bind(false));
            for (int i = 0; i < 500; i++) {
                try (SocketClient bad = new SocketClient(socket.path())) {
                    byte[] junk = new byte[random.nextInt(100)];
                    random.nextBytes(junk);
                    bad.send(random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(200), junk);
                }
                assertThat(good.ask(Session.sign(agents.blob, login))[0]).isEqualTo((byte) SIGNED);
            }
        }
    }

    private static byte[] mutate(byte[] message, Random random) {
        byte[] out = message.clone();
        for (int times = random.nextInt(3); times >= 0; times--) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(4)) {
                case 0 -> out[at] = (byte) random.nextInt();
                case 1 -> out[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> out = Arrays.copyOf(out, out.length + random.nextInt(20));
                default -> out = Arrays.copyOf(out, Math.max(1, at));
            }
        }
        return out;
    }
}
