package org.bitauth.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitauth.internal.VectorFile;

/** The hostile requests of bitauth-http-cases.json, as they go over the wire, and what a safe server must answer. */
public final class HttpCases {
    private HttpCases() {}

    /**
     * One request.
     *
     * @param app how the original server was set up
     * @param headers lines, with repeats
     * @param chunks the body, in the pieces in which it was sent
     * @param must begins with accept or refuse
     */
    public record HttpCase(
            String name, String app, String requestLine, List<String> headers, List<String> chunks, String must) {
        public boolean mustBeAccepted() {
            return must.equals("accept");
        }

        /** Where the original server's operator had said that TLS ends at the proxy, ours configures https. */
        public String publicUrl() {
            return (app.equals("trust proxy") ? "https" : "http") + "://127.0.0.1:3000";
        }

        /** As a server's connector hands it over. */
        public RawRequest raw() {
            String[] line = requestLine.split(" ", -1);
            Map<String, List<String>> grouped = new LinkedHashMap<>();
            for (String header : headers) {
                int colon = header.indexOf(':');
                grouped.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(header.substring(colon + 1).strip());
            }
            byte[] body = HexFormat.of().parseHex(String.join("", chunks));
            return new RawRequest(line[0], line[1], "", grouped, body);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them, in order: the third is a repeat of the second. */
    public static List<HttpCase> all() {
        List<HttpCase> all = new ArrayList<>();
        for (JsonNode node :
                VectorFile.resource("/vectors/bitauth-http-cases.json").get("cases")) {
            all.add(new HttpCase(
                    node.get("name").textValue(),
                    node.get("app").textValue(),
                    node.get("requestLine").textValue(),
                    texts(node.get("headers")),
                    node.has("chunksHex")
                            ? texts(node.get("chunksHex"))
                            : List.of(node.get("bodyHex").textValue()),
                    node.get("must").textValue()));
        }
        return List.copyOf(all);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts;
    }
}
