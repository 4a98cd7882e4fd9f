package org.bitauth.ssh.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitauth.Sin;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.RawRequest;
import org.bitauth.ssh.CertificateRequest;

/** The forms that clients send to an {@link SshHandler}, with room for mistakes. */
public record Form(Map<String, String> fields) {
    public static Form first(Sin sin, CertificateRequest request) {
        return of(request).with("identity", sin.value());
    }

    public static Form second(ChallengeAnswer answer, CertificateRequest request) {
        return of(request)
                .with("challenge", answer.challenge())
                .with("public_key", answer.publicKey().orElseThrow())
                .with("signature", answer.signature());
    }

    public Form with(String name, String value) {
        Map<String, String> copy = new LinkedHashMap<>(fields);
        copy.put(name, value);
        return new Form(copy);
    }

    public Form without(String name) {
        Map<String, String> copy = new LinkedHashMap<>(fields);
        copy.remove(name);
        return new Form(copy);
    }

    public String body() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    public RawRequest post() {
        return post(body().getBytes(StandardCharsets.UTF_8));
    }

    public static RawRequest post(byte[] body) {
        Map<String, List<String>> headers = Map.of("Content-Type", List.of("application/x-www-form-urlencoded"));
        return new RawRequest("POST", "/v3/ssh/certificates", "/v3/ssh", headers, body);
    }

    private static Form of(CertificateRequest request) {
        return new Form(Map.of())
                .with("key", request.key().line())
                .with("login", request.login())
                .with("instance", request.instance());
    }
}
