package org.bitauth.cli.check;

import java.util.List;
import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.cli.zone.HostAuthorities;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.SshPublicKey;

/** What a cloud publishes about the keys that its CAs sign with. */
final class ZoneCloudCheck {
    private final Exchange exchange;
    private final String url;

    ZoneCloudCheck(Exchange exchange, String url) {
        this.exchange = exchange;
        this.url = url;
    }

    Reply userAuthorities() {
        return exchange.get(url + "/ssh/ca");
    }

    /** The keys that sign users' certificates, none if that is not what the answer says. */
    static List<SshPublicKey> keys(Reply reply) {
        try {
            return reply.answer()
                    .filter(answer -> answer.status() == 200)
                    .map(answer ->
                            answer.text().lines().map(SshPublicKey::parse).toList())
                    .orElse(List.of());
        } catch (MalformedException e) {
            return List.of();
        }
    }

    Finding cloud(Reply reply) {
        if (!keys(reply).isEmpty()) {
            return Finding.ok("cloud", url + " has an SSH CA");
        }
        return Finding.missing(
                "cloud",
                url + " "
                        + (reply.status() == 200 ? "answers with no line of an SSH key" : reply.told())
                        + "; if the cloud has moved, run 'bitauth ssh config' with its URL");
    }

    /** Whether the keys that sign host keys now are those that were written down. */
    Finding hostAuthority(HostAuthorities trusted) {
        Reply reply = exchange.get(url + "/ssh/known-hosts");
        Optional<RawResponse> answer = reply.answer().filter(raw -> raw.status() == 200);
        if (answer.isEmpty()) {
            return Finding.missing("host authority", url + "/ssh/known-hosts " + reply.told());
        }
        try {
            HostAuthorities told = HostAuthorities.parse(answer.get().text());
            if (told.zone().equals(trusted.zone()) && trusted.keys().containsAll(told.keys())) {
                return Finding.ok("host authority", "the cloud signs host keys with what is trusted here");
            }
            return Finding.missing(
                    "host authority",
                    "the cloud signs host keys of " + told.zone().pattern() + " with a key that is not trusted here ("
                            + told.keys().get(0).fingerprint()
                            + "): if its owner says so, run 'bitauth ssh config' again");
        } catch (MalformedException e) {
            return Finding.missing("host authority", "not to be trusted: " + e.getMessage());
        }
    }
}
