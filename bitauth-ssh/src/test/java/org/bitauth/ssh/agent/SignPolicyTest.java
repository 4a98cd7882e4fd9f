package org.bitauth.ssh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bitauth.Outcome;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.internal.Ed25519;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link SignPolicy}, by their numbers: what is signed, and one thing that is not for each rule. */
class SignPolicyTest {
    private static final int FAILURE = 5;
    private static final int SUCCESS = 6;
    private static final int SIGNED = 14;

    private final Agents agents = new Agents();
    private final Session session = new Session();
    private final SshPublicKey key = agents.key.publicKey();

    @Test
    void signsALoginInTheSessionThatTheConnectionWasBoundTo() {
        AgentConversation conversation = bound();
        byte[] data = session.login(key);

        byte[] answer = conversation.answer(Session.sign(agents.blob, data));

        assertThat(answer[0]).isEqualTo((byte) SIGNED);
        WireReader in = new WireReader(answer);
        in.uint8();
        WireReader signature = new WireReader(in.string());
        assertThat(signature.text()).isEqualTo("ssh-ed25519");
        assertThat(Ed25519.verifies(key.toBytes(), data, data.length, signature.string()))
                .isTrue();
        signature.end();
        in.end();
        assertThat(agents.last())
                .isEqualTo(new AgentEvent(
                        AgentEvent.Kind.SIGNED,
                        "login as debian at host key " + session.host.fingerprint() + " with key"));
    }

    @Test
    void signsALoginThatNamesTheHostKey() {
        assertSigned(bound(), agents.blob, session.hostboundLogin(key, session.hostBlob));
    }

    @Test
    void signsALoginBehindAHostThatForwardsTheAgent() {
        AgentConversation conversation = agents.agent(builder -> builder).conversation();
        assertThat(conversation.answer(new Session().bind(true))).containsExactly(SUCCESS);
        assertThat(conversation.answer(session.bind(false))).containsExactly(SUCCESS);

        assertSigned(conversation, agents.blob, session.login(key));
        assertThat(agents.last().detail()).contains(" through another host");
    }

    @Test
    void signsWithACertificateWhichTheRequestNamesByItsKeyOrByItself() {
        SshCertificate certificate = agents.certificate();
        byte[] blob = Agents.blob(certificate);
        AgentConversation conversation = bound(certificates(certificate));

        assertSigned(conversation, agents.blob, session.loginWithCertificate(blob));
        assertSigned(conversation, blob, session.loginWithCertificate(blob));
    }

    @Test
    void signsWithAnotherCertificateOfAKeyThatIsShownAsItIs() {
        assertSigned(bound(), agents.blob, session.loginWithCertificate(Agents.blob(agents.certificate())));
    }

