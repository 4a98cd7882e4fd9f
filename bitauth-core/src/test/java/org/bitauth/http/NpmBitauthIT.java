package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.http.RequestForge.ALICE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.bitauth.Outcome;
import org.bitauth.replay.InMemoryReplayGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** v1, both ways, with npm bitauth and its own middleware. */
class NpmBitauthIT {
    @Test
    void weAcceptWhatNpmSigns(@TempDir Path folder) throws Exception {
        try (LoopbackServer server = LoopbackServer.start(NpmBitauthIT::answer)) {
            for (Exchange one : Exchange.all()) {
                for (boolean highS : new boolean[] {false, true}) {
                    JsonNode answer =
                            NodePeer.send(folder, "v1-client.mjs", one.order(server.url(), Map.of("highS", highS)));

                    assertThat(answer.get("status").intValue()).as(one.name()).isEqualTo(200);
                    assertThat(answer.get("text").textValue())
                            .as("S is high: %s", highS)
                            .isEqualTo(ALICE.sin() + " low " + !highS);
                }
            }
        }
    }

    @Test
    void weRefuseWhatWasTamperedWith(@TempDir Path folder) throws Exception {
        try (LoopbackServer server = LoopbackServer.start(NpmBitauthIT::answer)) {
            for (Exchange one : Exchange.all()) {
                JsonNode answer =
                        NodePeer.send(folder, "v1-client.mjs", one.order(server.url(), Map.of("tamper", true)));

                assertThat(answer.get("status").intValue()).as(one.name()).isEqualTo(400);
                assertThat(answer.get("text").textValue()).isEqualTo("{\"error\":\"Invalid signature\"}");
            }
        }
    }

    @Test
    void npmAcceptsWhatWeSign() throws Exception {
        try (NodePeer.Server server = NodePeer.start("v1-server.mjs")) {
            for (Exchange one : Exchange.all()) {
                RawResponse answer = LoopbackServer.send(server.port(), signed(server, one));

                assertThat(answer.status()).as(one + " " + answer.text()).isEqualTo(200);
                JsonNode understood = new ObjectMapper().readTree(answer.text());
                assertThat(understood.get("sin").textValue())
                        .isEqualTo(ALICE.sin().value());
                assertThat(understood.get("method").textValue()).isEqualTo(one.method());
                assertThat(understood.get("target").textValue()).isEqualTo(one.target());
                assertThat(understood.get("bodyHex").textValue()).isEqualTo(one.bodyHex());
            }
        }
    }

    @Test
    void npmRefusesWhatWasTamperedWith() throws Exception {
        try (NodePeer.Server server = NodePeer.start("v1-server.mjs")) {
            for (Exchange one : Exchange.all()) {
                SentRequest signed = signed(server, one);

                assertThat(status(server, signed.withTarget(one.target() + "x")))
                        .isEqualTo(400);
                assertThat(status(server, signed.without("X-Signature"))).isEqualTo(401);
            }
        }
    }

    private static RawResponse answer(String url, SentRequest request) {
        RequestVerifier verifier = RequestVerifier.builder(URI.create(url), new InMemoryReplayGuard())
                .acceptV1("GET", "POST")
                .build();
        Outcome<SignedRequest, RequestRejection> outcome = verifier.verify(request.raw());
        boolean low = V1Headers.read(request.raw())
                .map(headers -> headers.signature().isLowS())
                .orElse(false);
        return outcome.accepted()
                .map(signed -> RawResponse.of(200, "text/plain", signed.sin() + " low " + low))
                .orElseGet(() -> verifier.answer(outcome.rejected().orElseThrow()));
    }

    private static SentRequest signed(NodePeer.Server server, Exchange one) {
        return one.sent(server.url(), V1RequestSigner.of(ALICE).sign(one.outgoing(server.url())));
    }

    private static int status(NodePeer.Server server, SentRequest request) throws IOException {
        return LoopbackServer.send(server.port(), request).status();
    }
}
