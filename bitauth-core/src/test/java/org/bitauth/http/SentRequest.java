package org.bitauth.http;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request as text on the wire, open to every change. */
record SentRequest(String method, String target, List<Header> headers, String bodyHex) {
    record Header(String name, String value) {}

    SentRequest with(String name, String value) {
        return without(name).also(name, value);
    }

    SentRequest also(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new SentRequest(method, target, List.copyOf(more), bodyHex);
    }

    SentRequest withAll(Map<String, String> signed) {
        SentRequest all = this;
        for (Map.Entry<String, String> each : signed.entrySet()) {
            all = all.with(each.getKey(), each.getValue());
        }
        return all;
    }

    SentRequest without(String name) {
        List<Header> fewer = headers.stream()
                .filter(each -> !each.name().equalsIgnoreCase(name))
                .toList();
        return new SentRequest(method, target, fewer, bodyHex);
    }

    SentRequest doubled(String name) {
        return also(name, header(name));
    }

    SentRequest withMethod(String other) {
        return new SentRequest(other, target, headers, bodyHex);
    }

    SentRequest withTarget(String other) {
        return new SentRequest(method, other, headers, bodyHex);
    }

    SentRequest withBody(byte[] other) {
        return new SentRequest(method, target, headers, HexFormat.of().formatHex(other));
    }

    String header(String name) {
        return headers.stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }

    RawRequest raw() {
        Map<String, List<String>> grouped = new LinkedHashMap<>();
        for (Header each : headers) {
            grouped.computeIfAbsent(each.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(each.value());
        }
        return new RawRequest(method, target, "", grouped, HexFormat.of().parseHex(bodyHex));
    }
}
