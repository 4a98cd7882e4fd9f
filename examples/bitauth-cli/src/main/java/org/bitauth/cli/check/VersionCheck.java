package org.bitauth.cli.check;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether an Identity service of version 3 answers (OpenStack Identity API v3, "Show v3 API details"). */
final class VersionCheck {
    private static final String SUBJECT = "identity service";

    private VersionCheck() {}

    static Finding of(String url, Reply reply) {
        JsonNode document = reply.json();
        if (document.path("versions").path("values").isArray()) {
            return Finding.missing(
                    SUBJECT, url + " is the root, which lists the versions: users configure " + url + "/v3");
        }
        String id = document.path("version").path("id").asText();
        if (reply.status() == 200 && id.matches("v3(\\.[0-9]+)?")) {
            return Finding.ok(SUBJECT, url + " is an Identity service " + id);
        }
        if (reply.status() == 200 && !id.isEmpty()) {
            return Finding.missing(SUBJECT, url + " is of version " + id + ": version 3 is needed");
        }
        if (reply.status() == 200 && document.isContainerNode()) {
            return Finding.missing(SUBJECT, url + " answers with JSON that is no version document of Identity v3");
        }
        return Finding.missing(SUBJECT, url + " " + reply.told());
    }
}
