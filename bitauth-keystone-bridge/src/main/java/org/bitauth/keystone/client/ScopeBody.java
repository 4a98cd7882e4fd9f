package org.bitauth.keystone.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.ScopeRequest;

/** Writes a scope as the {@code auth} object states it. */
final class ScopeBody {
    private ScopeBody() {}

    static void write(ObjectNode auth, ScopeRequest scope) {
        if (scope instanceof ScopeRequest.Unscoped) {
            auth.put("scope", "unscoped");
        } else if (scope instanceof ScopeRequest.ProjectById byId) {
            auth.putObject("scope").putObject("project").put("id", byId.id());
        } else if (scope instanceof ScopeRequest.ProjectByName byName) {
            ObjectNode project = auth.putObject("scope").putObject("project");
            domain(project.put("name", byName.name()), byName.domain());
        } else if (scope instanceof ScopeRequest.DomainByReference byReference) {
            domain(auth.putObject("scope"), byReference.domain());
        } else if (scope instanceof ScopeRequest.SystemAll) {
            auth.putObject("scope").putObject("system").put("all", true);
        }
    }

    private static void domain(ObjectNode parent, DomainReference domain) {
        parent.putObject("domain").put(domain.isId() ? "id" : "name", domain.text());
    }
}
