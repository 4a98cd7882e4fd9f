package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.http.RequestForge.ALICE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.bitauth.Outcome;
import org.bitauth.SetClock;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** v2, both ways, with npm's http-message-signatures and secp256k1, which know nothing of this project. */
class HttpMessageSignaturesIT {
    private final InMemoryReplayGuard guard = new InMemoryReplayGuard(
            1000, new SetClock(InstantSource.system().instant().minusSeconds(600)));

    @Test
    void weAcceptWhatTheLibrarySigns(@TempDir Path folder) throws Exception {
        try (LoopbackServer server = LoopbackServer.start(this::answer)) {
            for (Exchange one : Exchange.all()) {
                for (String token : new String[] {"", "gAAAAABk-token"}) {
                    JsonNode answer =
                            NodePeer.send(folder, "v2-client.mjs", one.order(server.url(), Map.of("token", token)));

                    assertThat(answer.get("text").textValue()).as(one.name()).isEqualTo(ALICE.sin() + " V2");
                    assertThat(answer.get("status").intValue()).isEqualTo(200);
                }
            }
        }
    }

    @Test
    void weRefuseWhatWasTamperedWith(@TempDir Path folder) throws Exception {
        try (LoopbackServer server = LoopbackServer.start(this::answer)) {
            Exchange post = Exchange.all().get(1);
            JsonNode answer = NodePeer.send(folder, "v2-client.mjs", post.order(server.url(), Map.of("tamper", true)));

            assertThat(answer.get("status").intValue()).isEqualTo(401);
            assertThat(answer.get("text").textValue()).contains("\"reason\":\"invalid\"");
        }
    }

    @Test
    void theLibraryAcceptsWhatWeSign() throws Exception {
        try (NodePeer.Server server = NodePeer.start("v2-server.mjs")) {
            for (Exchange one : Exchange.all()) {
                RawResponse answer = LoopbackServer.send(server.port(), signed(server, one));

                assertThat(answer.status()).as(one + " " + answer.text()).isEqualTo(200);
                JsonNode understood = new ObjectMapper().readTree(answer.text());
                assertThat(understood.get("method").textValue()).isEqualTo(one.method());
                assertThat(understood.get("target").textValue()).isEqualTo(one.target());
                assertThat(understood.get("bodyHex").textValue()).isEqualTo(one.bodyHex());
            }
        }
    }

    @Test
    void theLibraryRefusesWhatWasTamperedWith() throws Exception {
        try (NodePeer.Server server = NodePeer.start("v2-server.mjs")) {
            for (Exchange one : Exchange.all()) {
                SentRequest signed = signed(server, one);

                assertThat(status(server, signed.withTarget(one.target() + "x")))
                        .isEqualTo(401);
                assertThat(status(server, signed.withMethod("PUT"))).isEqualTo(401);
                assertThat(status(server, signed.withBody(new byte[3]))).isEqualTo(401);
                assertThat(status(server, signed.with("X-Auth-Token", "other"))).isEqualTo(401);
            }
        }
    }

    private RawResponse answer(String url, SentRequest request) {
        RequestVerifier verifier =
                RequestVerifier.builder(URI.create(url), guard).build();
        Outcome<SignedRequest, RequestRejection> outcome = verifier.verify(request.raw());
        return outcome.accepted()
                .map(signed -> RawResponse.of(200, "text/plain", signed.sin() + " " + signed.version()))
                .orElseGet(() -> verifier.answer(outcome.rejected().orElseThrow()));
    }

    private static SentRequest signed(NodePeer.Server server, Exchange one) {
        OutgoingRequest request = one.outgoing(server.url()).withAuthToken("gAAAAABk-token");
        return one.sent(server.url(), RequestSigner.of(ALICE).sign(request)).with("X-Auth-Token", "gAAAAABk-token");
    }

    private static int status(NodePeer.Server server, SentRequest request) throws IOException {
        return LoopbackServer.send(server.port(), request).status();
    }
}
