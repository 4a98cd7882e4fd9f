package org.bitauth.javapeers;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.keystone.oidc.FederationAsk;
import org.bitauth.keystone.oidc.PastedAnswer;

/** A person before a browser without scripts, who signs what the provider's pages show. */
final class PageVisitor {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String issuer;
    private final BitauthKey key;
    private String cookie = "";

    PageVisitor(ProviderServer provider) {
        issuer = provider.issuer().toString();
        key = provider.user;
    }

    /** Goes through the login that a relying party began; where the browser is sent to. */
    URI login(URI authorizationRequest) throws IOException, InterruptedException {
        String first = send(HttpRequest.newBuilder(authorizationRequest), 200).body();
        String second = post(
                        "/authorize",
                        200,
                        "step",
                        hidden(first),
                        "identity",
                        key.sin().value())
                .body();
        HttpResponse<String> end = post("/authorize", 303, "step", hidden(second), "answer", answer(second));
        return URI.create(end.headers().firstValue("Location").orElseThrow());
    }

    /** Lets a device in. */
    void confirm(URI page, String userCode) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(page), 200);
        String second = post(
                        "/device",
                        200,
                        "user_code",
                        userCode,
                        "identity",
                        key.sin().value())
                .body();
        post("/device", 200, "step", hidden(second), "answer", answer(second));
    }

    /** Refuses a device. */
    void refuse(URI page, String userCode) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(page), 200);
        String second = post(
                        "/device",
                        200,
                        "user_code",
                        userCode,
                        "identity",
                        key.sin().value())
                .body();
        post("/device", 200, "step", hidden(second), "cancel", "yes");
    }

    private String answer(String page) {
        String challenge = found("(?s)<pre id=\"challenge\">(.*?)</pre>", page);
        String asks = found("(?m)^Asks: (.*)$", challenge);
        return ChallengeAnswer.sign(challenge, issuer, FederationAsk.read(asks).orElseThrow(), key)
                .accepted()
                .map(PastedAnswer::write)
                .orElseThrow();
    }

    private HttpResponse<String> post(String path, int status, String... fields)
            throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(fields[i]).append('=');
            form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return send(
                HttpRequest.newBuilder(URI.create(issuer + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form.toString())),
                status);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int status)
            throws IOException, InterruptedException {
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        answer.headers().firstValue("Set-Cookie").ifPresent(text -> cookie = text.replaceFirst(";.*", ""));
        return answer;
    }

    private static String hidden(String page) {
        return found("name=\"step\" value=\"([^\"]*)\"", page);
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError(pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
