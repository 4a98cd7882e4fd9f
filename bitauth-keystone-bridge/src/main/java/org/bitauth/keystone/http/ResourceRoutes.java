package org.bitauth.keystone.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.IdentityReader;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.Token;
import org.bitauth.keystone.User;
import org.bitauth.keystone.internal.StrictJson;

/**
 * The requests that read users, projects and domains. Everybody reads what is his own, and administrators the rest;
 * whether something exists that is neither is told to nobody.
 */
final class ResourceRoutes {
    private static final int MOST = 1000;
    private static final String ADMIN = "admin";

    private final KeystoneBridge bridge;
    private final Answers answers;
    private final Callers callers;
    private final StrictJson json;
    private final ResourceBody body;

    ResourceRoutes(KeystoneBridge bridge, StrictJson json, Answers answers, Callers callers) {
        this.bridge = bridge;
        this.answers = answers;
        this.callers = callers;
        this.json = json;
        body = new ResourceBody(json, bridge.publicUrl());
    }

    void addTo(Routes routes) {
        routes.read("/v3/auth/projects", (request, ids, id) -> callers.authenticated(request, this::availableProjects));
        routes.read("/v3/auth/domains", (request, ids, id) -> callers.authenticated(request, this::availableDomains));
        routes.read("/v3/auth/system", (request, ids, id) -> callers.authenticated(request, this::availableSystem));
        routes.read("/v3/users/{id}", (request, ids, id) -> user(request, ids.get(0)));
        routes.read("/v3/users/{id}/projects", (request, ids, id) -> userProjects(request, ids.get(0)));
        routes.read("/v3/projects", (request, ids, id) -> projects(request));
        routes.read("/v3/projects/{id}", (request, ids, id) -> project(request, ids.get(0)));
        routes.read("/v3/domains", (request, ids, id) -> domains(request));
        routes.read("/v3/domains/{id}", (request, ids, id) -> domain(request, ids.get(0)));
    }

    private RawResponse availableProjects(Token caller) {
        return answers.of(200, body.list("projects", "/auth/projects", projects(bridge.scopes(caller)), body::project));
    }

    private RawResponse availableDomains(Token caller) {
        List<Domain> domains = bridge.scopes(caller).stream()
                .filter(Scope.InDomain.class::isInstance)
                .map(scope -> ((Scope.InDomain) scope).domain())
                .toList();
        return answers.of(200, body.list("domains", "/auth/domains", domains, body::domain));
    }

    private RawResponse availableSystem(Token caller) {
        ObjectNode out = json.object();
        var system = out.putArray("system");
        if (bridge.scopes(caller).stream().anyMatch(Scope.InSystem.class::isInstance)) {
            system.addObject().put("all", true);
        }
        out.putObject("links").put("self", bridge.publicUrl() + "/auth/system");
        return answers.of(200, out);
    }

    private RawResponse user(RawRequest request, String userId) {
        return ownOrAdmin(request, userId, "get_user", user -> answers.of(200, body.single("user", user, body::user)));
    }

    private RawResponse userProjects(RawRequest request, String userId) {
        return ownOrAdmin(request, userId, "list_user_projects", user -> {
            List<Project> projects = projects(bridge.directory().scopes(user));
            return answers.of(200, body.list("projects", "/users/" + userId + "/projects", projects, body::project));
        });
    }

    private RawResponse projects(RawRequest request) {
        return byAdmin(request, "list_projects", reader -> {
            List<Project> projects =
                    reader.projects(Query.value(request, "name"), Query.value(request, "domain_id"), MOST);
            return answers.of(200, body.list("projects", "/projects", projects, body::project));
        });
    }

    private RawResponse domains(RawRequest request) {
        return byAdmin(request, "list_domains", reader -> {
            List<Domain> domains = reader.domains(Query.value(request, "name"), MOST);
            return answers.of(200, body.list("domains", "/domains", domains, body::domain));
        });
    }

    private RawResponse project(RawRequest request, String id) {
        return callers.authenticated(request, caller -> {
            Optional<Project> own = projects(bridge.scopes(caller)).stream()
                    .filter(project -> project.id().equals(id))
                    .findFirst();
            return own.isPresent()
                    ? answers.of(200, body.single("project", own.get(), body::project))
                    : byAdmin(
                            request,
                            "get_project",
                            reader -> reader.project(id)
                                    .map(project -> answers.of(200, body.single("project", project, body::project)))
                                    .orElseGet(() -> missing("project", id)));
        });
    }

    private RawResponse domain(RawRequest request, String id) {
        return callers.authenticated(request, caller -> {
            Optional<Domain> own = domain(caller.assignment().scope())
                    .filter(domain -> domain.id().equals(id));
            return own.isPresent()
                    ? answers.of(200, body.single("domain", own.get(), body::domain))
                    : byAdmin(
                            request,
                            "get_domain",
                            reader -> reader.domain(id)
                                    .map(domain -> answers.of(200, body.single("domain", domain, body::domain)))
                                    .orElseGet(() -> missing("domain", id)));
        });
    }

    private RawResponse ownOrAdmin(
            RawRequest request, String userId, String action, Function<User, RawResponse> answer) {
        return callers.authenticated(request, caller -> {
            if (caller.user().id().equals(userId)) {
                return answer.apply(caller.user());
            }
            return caller.hasRole(ADMIN)
                    ? bridge.directory().user(userId).map(answer).orElseGet(() -> missing("user", userId))
                    : answers.forbidden(action);
        });
    }

    private RawResponse byAdmin(RawRequest request, String action, Function<IdentityReader, RawResponse> answer) {
        return callers.authenticated(
                request,
                caller -> caller.hasRole(ADMIN)
                        ? bridge.reader().map(answer).orElseGet(() -> answers.forbidden(action))
                        : answers.forbidden(action));
    }

    private RawResponse missing(String what, String id) {
        return answers.error(404, "Could not find " + what + ": " + id + ".");
    }

    private static List<Project> projects(List<Scope> scopes) {
        return scopes.stream()
                .filter(Scope.InProject.class::isInstance)
                .map(scope -> ((Scope.InProject) scope).project())
                .toList();
    }

    /** The domain that a token may read about: its own, or its project's. */
    private static Optional<Domain> domain(Scope scope) {
        if (scope instanceof Scope.InProject in) {
            return Optional.of(in.project().domain());
        }
        return scope instanceof Scope.InDomain in ? Optional.of(in.domain()) : Optional.empty();
    }
}
