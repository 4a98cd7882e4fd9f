package org.bitauth.keystone;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestSigner;

/** A request to a {@link DemoCloud} that a key signs (v2), with its headers open to be changed. */
public final class SignedCall {
    final Map<String, String> headers = new LinkedHashMap<>();
    private final DemoCloud cloud;
    private final BitauthKey key;
    private final String method;
    private final String path;
    private final String body;

    private SignedCall(DemoCloud cloud, BitauthKey key, String method, String path, String body) {
        this.cloud = cloud;
        this.key = key;
        this.method = method;
        this.path = path;
        this.body = body;
        headers.put("Host", cloud.host());
    }

    /** Signed now; the path is what follows the mount, tokens are names and values of headers in turn. */
    public static SignedCall of(
            DemoCloud cloud, BitauthKey key, String method, String path, String body, String... tokens) {
        return of(cloud, Optional.empty(), key, method, path, body, tokens);
    }

    /** Signed now, with the nonce of a server. */
    static SignedCall of(
            DemoCloud cloud,
            Optional<String> nonce,
            BitauthKey key,
            String method,
            String path,
            String body,
            String... tokens) {
        SignedCall call = new SignedCall(cloud, key, method, path, body);
        for (int i = 0; i < tokens.length; i += 2) {
            call.headers.put(tokens[i], tokens[i + 1]);
        }
        call.sign(nonce);
        return call;
    }

    public RawResponse send() {
        return send(body);
    }

    /** Sends another body than was signed. */
    RawResponse send(String other) {
        String[] flat = headers.entrySet().stream()
                .flatMap(header -> Arrays.stream(new String[] {header.getKey(), header.getValue()}))
                .toArray(String[]::new);
        return cloud.send(method, path, other.getBytes(StandardCharsets.UTF_8), flat);
    }

    private void sign(Optional<String> nonce) {
        OutgoingRequest request = OutgoingRequest.of(
                method, cloud.url() + path.substring("/v3".length()), body.getBytes(StandardCharsets.UTF_8));
        if (headers.containsKey("X-Auth-Token")) {
            request = request.withAuthToken(headers.get("X-Auth-Token"));
        }
        if (headers.containsKey("X-Subject-Token")) {
            request = request.withSubjectToken(headers.get("X-Subject-Token"));
        }
        headers.putAll(RequestSigner.of(key, cloud::now).sign(request, nonce, Duration.ZERO));
    }
}
