package org.bitauth.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes requests in BitPay's form and what becomes of them for other implementations, and reads them again. */
final class V1Vectors {
    static final String FILE = "requests-v1.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private V1Vectors() {}

    static JsonNode make() {
        ObjectNode file = JSON.createObjectNode()
                .put(
                        "about",
                        "Requests of the form v1 (docs/protocol.md) and what a server answers. The server knows itself as"
                                + " 'base', takes v1 for the methods listed and bodies of at most maxBody bytes. class"
                                + " ACCEPTED, or that of the failure with its status.")
                .put("base", RequestForge.CLOUD);
        ArrayNode cases = file.putArray("cases");
        for (V1Case one : BrokenV1Requests.all()) {
            ObjectNode node = cases.addObject().put("rule", one.rule());
            node.put("class", one.expected().map(Enum::name).orElse("ACCEPTED"));
            one.expected().ifPresent(no -> node.put("status", no.status()));
            node.set("methods", JSON.valueToTree(one.methods()));
            node.put("maxBody", one.maxBody());
            node.put("method", one.request().method())
                    .put("target", one.request().target());
            ArrayNode headers = node.putArray("headers");
            one.request()
                    .headers()
                    .forEach(each -> headers.addArray().add(each.name()).add(each.value()));
            node.put("bodyHex", one.request().bodyHex());
        }
        return file;
    }

    static List<V1Case> read(JsonNode file) {
        List<V1Case> all = new ArrayList<>();
        for (JsonNode node : file.get("cases")) {
            List<String> methods = new ArrayList<>();
            node.get("methods").forEach(method -> methods.add(method.textValue()));
            List<SentRequest.Header> headers = new ArrayList<>();
            node.get("headers")
                    .forEach(each -> headers.add(new SentRequest.Header(
                            each.get(0).textValue(), each.get(1).textValue())));
            SentRequest request = new SentRequest(
                    node.get("method").textValue(),
                    node.get("target").textValue(),
                    headers,
                    node.get("bodyHex").textValue());
            String failure = node.get("class").textValue();
            Optional<RequestRejection> expected =
                    failure.equals("ACCEPTED") ? Optional.empty() : Optional.of(RequestRejection.valueOf(failure));
            all.add(new V1Case(
                    node.get("rule").textValue(), methods, node.get("maxBody").intValue(), request, expected));
        }
        return all;
    }
}
