package org.bitauth.keystone.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.jspecify.annotations.Nullable;

/** The administrator of a Keystone, over its own API (Identity API v3). Every refusal is an {@link IOException}. */
public final class KeystoneAdmin {
    /** The id of the domain Default. */
    public static final String DEFAULT_DOMAIN = "default";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final DirectHttpClient http = new DirectHttpClient();
    private final URI url;
    private final String token;

    KeystoneAdmin(URI url, String password) throws IOException {
        this.url = url;
        ObjectNode login = object("""
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "admin", "domain": {"id": "default"}}}},
                  "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
                """);
        ((ObjectNode) login.at("/auth/identity/password/user")).put("password", password);
        RawResponse answer = send("POST", "/auth/tokens", Map.of(), login);
        token = answer.header("X-Subject-Token").orElseThrow(() -> new IOException("no token: " + answer.text()));
    }

    /**
     * The administrator's token.
     *
     * @return fit for {@code X-Auth-Token}
     */
    public String token() {
        return token;
    }

    /**
     * Makes a domain.
     *
     * @param name its name
     * @param id its id, 32 hex digits
     * @return its id
     * @throws IOException if Keystone refuses
     */
    public String domain(String name, String id) throws IOException {
        return create("domain", object("{}").put("name", name).put("explicit_domain_id", id));
    }

    /**
     * Makes a project.
     *
     * @param name its name
     * @param domain its domain's id
     * @return its id
     * @throws IOException if Keystone refuses
     */
    public String project(String name, String domain) throws IOException {
        return create("project", object("{}").put("name", name).put("domain_id", domain));
    }

    /**
     * Makes a user.
     *
     * @param name the name
     * @param domain the domain's id
     * @param more further members, such as {@code {"password": "x"}}
     * @return the user's id
     * @throws IOException if Keystone refuses
     */
    public String user(String name, String domain, String more) throws IOException {
        return create("user", object(more).put("name", name).put("domain_id", domain));
    }

    /**
     * Changes a user.
     *
     * @param id the user's id
     * @param change members, such as {@code {"enabled": false}}
     * @throws IOException if Keystone refuses
     */
    public void changeUser(String id, String change) throws IOException {
        ObjectNode body = MAPPER.createObjectNode();
        body.set("user", object(change));
        call("PATCH", "/users/" + id, body);
    }

    /**
     * The id of a role, which is made if it is not there.
     *
     * @param name its name
     * @return its id
     * @throws IOException if Keystone refuses
     */
    public String role(String name) throws IOException {
        JsonNode found = call("GET", "/roles?name=" + name, null).path("roles");
        return found.isEmpty()
                ? create("role", object("{}").put("name", name))
                : found.get(0).path("id").asText();
    }

    /**
     * Gives a user a role on a project.
     *
     * @param user the user's id
     * @param project the project's id
     * @param role the role's name
     * @throws IOException if Keystone refuses
     */
    public void grant(String user, String project, String role) throws IOException {
        call("PUT", "/projects/" + project + "/users/" + user + "/roles/" + role(role), null);
    }

    /**
     * Calls Keystone.
     *
     * @param method the method
     * @param path the path below {@code /v3}
     * @param body the body, if there is one
     * @return the answer; missing if it is empty
     * @throws IOException if its status is not 2xx
     */
    public JsonNode call(String method, String path, @Nullable JsonNode body) throws IOException {
        return MAPPER.readTree(
                send(method, path, Map.of("X-Auth-Token", token), body).text());
    }

    private String create(String kind, ObjectNode fields) throws IOException {
        ObjectNode body = MAPPER.createObjectNode();
        body.set(kind, fields);
        return call("POST", "/" + kind + "s", body).path(kind).path("id").asText();
    }

    private RawResponse send(String method, String path, Map<String, String> more, @Nullable JsonNode body)
            throws IOException {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json");
        byte[] bytes = body == null ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        RawResponse answer = http.send(method, URI.create(url + path), headers, bytes);
        if (answer.status() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + answer.status() + " " + answer.text());
        }
        return answer;
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) MAPPER.readTree(json);
    }
}
