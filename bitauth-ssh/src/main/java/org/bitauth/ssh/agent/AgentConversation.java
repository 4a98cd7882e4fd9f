package org.bitauth.ssh.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.ssh.SshPublicKey;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;

/**
 * What one client and an agent say to each other (RFC 9987), without the lengths before the messages. A conversation
 * remembers to which sessions it was bound. Of one thread at a time.
 */
public final class AgentConversation {
    private static final int FAILURE = 5;
    private static final int SUCCESS = 6;
    private static final int REQUEST_IDENTITIES = 11;
    private static final int IDENTITIES_ANSWER = 12;
    private static final int SIGN_REQUEST = 13;
    private static final int SIGN_RESPONSE = 14;
    private static final int LOCK = 22;
    private static final int UNLOCK = 23;
    private static final int EXTENSION = 27;
    private static final int EXTENSION_FAILURE = 28;
    private static final int EXTENSION_RESPONSE = 29;
    private static final String BIND = "session-bind@openssh.com";
    private static final String QUERY = "query";
    private static final Duration FIRST_CERTIFICATES = Duration.ofSeconds(5);

    private final BitauthAgent agent;
    private final SessionBindings bindings = new SessionBindings();

    AgentConversation(BitauthAgent agent) {
        this.agent = agent;
    }

    /**
     * Answers. A first list of identities waits for certificates that are being fetched, five seconds at most; a signature
     * waits for the user where he is asked.
     *
     * @param message a request, without its length
     * @return the answer, without its length; failure for what cannot be read or is not allowed
     */
    public byte[] answer(byte[] message) {
        try {
            WireReader in = new WireReader(message);
            int type = in.uint8();
            return switch (type) {
                case REQUEST_IDENTITIES -> list(in);
                case SIGN_REQUEST -> sign(in);
                case LOCK -> lock(in);
                case UNLOCK -> unlock(in);
                case EXTENSION -> extension(in);
                default -> refuse(AgentRefusal.NOT_OFFERED, "message " + type);
            };
        } catch (MalformedException e) {
            return refuse(AgentRefusal.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    private byte[] list(WireReader in) {
        in.end();
        List<HeldIdentity> shown = new ArrayList<>();
        List<byte[]> blobs = new ArrayList<>();
        if (!agent.lock().isLocked()) {
            agent.awaitFirstCertificates(FIRST_CERTIFICATES);
            for (HeldIdentity identity : agent.identities()) {
                Optional<byte[]> blob = identity.blob();
                if (blob.isPresent() && identity.mayGo(bindings.hosts(), agent.now())) {
                    shown.add(identity);
                    blobs.add(blob.get());
                }
            }
        }
        WireWriter out = new WireWriter().uint8(IDENTITIES_ANSWER).uint32(shown.size());
        for (int i = 0; i < shown.size(); i++) {
            out.string(blobs.get(i)).string(shown.get(i).comment());
        }
        return out.toBytes();
    }

    private byte[] sign(WireReader in) {
        byte[] named = in.string();
        byte[] data = in.string();
        in.uint32(); // flags, which choose among RSA's hashes
        in.end();
        if (agent.lock().isLocked()) {
            return refuse(AgentRefusal.LOCKED, "");
        }
        var answer = agent.policy().permit(named, data, bindings);
        if (answer instanceof Outcome.Rejected<SignPolicy.Permission, AgentRefusal> no) {
            return refuse(no.reason(), no.detail());
        }
        SignPolicy.Permission permission = answer.accepted().orElseThrow();
        if (agent.lock().isLocked()) { // while the user was asked
            return refuse(AgentRefusal.LOCKED, permission.words());
        }
        byte[] signature = permission.key().sign(permission.what());
        agent.tell(AgentEvent.Kind.SIGNED, permission.words());
        return new WireWriter()
                .uint8(SIGN_RESPONSE)
                .string(new WireWriter()
                        .string(SshPublicKey.TYPE)
                        .string(signature)
                        .toBytes())
                .toBytes();
    }

    private byte[] lock(WireReader in) {
        byte[] passPhrase = in.string();
        try {
            in.end();
            if (!agent.lock().lock(passPhrase)) {
                return refuse(AgentRefusal.LOCKED, "");
            }
        } finally {
            Arrays.fill(passPhrase, (byte) 0);
        }
        agent.tell(AgentEvent.Kind.LOCKED, "");
        return message(SUCCESS);
    }

    private byte[] unlock(WireReader in) {
        byte[] passPhrase = in.string();
        try {
            in.end();
            if (!agent.lock().isLocked()) {
                return refuse(AgentRefusal.LOCKED, "");
            }
            if (!agent.lock().unlock(passPhrase)) {
                return refuse(AgentRefusal.PASS_PHRASE, "");
            }
        } finally {
            Arrays.fill(passPhrase, (byte) 0);
        }
        agent.tell(AgentEvent.Kind.UNLOCKED, "");
        return message(SUCCESS);
    }

    private byte[] extension(WireReader in) {
        String name = in.text();
        switch (name) {
            case QUERY -> {
                in.end();
                return new WireWriter()
                        .uint8(EXTENSION_RESPONSE)
                        .string(QUERY)
                        .string(QUERY)
                        .string(BIND)
                        .toBytes();
            }
            case BIND -> {
                return bind(in);
            }
            default -> {
                return refuse(AgentRefusal.NOT_OFFERED, "extension " + name);
            }
        }
    }

    private byte[] bind(WireReader in) {
        boolean bound;
        try {
            byte[] hostKey = in.string();
            byte[] session = in.string();
            byte[] signature = in.string();
            int forwards = in.uint8();
            in.end();
            bound = bindings.add(hostKey, session, signature, forwards != 0);
        } catch (MalformedException e) {
            bindings.fail();
            bound = false;
        }
        if (!bound) {
            agent.tell(AgentEvent.Kind.REFUSED, AgentRefusal.BAD_BINDING.toString());
            return message(EXTENSION_FAILURE);
        }
        agent.tell(AgentEvent.Kind.BOUND, bindings.words().strip());
        return message(SUCCESS);
    }

    private byte[] refuse(AgentRefusal reason, String detail) {
        agent.tell(AgentEvent.Kind.REFUSED, detail.isEmpty() ? reason.toString() : reason + ": " + detail);
        return message(FAILURE);
    }

    private static byte[] message(int type) {
        return new byte[] {(byte) type};
    }
}
