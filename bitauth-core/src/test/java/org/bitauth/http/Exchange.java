package org.bitauth.http;

import static org.bitauth.http.RequestForge.ALICE;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitauth.SecretAccess;

/** A request that client and server of different makers must understand alike. */
record Exchange(String name, String method, String target, String bodyHex) {
    static List<Exchange> all() {
        return List.of(
                of("get", "GET", "/user", ""),
                of("json", "POST", "/pizzas", "{\"type\":\"pepperoni\"}"),
                of("utf-8", "POST", "/pizzas", "{\"t\":\"h\u00e9 \u20ac \ud83d\ude00\"}"),
                of("100 kB", "POST", "/blob", "a".repeat(100_000)),
                of("escapes", "GET", "/a%2Fb/%7e?x=a+b%20c&y=%C3%a9", ""),
                of("bar and braces", "GET", "/user?filter=a|b&json={\"k\":1}".replace("\"", "'"), ""));
    }

    private static Exchange of(String name, String method, String target, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Exchange(name, method, target, HexFormat.of().formatHex(bytes));
    }

    /** What the client of another maker is told to send. */
    Map<String, Object> order(String url, Map<String, ?> more) {
        Map<String, Object> order = new TreeMap<>(more);
        order.put("url", url + target);
        order.put("method", method);
        order.put("bodyHex", bodyHex);
        order.put("key", ALICE.toHex(SecretAccess.EXPORT));
        return order;
    }

    OutgoingRequest outgoing(String url) {
        return OutgoingRequest.of(method, url + target, HexFormat.of().parseHex(bodyHex));
    }

    /** As it is sent to a server there. */
    SentRequest sent(String url, Map<String, String> signed) {
        return new SentRequest(method, target, List.of(), bodyHex)
                .with("Host", url.substring("http://".length()))
                .with("Content-Type", "application/json")
                .withAll(signed);
    }

    @Override
    public String toString() {
        return name;
    }
}
