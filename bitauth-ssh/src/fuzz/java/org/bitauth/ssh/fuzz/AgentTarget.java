package org.bitauth.ssh.fuzz;

import java.time.Duration;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.ssh.DerivedKey;
import org.bitauth.ssh.agent.AgentConversation;
import org.bitauth.ssh.agent.AgentIdentity;
import org.bitauth.ssh.agent.BitauthAgent;
import org.bitauth.ssh.internal.WireReader;

/** An agent with a key that is always the same, so that seeds stay good. */
final class AgentTarget {
    private static final int FAILURE = 5;
    private static final int EXTENSION_FAILURE = 28;
    private static final List<AgentIdentity> IDENTITIES =
            List.of(AgentIdentity.ofKey(DerivedKey.derive(BitauthKey.ofHex("1".repeat(64)), "fuzz", 0), "fuzz"));

    private AgentTarget() {}

    /** Whether a new connection answers something else than failure to each message. */
    static boolean isTaken(byte[] input) {
        AgentConversation conversation = BitauthAgent.builder(IDENTITIES)
                .unlockPause(Duration.ofNanos(1))
                .build()
                .conversation();
        boolean taken = true;
        WireReader in = new WireReader(input);
        while (in.hasMore()) {
            byte[] message;
            try {
                message = in.string();
            } catch (MalformedException e) {
                return false; // the socket would close
            }
            byte[] answer = conversation.answer(message);
            if (answer.length == 0) {
                throw new IllegalStateException("an agent answered nothing");
            }
            taken &= answer[0] != FAILURE && answer[0] != EXTENSION_FAILURE;
        }
        return taken;
    }
}
