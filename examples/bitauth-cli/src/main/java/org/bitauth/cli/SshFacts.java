package org.bitauth.cli;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.HttpSender;
import org.bitauth.http.LeanHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.SshPublicKey;

/**
 * What a cloud publishes about its SSH authorities.
 *
 * @param userAuthorities the keys of its user CA
 * @param zone the domain that its host CA vouches for, if it has one
 * @param krlKey what signs its revocation lists, if they are signed
 */
record SshFacts(List<SshPublicKey> userAuthorities, Optional<HostZone> zone, Optional<SshPublicKey> krlKey) {
    private static final Pattern HOST_AUTHORITY =
            Pattern.compile("@cert-authority \\*\\.(\\S{3,190}) ssh-ed25519 \\S+");

    static SshFacts fetch(URI cloud) {
        HttpSender http = new LeanHttpClient();
        List<String> authorities = lines(http, cloud, "/ssh/ca");
        if (authorities.isEmpty()) {
            throw new CommandFailure(CommandFailure.REFUSED, "refused: " + cloud + " has no SSH authority");
        }
        try {
            return new SshFacts(
                    authorities.stream().map(SshPublicKey::parse).toList(),
                    lines(http, cloud, "/ssh/known-hosts").stream().findFirst().map(SshFacts::zone),
                    lines(http, cloud, "/ssh/krl-key").stream().findFirst().map(SshPublicKey::parse));
        } catch (MalformedException e) {
            throw new CommandFailure(CommandFailure.REFUSED, "refused: answer of " + cloud + ": " + e.getMessage());
        }
    }

    private static HostZone zone(String line) {
        Matcher matcher = HOST_AUTHORITY.matcher(line);
        if (!matcher.matches()) {
            throw new MalformedException("host CA must be named by @cert-authority, a zone and an Ed25519 key");
        }
        return new HostZone(matcher.group(1));
    }

    /** The lines of a text, none where the cloud has no such thing. */
    private static List<String> lines(HttpSender http, URI cloud, String path) {
        RawResponse answer;
        try {
            answer = http.send("GET", URI.create(cloud + path), Map.of(), new byte[0]);
        } catch (IOException e) {
            throw failure(ClientRejection.unreachable(cloud.toString(), e));
        }
        if (answer.status() != 200 && answer.status() != 404) {
            throw failure(ClientRejection.refused(answer));
        }
        return answer.status() == 404 ? List.of() : answer.text().lines().toList();
    }

    private static CommandFailure failure(Outcome<String, ClientRejection> refusal) {
        return CommandFailure.of(refusal.rejected().orElseThrow());
    }
}
