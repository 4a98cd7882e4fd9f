package org.bitauth.ssh.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.bitauth.BitauthKey;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.CertificateRequest;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.InMemoryHostRegister;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.TestCloud;

/** What tests make agents of: a key, a clock, clouds; and what the agents tell. */
final class Agents {
    static final HostZone ZONE = new HostZone("i.cloud.example");

    final List<AgentEvent> events = new CopyOnWriteArrayList<>();
    final SshKeyPair key = SshKeyPair.generate();
    final byte[] blob = key.publicKey().blob();
    final BitauthKey bitcoin = BitauthKey.generate();
    volatile Instant now = TestCloud.NOW;
    final InstantSource clock = () -> now;
    final SshKeyPair hostCa = SshKeyPair.generate();

    /** An agent with the key as it is. */
    BitauthAgent agent(UnaryOperator<BitauthAgentBuilder> change) {
        return agent(List.of(AgentIdentity.ofKey(key, "key")), change);
    }

    BitauthAgent agent(List<AgentIdentity> identities) {
        return agent(identities, builder -> builder);
    }

    BitauthAgent agent(List<AgentIdentity> identities, UnaryOperator<BitauthAgentBuilder> change) {
        return change.apply(BitauthAgent.builder(identities)
                        .listener(events::add)
                        .clock(clock)
                        .unlockPause(Duration.ofMillis(1)))
                .build();
    }

    /** A new certificate of the key, by a cloud whose clock is ours. */
    SshCertificate certificate() {
        return new TestCloud(TestCloud.URL, clock)
                .certificate(bitcoin, new CertificateRequest(key.publicKey(), "debian", "web-1"));
    }

    SshCertificate hostCertificate(String instance, SshPublicKey host) {
        return new HostCertificateAuthority(
                        ZONE,
                        CaSigner.of(hostCa),
                        new InMemoryHostRegister(),
                        EnrolmentSecrets.random(clock),
                        clock,
                        event -> {})
                .issueForVendor(instance, host);
    }

    static byte[] blob(SshCertificate certificate) {
        return Base64.getDecoder().decode(certificate.line().split(" ", 3)[1]);
    }

    /** What the agent told last. */
    AgentEvent last() {
        return events.get(events.size() - 1);
    }

    boolean refusedFor(AgentRefusal reason) {
        return last().kind() == AgentEvent.Kind.REFUSED && last().detail().startsWith(reason.toString());
    }
}
