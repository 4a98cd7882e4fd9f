package org.bitauth.keystone.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.Assignment;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;

/** Scopes as requests and grants name them. */
final class MemoryScopes {
    private MemoryScopes() {}

    static Optional<Scope> find(MemoryPlaces places, ScopeRequest request) {
        if (request instanceof ScopeRequest.ProjectById byId) {
            return places.project(byId.id()).map(Scope.InProject::new);
        }
        if (request instanceof ScopeRequest.ProjectByName byName) {
            return places.project(byName.name(), byName.domain()).map(Scope.InProject::new);
        }
        if (request instanceof ScopeRequest.DomainByReference in) {
            return places.domain(in.domain()).map(Scope.InDomain::new);
        }
        return request instanceof ScopeRequest.SystemAll ? Optional.of(new Scope.InSystem()) : Optional.empty();
    }

    /** What a role is on, if it is there. */
    static Optional<Scope> target(MemoryPlaces places, Grant grant) {
        return switch (grant.on()) {
            case PROJECT -> places.project(grant.targetId()).map(Scope.InProject::new);
            case DOMAIN -> places.domain(grant.targetId()).map(Scope.InDomain::new);
            case SYSTEM -> Optional.of(new Scope.InSystem());
        };
    }

    static Optional<Assignment> assignment(Scope scope, Collection<Grant> grants) {
        List<Role> roles = grants.stream()
                .filter(grant -> isOn(grant, scope))
                .map(grant -> Role.named(grant.role()))
                .toList();
        return roles.isEmpty() ? Optional.empty() : Optional.of(new Assignment(scope, roles));
    }

    /** Each once. */
    static List<Scope> all(MemoryPlaces places, Collection<Grant> grants) {
        return grants.stream()
                .flatMap(grant -> target(places, grant).stream())
                .distinct()
                .toList();
    }

    private static boolean isOn(Grant grant, Scope scope) {
        if (scope instanceof Scope.InProject in) {
            return grant.on() == Grant.Target.PROJECT
                    && grant.targetId().equals(in.project().id());
        }
        if (scope instanceof Scope.InDomain in) {
            return grant.on() == Grant.Target.DOMAIN
                    && grant.targetId().equals(in.domain().id());
        }
        return scope instanceof Scope.InSystem && grant.on() == Grant.Target.SYSTEM;
    }
}
