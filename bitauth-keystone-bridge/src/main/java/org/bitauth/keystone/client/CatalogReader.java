package org.bitauth.keystone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.MalformedException;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.keystone.Catalog;

/** Reads the catalog that a token shows. */
final class CatalogReader {
    private CatalogReader() {}

    static Outcome<Catalog, ClientRejection> read(ClientToken token) {
        JsonNode catalog = token.body().path("catalog");
        if (catalog.isMissingNode()) {
            return AnswerRefusal.of("the token has no catalog: a token without a scope has none");
        }
        try {
            List<Catalog.Service> services = new ArrayList<>();
            for (JsonNode service : list(catalog, "catalog")) {
                services.add(service(service));
            }
            return new Outcome.Accepted<>(new Catalog(services));
        } catch (MalformedException e) {
            return AnswerRefusal.of("the token's catalog cannot be read: " + e.getMessage());
        }
    }

    private static Catalog.Service service(JsonNode service) {
        List<Catalog.Endpoint> endpoints = new ArrayList<>();
        for (JsonNode endpoint : list(service.path("endpoints"), "endpoints")) {
            endpoints.add(new Catalog.Endpoint(
                    endpoint.path("id").asText(),
                    text(endpoint, "interface"),
                    region(endpoint),
                    text(endpoint, "url")));
        }
        return new Catalog.Service(
                service.path("id").asText(),
                text(service, "type"),
                service.path("name").asText(),
                endpoints);
    }

    /** An endpoint need not be in a region: it says null then. */
    private static String region(JsonNode endpoint) {
        JsonNode id = endpoint.path("region_id");
        return id.isNull() || id.isMissingNode() ? "" : text(endpoint, "region_id");
    }

    private static JsonNode list(JsonNode node, String what) {
        if (!node.isArray()) {
            throw new MalformedException(what + " must be a list");
        }
        return node;
    }

    private static String text(JsonNode parent, String name) {
        JsonNode text = parent.path(name);
        if (!text.isTextual()) {
            throw new MalformedException(name + " must be text");
        }
        return text.textValue();
    }
}
