package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bitauth.Outcome;
import org.bitauth.Sin;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawResponse;
import org.bitauth.http.RequestRejection;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SignedRequest;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class RequestCommandTest {
    @TempDir
    private Path folder;

    private Path key;
    private Sin sin;
    private JettyServer server;
    private String root;

    @BeforeEach
    void start() throws Exception {
        key = folder.resolve("key");
        sin = DemoServer.newKey(key);
        server = new JettyServer(Optional.empty(), 0, url -> Map.of("/*", handler(url)));
        root = "http://" + server.url().getAuthority();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsASignedRequest() {
        CommandRun run = request("GET", root + "/a?b=c");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo(sin + " V2 GET /a?b=c ");
    }

    @Test
    void sendsAFileAndAToken() throws Exception {
        Path data = Files.writeString(folder.resolve("data"), "hello");

        CommandRun run = request("POST", root + "/", "--data", data, "--header", "X-Auth-Token: abc");

        assertThat(run.out()).as(run.err()).isEqualTo(sin + " V2 POST / hello");
    }

    @Test
    void speaksV1() {
        assertThat(request("GET", root + "/", "--v1").out()).isEqualTo(sin + " V1 GET / ");
    }

    @Test
    void printsStatusAndHeaders() {
        assertThat(request("GET", root + "/", "-i").out())
                .startsWith("HTTP/1.1 200")
                .contains("x-seen: yes");
    }

    @Test
    void endsWith1WhereTheAnswerIsARefusal() {
        CommandRun run = request("POST", root + "/", "--v1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Invalid signature");
        assertThat(run.err()).contains("answered with 400");
    }

    @Test
    void endsWith2ForWrongUse() {
        assertThat(request("GET", "no-url").exitCode()).isEqualTo(2);
        assertThat(request("g e t", root).exitCode()).isEqualTo(2);
        assertThat(request("GET", root, "--data", folder.resolve("none")).exitCode())
                .isEqualTo(2);
        assertThat(request("GET", root, "--header", "nothing").exitCode()).isEqualTo(2);
    }

    @Test
    void endsWith3WhereNobodyAnswers() {
        server.close();

        assertThat(request("GET", root).exitCode()).isEqualTo(3);
    }

    private CommandRun request(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "request";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--key";
        all[words.length + 2] = key;
        return CommandRun.of(all);
    }

    /** Says who signed what. */
    private static HttpHandler handler(URI url) {
        URI base = URI.create("http://" + url.getAuthority());
        RequestVerifier verifier = RequestVerifier.builder(base, new InMemoryReplayGuard())
                .acceptV1("GET")
                .build();
        return request -> {
            Outcome<SignedRequest, RequestRejection> outcome = verifier.verify(request);
            return outcome.rejected().map(verifier::answer).orElseGet(() -> {
                SignedRequest signed = outcome.accepted().orElseThrow();
                String text = signed.sin() + " " + signed.version() + " " + request.method() + " " + request.target()
                        + " " + RawResponse.of(200, request.body()).text();
                return RawResponse.of(200, "text/plain", text).with("X-Seen", "yes");
            });
        };
    }
}
