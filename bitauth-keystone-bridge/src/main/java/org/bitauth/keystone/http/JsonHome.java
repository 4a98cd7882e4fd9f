package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.internal.StrictJson;

/** The resources by their relations (draft-nottingham-json-home), for clients that ask {@code /v3} for them. */
final class JsonHome {
    private static final String TYPE = "application/json-home";
    private static final String RELATION = "https://docs.openstack.org/api/openstack-identity/3/rel/";
    private static final String PARAMETER = "https://docs.openstack.org/api/openstack-identity/3/param/";
    private static final Map<String, String> RESOURCES = Map.ofEntries(
            Map.entry("auth_tokens", "/auth/tokens"),
            Map.entry("auth_catalog", "/auth/catalog"),
            Map.entry("auth_projects", "/auth/projects"),
            Map.entry("auth_domains", "/auth/domains"),
            Map.entry("auth_system", "/auth/system"),
            Map.entry("projects", "/projects"),
            Map.entry("project", "/projects/{project_id}"),
            Map.entry("domains", "/domains"),
            Map.entry("domain", "/domains/{domain_id}"),
            Map.entry("user", "/users/{user_id}"),
            Map.entry("user_projects", "/users/{user_id}/projects"),
            Map.entry("application_credentials", "/users/{user_id}/application_credentials"),
            Map.entry(
                    "application_credential", "/users/{user_id}/application_credentials/{application_credential_id}"));
    private static final List<String> PARAMETERS =
            List.of("project_id", "domain_id", "user_id", "application_credential_id");

    private final StrictJson json;

    JsonHome(StrictJson json) {
        this.json = json;
    }

    boolean isWantedBy(RawRequest request) {
        return request.header("Accept").filter(TYPE::equals).isPresent();
    }

    RawResponse answer() {
        ObjectNode body = json.object();
        ObjectNode resources = body.putObject("resources");
        RESOURCES.forEach((name, path) -> {
            ObjectNode resource = resources.putObject(RELATION + name);
            if (!path.contains("{")) {
                resource.put("href", path);
                return;
            }
            resource.put("href-template", path);
            ObjectNode variables = resource.putObject("href-vars");
            PARAMETERS.stream()
                    .filter(parameter -> path.contains("{" + parameter + "}"))
                    .forEach(parameter -> variables.put(parameter, PARAMETER + parameter));
        });
        return RawResponse.of(200, TYPE, json.write(body));
    }
}
