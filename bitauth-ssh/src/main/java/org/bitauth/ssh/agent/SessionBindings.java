package org.bitauth.ssh.agent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bitauth.ssh.LoginSignable;
import org.bitauth.ssh.internal.HostKeySignature;

/**
 * The way of one connection, host by host, as ssh tells it by {@code session-bind@openssh.com} (OpenSSH's PROTOCOL.agent):
 * each host's key has signed its session's id, all but the last forward the agent. Of one thread.
 */
final class SessionBindings {
    private static final int MOST = 16;

    private final List<Host> hosts = new ArrayList<>();
    private boolean tried;

    /** A host on the way. */
    static final class Host {
        private final byte[] key;
        private final byte[] session;
        private final boolean forwards;

        private Host(byte[] key, byte[] session, boolean forwards) {
            this.key = key;
            this.session = session;
            this.forwards = forwards;
        }

        byte[] key() {
            return key;
        }

        boolean forwards() {
            return forwards;
        }
    }

    /** Adds a host; false if it cannot be the next one. */
    boolean add(byte[] hostKey, byte[] session, byte[] signature, boolean forwards) {
        tried = true;
        if (hosts.size() == MOST
                || hosts.stream().anyMatch(host -> !host.forwards || MessageDigest.isEqual(host.session, session))
                || !HostKeySignature.verifies(hostKey, session, signature)) {
            return false;
        }
        hosts.add(new Host(hostKey, session, forwards));
        return true;
    }

    /** Takes note of a try that could not be read. */
    void fail() {
        tried = true;
    }

    /** Whether anybody tried to bind the connection, well or not. */
    boolean tried() {
        return tried;
    }

    List<Host> hosts() {
        return hosts;
    }

    /** The last host's key and how many forward, for the user and the log. */
    String words() {
        if (hosts.isEmpty()) {
            return "";
        }
        int through = hosts.size() - 1;
        String way =
                through == 0 ? "" : through == 1 ? " through another host" : " through " + through + " other hosts";
        return " at host key " + fingerprint(hosts.get(through).key) + way;
    }

    private static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What is wrong with a login on this connection, if anything. */
    Optional<AgentRefusal> refuse(LoginSignable login, boolean mustBeBound) {
        if (hosts.isEmpty()) {
            return tried || mustBeBound ? Optional.of(AgentRefusal.NOT_BOUND) : Optional.empty();
        }
        Host last = hosts.get(hosts.size() - 1);
        if (last.forwards) {
            return Optional.of(AgentRefusal.BOUND_FOR_FORWARDING);
        }
        if (!login.isInSession(last.session)) {
            return Optional.of(AgentRefusal.OTHER_SESSION);
        }
        return login.hostKey()
                .filter(key -> !MessageDigest.isEqual(key, last.key))
                .map(key -> AgentRefusal.OTHER_HOST);
    }
}
