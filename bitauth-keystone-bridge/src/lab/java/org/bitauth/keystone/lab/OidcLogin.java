package org.bitauth.keystone.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.keystone.oidc.FederationAsk;
import org.bitauth.keystone.oidc.OidcHandler;

/** The two steps of the challenge grant, for tests that look at each of them. */
public final class OidcLogin {
    private final HttpClient http;
    private final URI issuer;
    private final String audience;

    /**
     * A client of a cloud's provider.
     *
     * @param cloud the cloud
     * @throws IOException if its certificate cannot be read
     */
    public OidcLogin(FederatedCloud cloud) throws IOException {
        this(
                cloud,
                HttpClient.newBuilder().sslContext(cloud.certificate().tls()).build());
    }

    /**
     * A client of a cloud's provider.
     *
     * @param cloud the cloud
     * @param http trusts the provider's certificate
     */
    public OidcLogin(FederatedCloud cloud, HttpClient http) {
        this.http = http;
        issuer = cloud.issuer();
        audience = cloud.keystone().url().toString();
    }

    /**
     * Both steps.
     *
     * @param key who logs in
     * @return the JWT
     * @throws IOException if the provider refuses
     */
    public String jwt(BitauthKey key) throws IOException {
        HttpResponse<String> answer = answer(signed(key, challenge(key.sin())));
        if (answer.statusCode() != 200) {
            throw new IOException("provider must answer 200: " + answer.statusCode() + " " + answer.body());
        }
        return new ObjectMapper().readTree(answer.body()).path("access_token").asText();
    }

    /**
     * The first step.
     *
     * @param sin who asks
     * @return the text to sign
     * @throws IOException if there is no answer
     */
    public String challenge(Sin sin) throws IOException {
        HttpResponse<String> answer = post(Map.of("identity", sin.value()));
        return new ObjectMapper().readTree(answer.body()).path("challenge").asText();
    }

    /**
     * Signs a challenge of this provider for this audience.
     *
     * @param key who signs
     * @param challenge the text
     * @return the answer
     */
    public ChallengeAnswer signed(BitauthKey key, String challenge) {
        return ChallengeAnswer.sign(challenge, issuer.toString(), FederationAsk.of(audience), key)
                .orElseThrow(no -> new IllegalStateException(no.detail()));
    }

    /**
     * The second step.
     *
     * @param answer the signed challenge
     * @return what the provider answers
     * @throws IOException if there is no answer
     */
    public HttpResponse<String> answer(ChallengeAnswer answer) throws IOException {
        return post(Map.of(
                "public_key", answer.publicKey().orElseThrow(),
                "challenge", answer.challenge(),
                "signature", answer.signature()));
    }

    private HttpResponse<String> post(Map<String, String> fields) throws IOException {
        String form = "grant_type=" + encoded(OidcHandler.CHALLENGE_GRANT) + "&audience=" + encoded(audience) + "&"
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