    @Test
    void signsAFileForGit() {
        assertSigned(agents.agent(builder -> builder).conversation(), agents.blob, Session.file("git"));
        assertThat(agents.last().detail()).isEqualTo("signature for git");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void rule1RefusesWhatIsNeitherALoginNorAFile(int which) {
        byte[] login = session.login(key);
        byte[] data = List.of(
                        new byte[0],
                        new byte[32],
                        new WireWriter().raw(login).uint8(0).toBytes(),
                        new WireWriter().raw(Session.file("git")).uint8(0).toBytes())
                .get(which);

        assertRefused(bound(), agents.blob, data, AgentRefusal.NOT_SIGNABLE);
    }

    @Test
    void rule2RefusesAKeyOfSomebodyElse() {
        SshPublicKey other = SshKeyPair.generate().publicKey();

        assertRefused(bound(), other.blob(), session.login(other), AgentRefusal.UNKNOWN_KEY);
    }

    @Test
    void rule3RefusesALoginWithAnotherKeyThanTheRequestNames() {
        SshKeyPair other = SshKeyPair.generate();
        BitauthAgent two =
                agents.agent(List.of(AgentIdentity.ofKey(agents.key, "one"), AgentIdentity.ofKey(other, "other")));

        assertRefused(bound(two), agents.blob, session.login(other.publicKey()), AgentRefusal.OTHER_KEY);
    }

    @Test
    void rule3RefusesALoginWithTheKeyWhereTheRequestNamesACertificate() {
        SshCertificate certificate = agents.certificate();
        BitauthAgent both = agents.agent(List.of(
                AgentIdentity.ofKey(agents.key, "key"),
                AgentIdentity.ofCertificates(agents.key, "cloud", () -> new Outcome.Accepted<>(certificate))));
        both.certificates().forEach(RenewedCertificate::renewIfDue);

        assertRefused(bound(both), Agents.blob(certificate), session.login(key), AgentRefusal.OTHER_KEY);
    }

    @Test
    void rule4RefusesTheKeyAsItIsWhereOnlyItsCertificateIsShown() {
        assertRefused(
                bound(certificates(agents.certificate())), agents.blob, session.login(key), AgentRefusal.UNKNOWN_KEY);
    }

    @Test
    void rule4RefusesACertificateThatIsNotShown() {
        byte[] other = Agents.blob(agents.certificate());

        assertRefused(
                bound(certificates(agents.certificate())),
                agents.blob,
                session.loginWithCertificate(other),
                AgentRefusal.UNKNOWN_KEY);
    }

    @Test
    void rule5RefusesALoginOnAConnectionThatWasNotBound() {
        AgentConversation conversation = agents.agent(builder -> builder).conversation();

        assertRefused(conversation, agents.blob, session.login(key), AgentRefusal.NOT_BOUND);
    }

    @Test
    void rule5LetsALoginThroughUnboundOnlyIfThatIsOptional() {
        AgentConversation conversation =
                agents.agent(BitauthAgentBuilder::bindOptional).conversation();

        assertSigned(conversation, agents.blob, session.login(key));
    }

    @Test
    void rule5HoldsForAConnectionThatWasBoundWhereThatIsOptional() {
        AgentConversation conversation =
                agents.agent(BitauthAgentBuilder::bindOptional).conversation();
        conversation.answer(new Session().bind(false));

        assertRefused(conversation, agents.blob, session.login(key), AgentRefusal.OTHER_SESSION);
    }

    @Test
    void rule5RefusesAConnectionWhoseBindingFailedEvenIfThatIsOptional() {
        AgentConversation conversation =
                agents.agent(BitauthAgentBuilder::bindOptional).conversation();
        conversation.answer(Session.bind(session.hostBlob, session.id, session.signature(new byte[32]), 0));

        assertRefused(conversation, agents.blob, session.login(key), AgentRefusal.NOT_BOUND);
    }

    @Test
    void rule5RefusesALoginByTheHostThatTheAgentWasForwardedTo() {
        AgentConversation conversation = agents.agent(builder -> builder).conversation();
        conversation.answer(session.bind(true));

        assertRefused(conversation, agents.blob, session.login(key), AgentRefusal.BOUND_FOR_FORWARDING);
    }

    @Test
    void rule5RefusesALoginInAnotherSession() {
        assertRefused(bound(), agents.blob, new Session().login(key), AgentRefusal.OTHER_SESSION);
    }

    @Test
    void rule5RefusesALoginThatNamesAnotherHost() {
        byte[] data = session.hostboundLogin(key, new Session().hostBlob);

        assertRefused(bound(), agents.blob, data, AgentRefusal.OTHER_HOST);
    }

    @Test
    void rule6LetsALimitedIdentityGoToItsHost() {
        assertSigned(bound(limitedTo(session)), agents.blob, session.login(key));
    }

    @Test
    void rule6RefusesAHostThatAnIdentityIsNotFor() {
        assertRefused(bound(limitedTo(new Session())), agents.blob, session.login(key), AgentRefusal.DESTINATION);
    }

    @Test
    void rule6RefusesAnAllowedHostBehindOneThatIsNot() {
        AgentConversation conversation = limitedTo(session).conversation();
        conversation.answer(new Session().bind(true));
        conversation.answer(session.bind(false));

        byte[] data = session.hostboundLogin(key, session.hostBlob);
        assertRefused(conversation, agents.blob, data, AgentRefusal.DESTINATION);
    }

    @Test
    void rule6WantsTheLastHostInTheDataBehindAnother() {
        Session first = new Session();
        AgentConversation conversation = limitedTo(first, session).conversation();
        conversation.answer(first.bind(true));
        conversation.answer(session.bind(false));

        assertRefused(conversation, agents.blob, session.login(key), AgentRefusal.DESTINATION);
        assertSigned(conversation, agents.blob, session.hostboundLogin(key, session.hostBlob));
    }

    @Test
    void rule6BindsALimitedIdentityEvenIfThatIsOptional() {
        AgentConversation conversation = agents.agent(
                        List.of(AgentIdentity.ofKey(agents.key, "key").limitedTo(hosts(session))),
                        BitauthAgentBuilder::bindOptional)
                .conversation();

        assertRefused(conversation, agents.blob, session.login(key), AgentRefusal.NOT_BOUND);
    }

    @Test
    void rule7RefusesAFileOnAConnectionThatWasBound() {
        assertRefused(bound(), agents.blob, Session.file("git"), AgentRefusal.FILES_NOT_HERE);
    }

    @Test
    void rule7RefusesAFileOnAConnectionWhoseBindingFailed() {
        AgentConversation conversation = agents.agent(builder -> builder).conversation();
        conversation.answer(
                new WireWriter().uint8(27).string("session-bind@openssh.com").toBytes());

        assertRefused(conversation, agents.blob, Session.file("git"), AgentRefusal.FILES_NOT_HERE);
    }

    @Test
    void rule7RefusesAFileWhereBindingIsOptional() {
        AgentConversation conversation =
                agents.agent(BitauthAgentBuilder::bindOptional).conversation();

        assertRefused(conversation, agents.blob, Session.file("git"), AgentRefusal.FILES_NOT_HERE);
    }

    @Test
    void rule8RefusesAFileByALimitedIdentity() {
        assertRefused(limitedTo(session).conversation(), agents.blob, Session.file("git"), AgentRefusal.DESTINATION);
    }

    @Test
    void rule8RefusesAFileByAKeyOfWhichOnlyACertificateIsShown() {
        assertRefused(
                certificates(agents.certificate()).conversation(),
                agents.blob,
                Session.file("git"),
                AgentRefusal.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "Git", "git2", "bitauth-krl"})
    void rule8RefusesAFileForAnythingElse(String namespace) {
        assertRefused(
                agents.agent(builder -> builder).conversation(),
                agents.blob,
                Session.file(namespace),
                AgentRefusal.NAMESPACE);
    }

    @Test
    void rule8TakesTheNamespacesThatItIsGiven() {
        AgentConversation conversation =
                agents.agent(builder -> builder.namespaces(List.of("file"))).conversation();

        assertSigned(conversation, agents.blob, Session.file("file"));
        assertRefused(conversation, agents.blob, Session.file("git"), AgentRefusal.NAMESPACE);
    }

    @Test
    void rule9AsksTheUserAndRefusesWhatHeDoesNotWant() {
        List<String> questions = new ArrayList<>();
        AgentConversation conversation = bound(agents.agent(builder -> builder.confirmation(question -> {
            questions.add(question);
            return questions.size() == 1;
        })));

        assertSigned(conversation, agents.blob, session.login(key));
        assertRefused(conversation, agents.blob, session.login(key), AgentRefusal.NOT_CONFIRMED);
        assertThat(questions)
                .hasSize(2)
                .allMatch(question ->
                        question.equals("login as debian at host key " + session.host.fingerprint() + " with key"));
    }

    @Test
    void rule9AsksNothingAboutWhatIsRefusedAnyway() {
        List<String> questions = new ArrayList<>();
        AgentConversation conversation =
                agents.agent(builder -> builder.confirmation(questions::add)).conversation();

        assertRefused(conversation, agents.blob, session.login(key), AgentRefusal.NOT_BOUND);
        assertThat(questions).isEmpty();
    }

    private AgentConversation bound() {
        return bound(agents.agent(builder -> builder));
    }

    private AgentConversation bound(BitauthAgent agent) {
        AgentConversation conversation = agent.conversation();
        assertThat(conversation.answer(session.bind(false))).containsExactly(SUCCESS);
        return conversation;
    }

    private BitauthAgent certificates(SshCertificate certificate) {
        BitauthAgent agent = agents.agent(
                List.of(AgentIdentity.ofCertificates(agents.key, "cloud", () -> new Outcome.Accepted<>(certificate))));
        agent.certificates().forEach(RenewedCertificate::renewIfDue);
        return agent;
    }

    private BitauthAgent limitedTo(Session... sessions) {
        return agents.agent(List.of(AgentIdentity.ofKey(agents.key, "key").limitedTo(hosts(sessions))));
    }

    private static List<Destination> hosts(Session... sessions) {
        return List.of(sessions).stream()
                .map(each -> Destination.parse(each.host.line()))
                .toList();
    }

    private static void assertSigned(AgentConversation conversation, byte[] blob, byte[] data) {
        assertThat(conversation.answer(Session.sign(blob, data))[0]).isEqualTo((byte) SIGNED);
    }

    private void assertRefused(AgentConversation conversation, byte[] blob, byte[] data, AgentRefusal reason) {
        assertThat(conversation.answer(Session.sign(blob, data))).containsExactly(FAILURE);
        assertThat(agents.refusedFor(reason)).as(agents.last().toString()).isTrue();
    }
}
