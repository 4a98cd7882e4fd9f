package org.bitauth.keystone.store;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bitauth.Sin;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.Assignment;
import org.bitauth.keystone.Directory;
import org.bitauth.keystone.InMemoryApplicationCredentials;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Role;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;

/**
 * A directory of users, projects and roles that does not change. It knows roles on projects only, so it grants no token
 * for a domain or the system. Immutable; replace it to change it.
 */
public final class InMemoryDirectory implements Directory, ApplicationCredentials {
    private final Map<String, User> users;
    private final Map<Sin, String> userIds;
    private final Map<String, Project> projects;
    private final Map<String, Map<String, Set<String>>> roles;
    private final InMemoryApplicationCredentials credentials = new InMemoryApplicationCredentials();

    private InMemoryDirectory(Builder builder) {
        users = Map.copyOf(builder.users);
        userIds = Map.copyOf(builder.userIds);
        projects = Map.copyOf(builder.projects);
        Map<String, Map<String, Set<String>>> copy = new HashMap<>();
        builder.roles.forEach((user, byProject) -> {
            Map<String, Set<String>> names = copy.computeIfAbsent(user, id -> new HashMap<>());
            byProject.forEach((project, set) -> names.put(project, new LinkedHashSet<>(set)));
        });
        roles = Map.copyOf(copy);
        builder.credentials.values().forEach(credentials::add);
    }

    /**
     * Begins empty.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<User> userOf(Sin sin) {
        return Optional.ofNullable(userIds.get(sin)).map(users::get);
    }

    @Override
    public Optional<User> user(String id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public Optional<Assignment> assignment(User user, ScopeRequest scope) {
        return project(scope).flatMap(project -> {
            Set<String> names = roles.getOrDefault(user.id(), Map.of()).getOrDefault(project.id(), Set.of());
            return names.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Assignment(
                            new Scope.InProject(project),
                            names.stream().map(InMemoryDirectory::role).toList()));
        });
    }

    @Override
    public List<Scope> scopes(User user) {
        return roles.getOrDefault(user.id(), Map.of()).keySet().stream()
                .<Scope>map(id -> new Scope.InProject(Objects.requireNonNull(projects.get(id))))
                .toList();
    }

    @Override
    public Optional<ApplicationCredential> find(String id) {
        return credentials.find(id);
    }

    @Override
    public List<ApplicationCredential> ofUser(String userId) {
        return credentials.ofUser(userId);
    }

    @Override
    public boolean add(ApplicationCredential credential) {
        return credentials.add(credential);
    }

    @Override
    public boolean remove(String userId, String id) {
        return credentials.remove(userId, id);
    }

    private Optional<Project> project(ScopeRequest scope) {
        if (scope instanceof ScopeRequest.ProjectById byId) {
            return Optional.ofNullable(projects.get(byId.id()));
        }
        if (scope instanceof ScopeRequest.ProjectByName byName) {
            return projects.values().stream()
                    .filter(project -> project.name().equals(byName.name()))
                    .filter(project -> byName.domain().matches(project.domain()))
                    .findFirst();
        }
        return Optional.empty();
    }

    /** Services look at a role's name; its id is made from the name, so that it is the same at every start. */
    private static Role role(String name) {
        UUID id = UUID.nameUUIDFromBytes(("role " + name).getBytes(StandardCharsets.UTF_8));
        return new Role(id.toString().replace("-", ""), name);
    }

    /** Fills a directory. Every method throws {@link IllegalArgumentException} if an entry contradicts another. */
    public static final class Builder {
        private final Map<String, User> users = new LinkedHashMap<>();
        private final Map<Sin, String> userIds = new HashMap<>();
        private final Map<String, Project> projects = new LinkedHashMap<>();
        private final Map<String, Map<String, Set<String>>> roles = new HashMap<>();
        private final Map<String, ApplicationCredential> credentials = new HashMap<>();

        private Builder() {}

        /**
         * Adds a project.
         *
         * @param project id and name must be new
         * @return this
         */
        public Builder project(Project project) {
            boolean known = projects.values().stream()
                    .anyMatch(other -> other.id().equals(project.id())
                            || (other.name().equals(project.name())
                                    && other.domain().equals(project.domain())));
            require(!known, "project must have an id and name of its own: " + project.id());
            projects.put(project.id(), project);
            return this;
        }

        /**
         * Adds a user.
         *
         * @param user the id must be new
         * @param sins his identities; nobody else's
         * @return this
         */
        public Builder user(User user, Collection<Sin> sins) {
            boolean known = users.values().stream()
                    .anyMatch(other ->
                            other.name().equals(user.name()) && other.domain().equals(user.domain()));
            require(!known, "user must have a name of its own: " + user.name());
            require(users.put(user.id(), user) == null, "user must have an id of its own: " + user.id());
            for (Sin sin : sins) {
                require(userIds.put(sin, user.id()) == null, "identity must belong to one user: " + sin);
            }
            return this;
        }

        /**
         * Gives a role.
         *
         * @param userId a user that was added
         * @param projectId a project that was added
         * @param role the role's name
         * @return this
         */
        public Builder role(String userId, String projectId, String role) {
            require(users.containsKey(userId), "role must be for a user: " + userId);
            require(projects.containsKey(projectId), "role must be on a project: " + projectId);
            roles.computeIfAbsent(userId, id -> new HashMap<>())
                    .computeIfAbsent(projectId, id -> new LinkedHashSet<>())
                    .add(role);
            return this;
        }

        /**
         * Adds an application credential.
         *
         * @param credential of a user and a project that were added
         * @return this
         */
        public Builder applicationCredential(ApplicationCredential credential) {
            require(users.containsKey(credential.userId()), "credential must be for a user: " + credential.userId());
            require(projects.containsKey(credential.projectId()), "credential must be for a project");
            require(
                    credentials.put(credential.id(), credential) == null,
                    "credential must have an id of its own: " + credential.id());
            return this;
        }

        /**
         * Ends the filling.
         *
         * @return the directory
         */
        public InMemoryDirectory build() {
            for (User user : users.values()) {
                require(
                        user.defaultProjectId().map(projects::containsKey).orElse(true),
                        "default project must be a project: " + user.id());
            }
            return new InMemoryDirectory(this);
        }

        private static void require(boolean rule, String message) {
            if (!rule) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
