package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.User;
import org.bitauth.keystone.internal.StrictJson;

/** Writes users, projects and domains as Keystone does, member for member. */
final class ResourceBody {
    private final StrictJson json;
    private final String publicUrl;

    ResourceBody(StrictJson json, String publicUrl) {
        this.json = json;
        this.publicUrl = publicUrl;
    }

    void user(ObjectNode out, User user) {
        out.put("id", user.id())
                .put("name", user.name())
                .put("domain_id", user.domain().id());
        out.put("enabled", user.enabled());
        user.defaultProjectId().ifPresent(id -> out.put("default_project_id", id));
        out.putNull("password_expires_at");
        out.putObject("options");
        self(out, "/users/" + user.id());
    }

    void project(ObjectNode out, Project project) {
        String domain = project.domain().id();
        out.put("id", project.id()).put("name", project.name()).put("domain_id", domain);
        out.put("description", "").put("enabled", true).put("parent_id", domain).put("is_domain", false);
        out.putArray("tags");
        out.putObject("options");
        self(out, "/projects/" + project.id());
    }

    void domain(ObjectNode out, Domain domain) {
        out.put("id", domain.id()).put("name", domain.name());
        out.put("description", "").put("enabled", true);
        out.putArray("tags");
        out.putObject("options");
        self(out, "/domains/" + domain.id());
    }

    /** A list with the links that Keystone puts beside it. */
    <T> ObjectNode list(String name, String path, List<T> elements, BiConsumer<ObjectNode, T> write) {
        ObjectNode body = json.object();
        ArrayNode array = body.putArray(name);
        elements.forEach(element -> write.accept(array.addObject(), element));
        body.putObject("links").putNull("next").put("self", publicUrl + path).putNull("previous");
        return body;
    }

    <T> ObjectNode single(String name, T element, BiConsumer<ObjectNode, T> write) {
        ObjectNode body = json.object();
        write.accept(body.putObject(name), element);
        return body;
    }

    private void self(ObjectNode out, String path) {
        out.putObject("links").put("self", publicUrl + path);
    }
}
