package org.bitauth.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes requests and what becomes of them for other implementations, and reads them again. */
final class RequestVectors {
    private static final String ABOUT =
            "Requests of the profile v2 (docs/protocol.md) and what a server answers. Times are seconds since 1970. The"
                    + " server knows itself by the bases, has the clock 'now', a skew of 10 seconds, a store that remembers"
                    + " since 'rememberingSince', bodies of at most maxBody bytes, and makes nonces with serverNonceKey; the"
                    + " same request was accepted sentBefore times. class ACCEPTED, or that of the failure with status and"
                    + " reason. The key that signs is the public test key.";

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestVectors() {}

    /** One case a line, so that changes can be read. */
    static String write(List<RequestCase> cases) {
        StringBuilder out = new StringBuilder("{\n\"about\": ").append(JSON.<JsonNode>valueToTree(ABOUT));
        out.append(",\n\"serverNonceKey\": \"").append(RequestCase.NONCE_KEY).append("\",\n\"cases\": [");
        String separator = "\n";
        for (RequestCase one : cases) {
            out.append(separator).append(node(one));
            separator = ",\n";
        }
        return out.append("\n]\n}\n").toString();
    }

    static List<RequestCase> read(JsonNode file) {
        List<RequestCase> all = new ArrayList<>();
        file.get("cases").forEach(node -> all.add(readCase(node)));
        return all;
    }

    private static ObjectNode node(RequestCase one) {
        SentRequest request = one.request();
        ObjectNode node = JSON.createObjectNode().put("rule", one.rule());
        node.put("class", one.expected().map(Enum::name).orElse("ACCEPTED"));
        one.expected().ifPresent(no -> node.put("status", no.status()).put("reason", no.word()));
        node.set("bases", JSON.valueToTree(one.bases()));
        node.put("now", one.now().getEpochSecond());
        node.put("rememberingSince", one.rememberingSince().getEpochSecond());
        node.put("demandsNonce", one.demandsNonce());
        node.put("maxBody", one.maxBody());
        node.put("sentBefore", one.sentBefore());
        node.put("method", request.method()).put("target", request.target());
        ArrayNode headers = node.putArray("headers");
        request.headers().forEach(each -> headers.addArray().add(each.name()).add(each.value()));
        return node.put("bodyHex", request.bodyHex());
    }

    private static RequestCase readCase(JsonNode node) {
        List<String> bases = new ArrayList<>();
        node.get("bases").forEach(base -> bases.add(base.textValue()));
        List<SentRequest.Header> headers = new ArrayList<>();
        node.get("headers")
                .forEach(each -> headers.add(new SentRequest.Header(
                        each.get(0).textValue(), each.get(1).textValue())));
        String failure = node.get("class").textValue();
        return new RequestCase(
                node.get("rule").textValue(),
                bases,
                node.get("demandsNonce").booleanValue(),
                node.get("maxBody").intValue(),
                Instant.ofEpochSecond(node.get("now").longValue()),
                Instant.ofEpochSecond(node.get("rememberingSince").longValue()),
                node.get("sentBefore").intValue(),
                new SentRequest(
                        node.get("method").textValue(),
                        node.get("target").textValue(),
                        headers,
                        node.get("bodyHex").textValue()),
                failure.equals("ACCEPTED") ? Optional.empty() : Optional.of(RequestRejection.valueOf(failure)));
    }
}
