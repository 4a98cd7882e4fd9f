package org.bitauth.keystone.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bitauth.Sin;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.ApplicationCredentials;
import org.bitauth.keystone.Assignment;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.InMemoryApplicationCredentials;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;

/**
 * The directory of one process, with its application credentials. Can be written, and forgets all when the process ends.
 * Identities that come with their user count from the beginning. Thread-safe.
 */
public final class InMemoryDirectory implements DirectoryStore, ApplicationCredentials {
    private final InstantSource clock;
    private final MemoryPlaces places = new MemoryPlaces();
    private final MemoryUsers users = new MemoryUsers();
    private final MemoryRules rules = new MemoryRules();
    private final InMemoryApplicationCredentials credentials = new InMemoryApplicationCredentials();

    /**
     * An empty directory.
     *
     * @param clock what tells which identities count
     */
    public InMemoryDirectory(InstantSource clock) {
        this.clock = clock;
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
    public synchronized Optional<User> userOf(Sin sin) {
        return users.userOf(sin, clock.instant());
    }

    @Override
    public synchronized Optional<User> user(String id) {
        return users.user(id);
    }

    @Override
    public synchronized Optional<Assignment> assignment(User user, ScopeRequest scope) {
        return MemoryScopes.find(places, scope)
                .flatMap(found -> MemoryScopes.assignment(found, users.grants(user.id())));
    }

    @Override
    public synchronized List<Scope> scopes(User user) {
        return MemoryScopes.all(places, users.grants(user.id()));
    }

    @Override
    public synchronized Optional<Project> project(String id) {
        return places.project(id);
    }

    @Override
    public synchronized Optional<Domain> domain(String id) {
        return places.domain(id);
    }

    @Override
    public synchronized List<Project> projects(Optional<String> name, Optional<String> domainId, int most) {
        return places.projects().stream()
                .filter(project -> name.map(project.name()::equals).orElse(true))
                .filter(project -> domainId.map(project.domain().id()::equals).orElse(true))
                .limit(DirectoryRules.most(most))
                .toList();
    }

    @Override
    public synchronized List<Domain> domains(Optional<String> name, int most) {
        return places.domains().stream()
                .filter(domain -> name.map(domain.name()::equals).orElse(true))
                .limit(DirectoryRules.most(most))
                .toList();
    }

    @Override
    public synchronized boolean addDomain(Domain domain) {
        return places.add(domain);
    }

    @Override
    public synchronized boolean addProject(Project project) {
        return places.add(project);
    }

    @Override
    public synchronized boolean removeProject(String id) {
        if (!places.removeProject(id)) {
            return false;
        }
        users.forgetProject(id);
        credentials.removeProject(id);
        return true;
    }

    @Override
    public synchronized boolean addUser(User user, List<Sin> sins) {
        return isThere(user.defaultProjectId())
                && places.domain(user.domain().id())
                        .filter(domain -> users.add(user, domain, sins))
                        .isPresent();
    }

    @Override
    public synchronized boolean changeUser(User user) {
        return isThere(user.defaultProjectId()) && users.change(user);
    }

    @Override
    public synchronized boolean removeUser(String id) {
        credentials.removeUser(id);
        return users.remove(id);
    }

    @Override
    public synchronized List<User> users(Optional<String> name, int most) {
        return users.named(name).limit(DirectoryRules.most(most)).toList();
    }

    @Override
    public synchronized List<UserIdentity> identities(String userId) {
        return List.copyOf(users.identities(userId));
    }

    @Override
    public synchronized boolean addIdentity(String userId, UserIdentity identity) {
        return users.addIdentity(userId, new UserIdentity(identity.sin(), DirectoryRules.wholeSecond(identity.from())));
    }

    @Override
    public synchronized boolean removeIdentity(String userId, Sin sin) {
        return users.removeIdentity(userId, sin);
    }

    @Override
    public synchronized Duration rotationWait(String userId) {
        return users.rotationWait(userId);
    }

    @Override
    public synchronized boolean setRotationWait(String userId, Duration wait) {
        return users.setRotationWait(userId, DirectoryRules.wait(wait));
    }

    @Override
    public synchronized boolean addGrant(Grant grant) {
        return MemoryScopes.target(places, grant).isPresent() && users.addGrant(grant);
    }

    @Override
    public synchronized boolean removeGrant(Grant grant) {
        return users.removeGrant(grant);
    }

    @Override
    public synchronized List<Grant> grants(String userId) {
        return List.copyOf(users.grants(userId));
    }

    @Override
    public synchronized boolean enrol(
            User user, Sin sin, Optional<Project> project, List<Grant> grants, String rule, int most) {
        DirectoryRules.requireOf(user.id(), grants);
        if (!rules.allows(rule, most) || !users.canAdd(user, List.of(sin)) || !addIfGiven(project)) {
            return false;
        }
        boolean added = grants.stream()
                        .allMatch(grant -> MemoryScopes.target(places, grant).isPresent())
                && addUser(user, List.of(sin));
        if (added) {
            grants.forEach(users::addGrant);
            rules.count(rule);
        } else {
            project.map(Project::id).ifPresent(places::removeProject);
        }
        return added;
    }

    @Override
    public Optional<ApplicationCredential> find(String id) {
        return credentials.find(id);
    }

    @Override
    public List<ApplicationCredential> ofUser(String userId) {
        return credentials.ofUser(userId);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Also false if user or project is not there.
     */
    @Override
    public synchronized boolean add(ApplicationCredential credential) {
        return users.user(credential.userId()).isPresent()
                && places.project(credential.projectId()).isPresent()
                && credentials.add(credential);
    }

    @Override
    public boolean remove(String userId, String id) {
        return credentials.remove(userId, id);
    }

    private boolean isThere(Optional<String> projectId) {
        return projectId.map(id -> places.project(id).isPresent()).orElse(true);
    }

    private boolean addIfGiven(Optional<Project> project) {
        return project.map(places::add).orElse(true);
    }

    /** Fills a directory. Every method throws {@link IllegalArgumentException} if an entry contradicts another. */
    public static final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private final List<Entry> lastEntries = new ArrayList<>();
        private final InMemoryDirectory draft = new InMemoryDirectory(InstantSource.system());

        private Builder() {}

        /**
         * Adds a domain. Those of projects and users are added with them.
         *
         * @param domain id and name must be new, or both the same as before
         * @return this
         */
        public Builder domain(Domain domain) {
            return draft.domain(domain.id()).filter(domain::equals).isPresent()
                    ? this
                    : entry(
                            directory -> directory.addDomain(domain),
                            "domain must have an id and name of its own",
                            domain.id());
        }

        /**
         * Adds a project.
         *
         * @param project id and name must be new
         * @return this
         */
        public Builder project(Project project) {
            return domain(project.domain())
                    .entry(
                            directory -> directory.addProject(project),
                            "project must have an id and name of its own",
                            project.id());
        }

        /**
         * Adds a user.
         *
         * @param user the id must be new; the default project may be added later
         * @param sins his identities; nobody else's
         * @return this
         */
        public Builder user(User user, Collection<Sin> sins) {
            User first = new User(user.id(), user.name(), user.domain(), user.enabled(), Optional.empty());
            List<Sin> identities = List.copyOf(sins);
            domain(user.domain())
                    .entry(
                            directory -> directory.addUser(first, identities),
                            "user must have an id and name of its own, and each identity one user",
                            user.id());
            if (user.defaultProjectId().isPresent()) {
                lastEntries.add(new Entry(
                        directory -> directory.changeUser(user), "default project must be a project", user.id()));
            }
            return this;
        }

        /**
         * Gives a role on a project.
         *
         * @param userId a user that was added
         * @param projectId a project that was added
         * @param role the role's name
         * @return this
         */
        public Builder role(String userId, String projectId, String role) {
            return grant(Grant.onProject(userId, projectId, role));
        }

        /**
         * Gives a role, which may be given already.
         *
         * @param grant of a user, on a project or domain, that were added
         * @return this
         */
        public Builder grant(Grant grant) {
            return entry(
                    directory -> directory.addGrant(grant)
                            || directory.grants(grant.userId()).contains(grant),
                    "role must be of a user, and on something that is there",
                    grant.userId() + " on " + grant.targetId());
        }

        /**
         * Adds an application credential.
         *
         * @param credential of a user and a project that were added
         * @return this
         */
        public Builder applicationCredential(ApplicationCredential credential) {
            return entry(
                    directory -> directory.add(credential),
                    "application credential must have an id and name of its own, a user and a project",
                    credential.id() + " of " + credential.userId());
        }

        /**
         * Ends the filling.
         *
         * @return the directory, on the system's clock
         */
        public InMemoryDirectory build() {
            return build(InstantSource.system());
        }

        /**
         * Ends the filling.
         *
         * @param clock what tells which identities count
         * @return the directory
         */
        public InMemoryDirectory build(InstantSource clock) {
            InMemoryDirectory directory = new InMemoryDirectory(clock);
            entries.forEach(entry -> entry.addTo(directory));
            lastEntries.forEach(entry -> entry.addTo(directory));
            return directory;
        }

        private Builder entry(Predicate<InMemoryDirectory> adding, String rule, String id) {
            Entry entry = new Entry(adding, rule, id);
            entry.addTo(draft);
            entries.add(entry);
            return this;
        }

        private record Entry(Predicate<InMemoryDirectory> adding, String rule, String id) {
            void addTo(InMemoryDirectory directory) {
                if (!adding.test(directory)) {
                    throw new IllegalArgumentException(rule + ": " + id);
                }
            }
        }
    }
}
