package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bitauth.Outcome;
import org.bitauth.peers.Peers;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.agent.AgentEvent;
import org.bitauth.ssh.agent.AgentIdentity;
import org.bitauth.ssh.agent.AgentSocket;
import org.bitauth.ssh.agent.BitauthAgent;
import org.bitauth.ssh.agent.BitauthAgentBuilder;
import org.bitauth.ssh.lab.OpenSshServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSch with our agent at a real sshd; it binds no connection. */
class JschAgentIT {
    private static final int LIMIT_MILLIS = 60_000;

    @TempDir
    private Path folder = Path.of("");

    private final SshKeyPair key = SshKeyPair.generate();
    private final String login = OpenSshServer.currentUser();
    private final List<AgentEvent> events = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void requireOpenSsh() {
        Peers.requirePrograms("sshd", "ssh", "ssh-keygen");
    }

    @Test
    void logsInWithTheKeyWhereBindingIsOptional() throws Exception {
        try (OpenSshServer server = OpenSshServer.startWithKeys(key.publicKey());
                AgentSocket agent = agent(AgentIdentity.ofKey(key, "key"), BitauthAgentBuilder::bindOptional)) {
            assertThat(run(server, agent)).isEqualTo("hello\n");
        }
    }

    @Test
    void logsInWithACertificateWhereBindingIsOptional() throws Exception {
        SshAuthorities authorities = new SshAuthorities(InstantSource.system());
        SshCertificate certificate = authorities.user(request -> LoginDecision.allow(), key.publicKey(), login);
        AgentIdentity identity =
                AgentIdentity.ofCertificates(key, "certificate", () -> new Outcome.Accepted<>(certificate));
        try (OpenSshServer server = OpenSshServer.start(
                        authorities.userCa.publicKey(),
                        SshAuthorities.INSTANCE,
                        Map.of(login, List.of(authorities.owner.sin())));
                AgentSocket agent = agent(identity, BitauthAgentBuilder::bindOptional)) {
            assertThat(run(server, agent)).isEqualTo("hello\n");
            assertThat(server.awaitLog("Accepted publickey")).contains("ID " + certificate.keyId());
        }
    }

    @Test
    void isRefusedWhereConnectionsMustBeBound() throws Exception {
        try (OpenSshServer server = OpenSshServer.startWithKeys(key.publicKey());
                AgentSocket agent = agent(AgentIdentity.ofKey(key, "key"), builder -> builder)) {
            assertThatThrownBy(() -> run(server, agent)).isInstanceOf(JSchException.class);
            assertThat(events).anyMatch(event -> event.detail().startsWith("NOT_BOUND"));
        }
    }

    private AgentSocket agent(AgentIdentity identity, UnaryOperator<BitauthAgentBuilder> change) throws Exception {
        return change.apply(BitauthAgent.builder(List.of(identity)).listener(events::add))
                .build()
                .listen(folder.resolve("agent.sock"));
    }

    private String run(OpenSshServer server, AgentSocket agent) throws Exception {
        JSch jsch = new JSch();
        jsch.setIdentityRepository(new AgentIdentityRepository(new SSHAgentConnector(agent.path())));
        jsch.setKnownHosts(server.knownHosts().toString());
        Session session = jsch.getSession(login, "127.0.0.1", server.port());
        session.connect(LIMIT_MILLIS);
        try {
            ChannelExec channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand("echo hello");
            try (var out = channel.getInputStream()) {
                channel.connect(LIMIT_MILLIS);
                return new String(out.readAllBytes(), StandardCharsets.UTF_8);
            }
        } finally {
            session.disconnect();
        }
    }
}
