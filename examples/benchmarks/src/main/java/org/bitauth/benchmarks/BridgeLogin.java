package org.bitauth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.Ask;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.keystone.ScopeRequest;

/** Both requests of a login by challenge, by one of several keys after the other; the answer is signed in between. */
final class BridgeLogin implements Load.Work {
    static final String PATH = "/v3/auth/tokens";
    private static final String BEFORE = "\"challenge\":\"";

    private final URI bridge;
    private final List<BitauthKey> keys;
    private final Ask ask = new ScopeRequest.ProjectById(MeasuredUsers.PROJECT.id()).ask();

    /**
     * A login.
     *
     * @param bridge ends in {@code /v3}
     * @param keys of users with a role in the project
     */
    BridgeLogin(URI bridge, List<BitauthKey> keys) {
        this.bridge = bridge;
        this.keys = keys;
    }

    @Override
    public void once(HttpConnection connection, int number) throws IOException {
        token(connection, keys.get(number % keys.size()));
    }

    String token(HttpConnection connection, BitauthKey key) throws IOException {
        String first = connection
                .send(HttpConnection.request(bridge, "POST", PATH, "", body(identity(key))))
                .require(401)
                .body();
        return connection
                .send(HttpConnection.request(bridge, "POST", PATH, "", body(answer(first, key))))
                .require(201)
                .header("X-Subject-Token");
    }

    static String identity(BitauthKey key) {
        return "{\"identity\":\"" + key.sin() + "\"}";
    }

    /** The payload that answers the challenge in the bridge's answer. */
    String answer(String challenged, BitauthKey key) throws IOException {
        int start = challenged.indexOf(BEFORE) + BEFORE.length();
        // Of all that JSON escapes, such a challenge has line ends only.
        String escaped = challenged.substring(start, challenged.indexOf('"', start));
        ChallengeAnswer signed = ChallengeAnswer.sign(escaped.replace("\\n", "\n"), bridge.toString(), ask, key)
                .orElseThrow(no -> new IOException(no.reason() + " " + no.detail()));
        return "{\"public_key\":\"" + key.publicKey().toHex() + "\",\"challenge\":\"" + escaped + "\",\"signature\":\""
                + signed.signature() + "\"}";
    }

    static String body(String payload) {
        return "{\"auth\":{\"identity\":{\"methods\":[\"bitauth\"],\"bitauth\":" + payload
                + "},\"scope\":{\"project\":{\"id\":\"" + MeasuredUsers.PROJECT.id() + "\"}}}}";
    }
}
