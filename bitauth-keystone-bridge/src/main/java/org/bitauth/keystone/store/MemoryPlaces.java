package org.bitauth.keystone.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.Project;

/** Domains and projects, by id and by name. Whoever calls it holds the directory's lock. */
final class MemoryPlaces {
    private final Map<String, Domain> domains = new TreeMap<>();
    private final Map<String, Domain> domainsByName = new HashMap<>();
    private final Map<String, Project> projects = new TreeMap<>();
    private final Map<ProjectName, Project> projectsByName = new HashMap<>();

    private record ProjectName(String domainId, String name) {
        static ProjectName of(Project project) {
            return new ProjectName(project.domain().id(), project.name());
        }
    }

    boolean add(Domain domain) {
        if (domains.containsKey(domain.id()) || domainsByName.putIfAbsent(domain.name(), domain) != null) {
            return false;
        }
        domains.put(domain.id(), domain);
        return true;
    }

    boolean canAdd(Project project) {
        return domains.containsKey(project.domain().id())
                && !projects.containsKey(project.id())
                && !projectsByName.containsKey(ProjectName.of(project));
    }

    boolean add(Project project) {
        if (!canAdd(project)) {
            return false;
        }
        Project kept = new Project(
                project.id(), project.name(), domain(project.domain().id()).orElseThrow());
        projects.put(kept.id(), kept);
        projectsByName.put(ProjectName.of(kept), kept);
        return true;
    }

    boolean removeProject(String id) {
        Project removed = projects.remove(id);
        return removed != null && projectsByName.remove(ProjectName.of(removed)) != null;
    }

    Optional<Project> project(String id) {
        return Optional.ofNullable(projects.get(id));
    }

    Optional<Project> project(String name, DomainReference domain) {
        return domain(domain).map(found -> projectsByName.get(new ProjectName(found.id(), name)));
    }

    Optional<Domain> domain(String id) {
        return Optional.ofNullable(domains.get(id));
    }

    Optional<Domain> domain(DomainReference reference) {
        return Optional.ofNullable((reference.isId() ? domains : domainsByName).get(reference.text()));
    }

    /** In the order of their ids. */
    Collection<Project> projects() {
        return projects.values();
    }

    /** In the order of their ids. */
    Collection<Domain> domains() {
        return domains.values();
    }
}
