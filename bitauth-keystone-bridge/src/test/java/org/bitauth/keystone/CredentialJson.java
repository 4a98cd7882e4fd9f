package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.bitauth.http.RawResponse;

/** Requests about application credentials, as clients write them. */
final class CredentialJson {
    static final String OF_ALICE = "/v3/users/u-alice/application_credentials";

    private CredentialJson() {}

    /** What is asked of a new credential; members are JSON without braces. */
    static String named(String name, String... members) {
        StringBuilder out = new StringBuilder("{\"application_credential\":{\"name\":\"" + name + "\"");
        for (String member : members) {
            out.append(',').append(member.replace('\'', '"'));
        }
        return out.append("}}").toString();
    }

    static RawResponse post(DemoCloud cloud, String token, String path, String body) {
        return cloud.send("POST", path, body.getBytes(StandardCharsets.UTF_8), "X-Auth-Token", token);
    }

    /** A new credential of alice, which must be made. */
    static ObjectNode made(DemoCloud cloud, String token, String body) {
        return made(post(cloud, token, OF_ALICE, body));
    }

    static ObjectNode made(RawResponse answer) {
        AnswerForm.check(answer);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.text());
        }
        return (ObjectNode) DemoCloud.json(answer).get("application_credential");
    }

    static RawResponse delete(DemoCloud cloud, String token, String path) {
        return cloud.send("DELETE", path, new byte[0], "X-Auth-Token", token);
    }

    /** A login with a credential that was made. */
    static RawResponse login(DemoCloud cloud, JsonNode made) {
        return cloud.robot(made.get("id").textValue(), made.get("secret").textValue(), DemoCloud.NO_SCOPE);
    }
}
