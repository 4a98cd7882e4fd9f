package org.bitauth.keystone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.STRANGER;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.ScopeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client against a bridge on a loopback port, and against servers that lie. */
class KeystoneClientTest {
    private static final ScopeRequest DEMO = new ScopeRequest.ProjectById("p-demo");
    private static final DomainReference DEFAULT = DomainReference.ofName("Default");

    private final HandlerServer server = new HandlerServer();
    private final DemoCloud cloud = DemoCloud.at(server.url().toString());
    private final KeystoneClient alice = new KeystoneClient(server.url(), ALICE);

    KeystoneClientTest() throws IOException {
        server.serve(cloud.handler);
    }

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<Arguments> scopes() {
        DomainReference byId = DomainReference.ofId("default");
        return Stream.of(
                Arguments.of(new ScopeRequest.CloudDefault(), "/project/id"),
                Arguments.of(new ScopeRequest.Unscoped(), "/user/id"),
                Arguments.of(DEMO, "/project/id"),
                Arguments.of(new ScopeRequest.ProjectByName("demo", DEFAULT), "/project/id"),
                Arguments.of(new ScopeRequest.ProjectByName("demo", byId), "/project/id"),
                Arguments.of(new ScopeRequest.DomainByReference(DEFAULT), "/domain/id"),
                Arguments.of(new ScopeRequest.DomainByReference(byId), "/domain/id"),
                Arguments.of(new ScopeRequest.SystemAll(), "/system/all"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scopes")
    void logsInToEveryScope(ScopeRequest scope, String member) {
        ClientToken token =
                new KeystoneClient(server.url(), ROOT).login(scope).accepted().orElseThrow();

        assertThat(token.body().at(member).isMissingNode()).isFalse();
        assertThat(token.body().at("/user/name").textValue()).isEqualTo("root");
        assertThat(token.expiresAt()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
        assertThat(cloud.bridge.validate(token.secret())).isPresent();
        assertThat(server.requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/v3/auth/tokens");
        });
    }

    @Test
    void printsNoSecret() {
        ClientToken token = alice.login(DEMO).accepted().orElseThrow();

        assertThat(token.toString())
                .doesNotContain(token.secret(), token.secret().substring(100));
    }

    @Test
    void logsInToASpellingOfTheUrlThatMeansTheSame() {
        KeystoneClient client = new KeystoneClient(URI.create(server.url() + "/"), ALICE);

        assertThat(client.login(DEMO).accepted()).isPresent();
    }

    @Test
    void passesRefusalsOnWithTheIdOfTheRequest() {
        var unknown = new KeystoneClient(server.url(), STRANGER)
                .login(DEMO)
                .rejected()
                .orElseThrow();
        var noRole =
                alice.login(new ScopeRequest.ProjectById("p-other")).rejected().orElseThrow();

        assertThat(unknown.reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(unknown.detail()).startsWith("401 ");
        assertThat(noRole.reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(noRole.requestId()).isEqualTo(cloud.lastEvent().requestId());
    }

    static Stream<Arguments> lies() {
        String own = ALICE.sin().value();
        return Stream.of(
                lie("another scope", text -> text.replace("p-demo", "p-other")),
                lie("another kind of ask", text -> text.replaceAll("Asks: [^\\\\]*", "Asks: sign in")),
                lie("another cloud", text -> text.replaceAll("Cloud: [^\\\\]*", "Cloud: https://evil.example/v3")),
                lie("another path", text -> text.replaceAll("(Cloud: [^\\\\]*)/v3", "$1/x/v3")),
                lie("another identity", text -> text.replace(own, ROOT.sin().value())),
                lie("a life of 601 seconds", text -> text.replace("10:02:00Z", "10:10:01Z")),
                lie("an end before the beginning", text -> text.replace("10:02:00Z", "09:59:00Z")),
                lie("a line more", text -> text.replace("\\nNonce:", "\\nNote: x\\nNonce:")),
                lie("a line after", text -> text.replaceAll("(Mac: [^\"]*)", "$1\\\\nNote: x")),
                lie("a line less", text -> text.replaceAll("\\\\nNonce: [^\\\\]*", "")),
                lie("another first line", text -> text.replace("Bitauth login 1", "Bitauth rotate 1")),
                lie("an empty challenge", text -> text.replaceAll("\"challenge\":\"[^\"]*\"", "\"challenge\":\"\"")),
                lie("any text", text -> text.replaceAll("\"challenge\":\"[^\"]*\"", "\"challenge\":\"pay me\"")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void signsNoChallengeBut(String what, UnaryOperator<String> lie) {
        server.serve(request -> {
            RawResponse answer = cloud.handler.handle(request);
            String text = lie.apply(answer.text());
            assertThat(text).isNotEqualTo(answer.text());
            return RawResponse.of(answer.status(), "application/json", text);
        });

        assertRejected(alice.login(DEMO), ClientRejection.UNTRUSTED);
        assertThat(server.requests).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws IOException {
        try (HandlerServer other = new HandlerServer()) {
            other.serve(cloud.handler);
            server.serve(request -> RawResponse.of(status).with("Location", other.url() + "/auth/tokens"));

            assertRejected(alice.login(DEMO), ClientRejection.REFUSED);
            assertThat(other.requests).isEmpty();
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void refusesATokenThatIsIncomplete() {
        for (RawResponse last : new RawResponse[] {
            RawResponse.of(201, "application/json", "{\"token\":{\"expires_at\":\"2026-11-22T11:00:00.000000Z\"}}"),
            RawResponse.of(201, "application/json", "{\"token\":{}}").with("X-Subject-Token", "t"),
            RawResponse.of(201, "application/json", "{}").with("X-Subject-Token", "t"),
            RawResponse.of(201, "application/json", "{\"token\":").with("X-Subject-Token", "t"),
            RawResponse.of(201).with("X-Subject-Token", "t"),
            RawResponse.of(200, "application/json", "{\"token\":{\"expires_at\":\"2026-11-22T11:00:00.000000Z\"}}")
                    .with("X-Subject-Token", "t"),
        }) {
            server.requests.clear();
            server.serve(request -> server.requests.size() == 1 ? cloud.handler.handle(request) : last);
            assertRejected(alice.login(DEMO), ClientRejection.REFUSED);
            assertThat(server.requests).hasSize(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "<html>",
                "{\"error\":{\"identity\":{\"bitauth\":{\"challenge\":5}}}}",
                "\u0000"
            })
    void refusesAnAnswerWithoutAChallenge(String body) {
        server.serve(request -> RawResponse.of(401, "application/json", body));

        assertRejected(alice.login(DEMO), ClientRejection.REFUSED);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void refusesDeepAndLongAnswers() {
        server.serve(request -> RawResponse.of(401, "application/json", "[".repeat(200_000)));
        assertRejected(alice.login(DEMO), ClientRejection.REFUSED);
        server.serve(request -> RawResponse.of(401, "application/json", " ".repeat((1 << 20) + 1)));
        assertRejected(alice.login(DEMO), ClientRejection.UNREACHABLE);
    }

    @Test
    void signsNothingThatCameWithAnotherStatus() {
        server.serve(
                request -> RawResponse.of(200, cloud.handler.handle(request).body()));

        assertRejected(alice.login(DEMO), ClientRejection.REFUSED);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void saysWhenNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        KeystoneClient client = new KeystoneClient(URI.create("http://127.0.0.1:" + port + "/v3"), ALICE);

        assertRejected(client.login(DEMO), ClientRejection.UNREACHABLE);
    }

    private static void assertRejected(Outcome<ClientToken, ClientRejection> outcome, ClientRejection reason) {
        Outcome.Rejected<ClientToken, ClientRejection> no = outcome.rejected().orElseThrow();
        assertThat(no.reason()).as(no.detail()).isEqualTo(reason);
        assertThat(no.detail().length()).isLessThan(700);
    }

    private static Arguments lie(String what, UnaryOperator<String> lie) {
        return Arguments.of(what, lie);
    }
}
