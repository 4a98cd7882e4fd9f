package org.bitauth.ssh.agent;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.RequestId;
import org.bitauth.ssh.FileSignable;
import org.bitauth.ssh.LoginSignable;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshSignable;

/** What an agent signs. The rules are numbered in the order in which they are looked at; the user is asked last. */
final class SignPolicy {
    private final List<HeldIdentity> identities;
    private final boolean mustBeBound;
    private final Set<String> namespaces;
    private final Confirmation confirmation;
    private final InstantSource clock;

    SignPolicy(
            List<HeldIdentity> identities,
            boolean mustBeBound,
            Set<String> namespaces,
            Confirmation confirmation,
            InstantSource clock) {
        this.identities = identities;
        this.mustBeBound = mustBeBound;
        this.namespaces = Set.copyOf(namespaces);
        this.confirmation = confirmation;
        this.clock = clock;
    }

    /** What may be signed, by which key, and in words. */
    record Permission(SshKeyPair key, SshSignable what, String words) {}

    Outcome<Permission, AgentRefusal> permit(byte[] named, byte[] data, SessionBindings bindings) {
        // 1. The data is a login or the digest of a file, whole.
        SshSignable what;
        try {
            what = SshSignable.parse(data);
        } catch (MalformedException e) {
            return no(AgentRefusal.NOT_SIGNABLE, String.valueOf(e.getMessage()));
        }
        // 2. The key that the request names is one of ours, or that of a certificate of ours.
        Optional<HeldIdentity> asked = identities.stream()
                .filter(identity -> identity.isShownAs(named)
                        || MessageDigest.isEqual(identity.key().publicKey().blob(), named))
                .findFirst();
        if (asked.isEmpty()) {
            return no(AgentRefusal.UNKNOWN_KEY, "");
        }
        Outcome<Permission, AgentRefusal> answer = what instanceof LoginSignable login
                ? login(named, asked.get(), login, bindings)
                : file(named, (FileSignable) what, bindings);
        // 9. The user says yes.
        if (answer instanceof Outcome.Accepted<Permission, AgentRefusal> yes
                && !confirmation.allows(yes.value().words())) {
            return no(AgentRefusal.NOT_CONFIRMED, yes.value().words());
        }
        return answer;
    }

    private Outcome<Permission, AgentRefusal> login(
            byte[] named, HeldIdentity asked, LoginSignable login, SessionBindings bindings) {
        // 3. The data names the same: for a certificate, ssh names its plain key in the request.
        byte[] inside = login.keyBlob();
        boolean isPlain = MessageDigest.isEqual(named, asked.key().publicKey().blob());
        if (!login.key().equals(asked.key().publicKey()) || (!isPlain && !MessageDigest.isEqual(named, inside))) {
            return no(AgentRefusal.OTHER_KEY, "");
        }
        // 4. What it names is shown by an identity, or is another certificate of a key that is shown as it is.
        Optional<HeldIdentity> found = identities.stream()
                .filter(identity -> identity.isShownAs(inside))
                .findFirst()
                .or(() -> identities.stream()
                        .filter(HeldIdentity::isPlainKey)
                        .filter(identity -> identity.key().publicKey().equals(login.key()))
                        .findFirst());
        if (found.isEmpty()) {
            return no(AgentRefusal.UNKNOWN_KEY, "");
        }
        HeldIdentity identity = found.get();
        // 5. The connection is bound, its last host forwards no further, and session and host are the bound ones.
        Optional<AgentRefusal> wrong = bindings.refuse(login, mustBeBound || identity.isLimited());
        if (wrong.isPresent()) {
            return no(wrong.get(), login.user());
        }
        // 6. The identity is for every host on the way; behind a forwarding host the data must name the last one.
        List<SessionBindings.Host> way = bindings.hosts();
        if (!identity.mayGo(way, clock.instant())
                || (identity.isLimited() && way.size() > 1 && login.hostKey().isEmpty())) {
            return no(AgentRefusal.DESTINATION, login.user() + bindings.words());
        }
        String words = "login as " + login.user() + bindings.words() + " with " + identity.comment();
        return yes(identity, login, words);
    }

    private Outcome<Permission, AgentRefusal> file(byte[] named, FileSignable file, SessionBindings bindings) {
        // 7. Nobody bound the connection, and everybody would have: else a forwarded agent could not be told from ours.
        if (!mustBeBound || bindings.tried()) {
            return no(AgentRefusal.FILES_NOT_HERE, file.namespace());
        }
        // 8. The identity that shows the key is good for every host, and the purpose is on the list.
        Optional<HeldIdentity> identity =
                identities.stream().filter(held -> held.isShownAs(named)).findFirst();
        if (identity.isEmpty()) {
            return no(AgentRefusal.UNKNOWN_KEY, file.namespace());
        }
        if (identity.get().isLimited()) {
            return no(AgentRefusal.DESTINATION, file.namespace());
        }
        return namespaces.contains(file.namespace())
                ? yes(identity.get(), file, "signature for " + file.namespace())
                : no(AgentRefusal.NAMESPACE, file.namespace());
    }

    private static Outcome<Permission, AgentRefusal> yes(HeldIdentity identity, SshSignable what, String words) {
        return new Outcome.Accepted<>(new Permission(identity.key(), what, AgentEvent.printable(words)));
    }

    private static Outcome<Permission, AgentRefusal> no(AgentRefusal reason, String detail) {
        return new Outcome.Rejected<>(reason, detail, RequestId.next());
    }
}
