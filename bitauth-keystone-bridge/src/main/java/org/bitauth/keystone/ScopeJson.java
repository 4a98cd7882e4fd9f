package org.bitauth.keystone;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import org.bitauth.MalformedException;
import org.jspecify.annotations.Nullable;

/** Reads the {@code scope} of an {@code auth} object (Identity API v3, "Authentication and token management"). */
final class ScopeJson {
    private ScopeJson() {}

    static ScopeRequest read(@Nullable JsonNode scope) {
        if (scope == null) {
            return new ScopeRequest.CloudDefault();
        }
        if (scope.isTextual() && scope.textValue().equals("unscoped")) {
            return new ScopeRequest.Unscoped();
        }
        if (!scope.isObject() || scope.size() != 1) {
            throw new MalformedException("scope must be an object with one member");
        }
        ScopeRequest request = switch (scope.fieldNames().next()) {
            case "unscoped" -> new ScopeRequest.Unscoped();
            case "project" -> project(object(scope, "project"));
            case "domain" -> new ScopeRequest.DomainByReference(domain(scope));
            case "system" -> system(object(scope, "system"));
            default -> throw new MalformedException("scope must be a project, a domain or the system");
        };
        request.ask(); // ids and names that cannot exist are malformed, not merely unknown
        return request;
    }

    private static ScopeRequest project(JsonNode project) {
        return project.has("id")
                ? new ScopeRequest.ProjectById(text(project, "id"))
                : new ScopeRequest.ProjectByName(text(project, "name"), domain(project));
    }

    private static ScopeRequest system(JsonNode system) {
        if (!system.path("all").isBoolean() || !system.path("all").booleanValue()) {
            throw new MalformedException("scope system must be all");
        }
        return new ScopeRequest.SystemAll();
    }

    private static DomainReference domain(JsonNode parent) {
        JsonNode domain = object(parent, "domain");
        return domain.has("id")
                ? DomainReference.ofId(text(domain, "id"))
                : DomainReference.ofName(text(domain, "name"));
    }

    private static JsonNode object(JsonNode parent, String name) {
        return required(parent, name, JsonNode::isObject, "an object");
    }

    private static String text(JsonNode parent, String name) {
        return required(parent, name, JsonNode::isTextual, "a text").textValue();
    }

    private static JsonNode required(JsonNode parent, String name, Predicate<JsonNode> form, String article) {
        JsonNode member = parent.get(name);
        if (member == null || !form.test(member)) {
            throw new MalformedException(
                    "Expecting to find " + name + " in request body, and it must be " + article + ".");
        }
        return member;
    }
}
