package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.internal.StrictJson;

/** The version documents that clients look for an identity service by. */
final class Discovery {
    private final StrictJson json;
    private final Answers answers;
    private final String publicUrl;

    Discovery(StrictJson json, Answers answers, String publicUrl) {
        this.json = json;
        this.answers = answers;
        this.publicUrl = publicUrl;
    }

    RawResponse versions() {
        ObjectNode body = json.object();
        describe(body.putObject("versions").putArray("values").addObject());
        return answers.of(300, body).with("Location", publicUrl + "/");
    }

    RawResponse version() {
        ObjectNode body = json.object();
        describe(body.putObject("version"));
        return answers.of(200, body);
    }

    private void describe(ObjectNode version) {
        version.put("id", "v3.14").put("status", "stable").put("updated", "2020-04-07T00:00:00Z");
        version.putArray("links").addObject().put("rel", "self").put("href", publicUrl + "/");
        version.putArray("media-types")
                .addObject()
                .put("base", "application/json")
                .put("type", "application/vnd.openstack.identity-v3+json");
    }
}
