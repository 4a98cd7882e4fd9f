package org.bitauth.keystone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;

/**
 * A directory that lets in by rules whoever is not in it yet. The first rule that matches counts; it makes the user at his
 * first login, when his key is proven. Ids are made from domain and identity as Keystone makes those of federated users,
 * so an identity is the same user on every cloud with the same domain id. Thread-safe.
 */
public final class MappingDirectory implements Directory, IdentityReader {
    private final DirectoryStore store;
    private final List<MappingRule> rules;

    /**
     * A directory with rules.
     *
     * @param store where users are kept; the rules' domains must be there
     * @param rules in their order
     */
    public MappingDirectory(DirectoryStore store, List<MappingRule> rules) {
        this.store = store;
        this.rules = List.copyOf(rules);
    }

    @Override
    public Optional<User> userOf(Sin sin) {
        return store.userOf(sin).or(() -> enrolled(sin));
    }

    @Override
    public Optional<User> user(String id) {
        return store.user(id);
    }

    @Override
    public Optional<Assignment> assignment(User user, ScopeRequest scope) {
        return store.assignment(user, scope);
    }

    @Override
    public List<Scope> scopes(User user) {
        return store.scopes(user);
    }

    @Override
    public Optional<Project> project(String id) {
        return store.project(id);
    }

    @Override
    public Optional<Domain> domain(String id) {
        return store.domain(id);
    }

    @Override
    public List<Project> projects(Optional<String> name, Optional<String> domainId, int most) {
        return store.projects(name, domainId, most);
    }

    @Override
    public List<Domain> domains(Optional<String> name, int most) {
        return store.domains(name, most);
    }

    private Optional<User> enrolled(Sin sin) {
        Optional<MappingRule> rule =
                rules.stream().filter(candidate -> candidate.matches(sin)).findFirst();
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        Domain domain = rule.get().domain();
        String userId = digest(domain.id() + "user" + sin);
        Optional<Project> own = rule.get().sharedProjectId().isPresent()
                ? Optional.empty()
                : Optional.of(new Project(digest(domain.id() + "project" + sin).substring(0, 32), sin.value(), domain));
        String projectId = own.map(Project::id).or(rule.get()::sharedProjectId).orElseThrow();
        List<Grant> grants = rule.get().roles().stream()
                .map(role -> Grant.onProject(userId, projectId, role))
                .toList();
        User user = new User(userId, sin.value(), domain, true, Optional.of(projectId));
        store.enrol(user, sin, own, grants, rule.get().name(), rule.get().most());
        return store.userOf(sin); // another node may have been first
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
