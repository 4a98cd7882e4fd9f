package org.bitauth.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentConversationTest {
    private static final byte[] LIST = {11};
    private static final int FAILURE = 5;
    private static final int SUCCESS = 6;
    private static final int EXTENSION_FAILURE = 28;

    private final Agents agents = new Agents();
    private final Session session = new Session();

    @Test
    void listsKeyAndCertificateInTheirOrder() {
        SshCertificate certificate = agents.certificate();
        BitauthAgent agent = agents.agent(List.of(
                AgentIdentity.ofCertificates(agents.key, "cloud", () -> new Outcome.Accepted<>(certificate)),
                AgentIdentity.ofKey(agents.key, "k\u00e4y")));
        agent.certificates().forEach(RenewedCertificate::renewIfDue);

        byte[] answer = agent.conversation().answer(LIST);

        WireReader in = new WireReader(answer);
        assertThat(in.uint8()).isEqualTo(12);
        assertThat(in.uint32()).isEqualTo(2);
        assertThat(in.string()).isEqualTo(Agents.blob(certificate));
        assertThat(in.text()).isEqualTo("cloud");
        assertThat(in.string()).isEqualTo(agents.blob);
        assertThat(in.text()).isEqualTo("k?y");
        in.end();
    }

    @Test
    void listsNoCertificateThatHasEndedOrWasNotThereYet() {
        List<SshCertificate> next = new ArrayList<>(List.of(agents.certificate()));
        BitauthAgent agent = agents.agent(List.of(AgentIdentity.ofCertificates(
                agents.key,
                "cloud",
                () -> next.isEmpty()
                        ? new Outcome.Rejected<>(ClientRejection.UNREACHABLE, "down", "r")
                        : new Outcome.Accepted<>(next.remove(0)))));

        agent.certificates().forEach(RenewedCertificate::renewIfDue);
        assertThat(listed(agent.conversation())).isOne();
        agents.now = agents.now.plus(Duration.ofMinutes(6));
        agent.certificates().forEach(RenewedCertificate::renewIfDue);
        assertThat(listed(agent.conversation())).isZero();
    }

    @Test
    void showsALimitedIdentityOnNoOtherHost() {
        BitauthAgent agent = agents.agent(List.of(
                AgentIdentity.ofKey(agents.key, "key").limitedTo(List.of(Destination.parse(session.host.line())))));
        AgentConversation there = agent.conversation();
        AgentConversation elsewhere = agent.conversation();

        assertThat(listed(agent.conversation())).isOne();
        there.answer(session.bind(false));
        elsewhere.answer(new Session().bind(false));

        assertThat(listed(there)).isOne();
        assertThat(listed(elsewhere)).isZero();
    }

    @Test
    void tellsItsExtensions() {
        byte[] query = new WireWriter().uint8(27).string("query").toBytes();

        WireReader in = new WireReader(conversation().answer(query));

        assertThat(in.uint8()).isEqualTo(29);
        assertThat(in.text()).isEqualTo("query");
        assertThat(List.of(in.text(), in.text())).containsExactly("query", "session-bind@openssh.com");
        in.end();
    }

    /** Adding keys of every kind, taking away one or all, of both versions of the protocol; smart cards; nonsense. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 17, 18, 19, 20, 21, 24, 25, 26, 28, 29, 255})
    void offersNothingElse(int type) {
        byte[] message = new WireWriter().uint8(type).string("anything").toBytes();

        assertThat(conversation().answer(message)).containsExactly(FAILURE);
        assertThat(agents.last().detail()).isEqualTo("NOT_OFFERED: message " + type);
    }

    @Test
    void offersNoOtherExtension() {
        byte[] message = new WireWriter()
                .uint8(27)
                .string("restrict-destination-v00@openssh.com")
                .toBytes();

        assertThat(conversation().answer(message)).containsExactly(FAILURE);
        assertThat(agents.refusedFor(AgentRefusal.NOT_OFFERED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u000b.",
                "\r",
                "\r\0\0\0\1",
                "\u0016",
                "\u0016\0\0\0\0.",
                "\u001b",
                "\u001b\0\0\0\u0005query."
            })
    void failsAtWhatItCannotRead(String message) {
        assertThat(conversation().answer(message.getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(FAILURE);
        assertThat(agents.refusedFor(AgentRefusal.MALFORMED)).isTrue();
    }

    @Test
    void bindsAConnectionToForwardingHostsAndThenOneMore() {
        AgentConversation conversation = conversation();

        for (int i = 0; i < 3; i++) {
            assertThat(conversation.answer(new Session().bind(true))).containsExactly(SUCCESS);
        }
        assertThat(conversation.answer(session.bind(false))).containsExactly(SUCCESS);
        assertThat(agents.last().detail())
                .isEqualTo("at host key " + session.host.fingerprint() + " through 3 other hosts");
    }

    @Test
    void bindsNothingBehindTheLastHost() {
        AgentConversation conversation = conversation();
        conversation.answer(session.bind(false));

        assertNotBound(conversation, new Session().bind(false));
        assertNotBound(conversation, new Session().bind(true));
    }

    @Test
    void bindsNoSessionTwice() {
        AgentConversation conversation = conversation();
        conversation.answer(session.bind(true));

        assertNotBound(conversation, session.bind(true));
    }

    @Test
    void bindsNoMoreThanSixteenHosts() {
        AgentConversation conversation = conversation();
        for (int i = 0; i < 16; i++) {
            assertThat(conversation.answer(new Session().bind(true))).containsExactly(SUCCESS);
        }

        assertNotBound(conversation, session.bind(false));
    }

    @Test
    void bindsNothingThatTheHostDidNotSign() {
        byte[] other = new Session().id;

        assertNotBound(conversation(), Session.bind(session.hostBlob, session.id, session.signature(other), 0));
        assertNotBound(conversation(), Session.bind(session.hostBlob, other, session.signature(session.id), 0));
        assertNotBound(
                conversation(), Session.bind(new Session().hostBlob, session.id, session.signature(session.id), 0));
    }

    @Test
    void bindsNothingThatItCannotRead() {
        byte[] bind = session.bind(false);

        assertNotBound(conversation(), new WireWriter().raw(bind).uint8(0).toBytes());
        assertNotBound(conversation(), Arrays.copyOf(bind, bind.length - 1));
    }

    @Test
    void listsAndSignsNothingWhileItIsLocked() {
        AgentConversation conversation = conversation();
        conversation.answer(session.bind(false));

        assertThat(conversation.answer(pass(22, "secret"))).containsExactly(SUCCESS);

        assertThat(listed(conversation)).isZero();
        assertThat(conversation.answer(Session.sign(agents.blob, session.login(agents.key.publicKey()))))
                .containsExactly(FAILURE);
        assertThat(agents.refusedFor(AgentRefusal.LOCKED)).isTrue();
        assertThat(conversation.answer(pass(22, "secret"))).containsExactly(FAILURE);
        assertThat(conversation.answer(pass(23, "secreT"))).containsExactly(FAILURE);
        assertThat(agents.refusedFor(AgentRefusal.PASS_PHRASE)).isTrue();
        assertThat(conversation.answer(pass(23, "secret"))).containsExactly(SUCCESS);
        assertThat(listed(conversation)).isOne();
        assertThat(conversation.answer(pass(23, "secret"))).containsExactly(FAILURE);
    }

    @Test
    void signsNothingThatWasConfirmedAfterItWasLocked() {
        AtomicInteger asked = new AtomicInteger();
        List<AgentConversation> other = new ArrayList<>();
        BitauthAgent agent = agents.agent(builder -> builder.confirmation(question -> {
            asked.incrementAndGet();
            return other.get(0).answer(pass(22, "secret"))[0] == SUCCESS;
        }));
        other.add(agent.conversation());
        AgentConversation conversation = agent.conversation();
        conversation.answer(session.bind(false));

        assertThat(conversation.answer(Session.sign(agents.blob, session.login(agents.key.publicKey()))))
                .containsExactly(FAILURE);
        assertThat(agents.refusedFor(AgentRefusal.LOCKED)).isTrue();
        assertThat(asked).hasValue(1);
    }

    @Test
    void tellsNoPassPhrase() {
        AgentConversation conversation = conversation();
        conversation.answer(pass(22, "open sesame"));
        conversation.answer(pass(23, "open other"));
        conversation.answer(pass(23, "open sesame"));

        assertThat(agents.events).noneMatch(event -> event.detail().contains("open"));
        assertThat(agents.events).hasSize(3);
    }

    private AgentConversation conversation() {
        return agents.agent(builder -> builder).conversation();
    }

    private void assertNotBound(AgentConversation conversation, byte[] message) {
        assertThat(conversation.answer(message)).containsExactly(EXTENSION_FAILURE);
        assertThat(agents.refusedFor(AgentRefusal.BAD_BINDING)).isTrue();
    }

    private static byte[] pass(int type, String passPhrase) {
        return new WireWriter().uint8(type).string(passPhrase).toBytes();
    }

    private static int listed(AgentConversation conversation) {
        WireReader in = new WireReader(conversation.answer(LIST));
        assertThat(in.uint8()).isEqualTo(12);
        return in.uint32();
    }
}
