package org.bitauth.keystone.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bitauth.Sin;
import org.bitauth.keystone.DirectoryStore.UserIdentity;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.User;

/** Users, and what is theirs alone: identities, waits and roles. Whoever calls it holds the directory's lock. */
final class MemoryUsers {
    private final Map<String, Entry> users = new TreeMap<>();
    private final Map<UserName, String> idsByName = new HashMap<>();
    private final Map<Sin, Owned> bySin = new HashMap<>();

    private record UserName(String domainId, String name) {
        static UserName of(User user) {
            return new UserName(user.domain().id(), user.name());
        }
    }

    private record Owned(String userId, UserIdentity identity) {}

    private static final class Entry {
        private User user;
        private Duration rotationWait = Duration.ZERO;
        private final Map<String, UserIdentity> identities = new TreeMap<>();
        private final Set<Grant> grants = new TreeSet<>(DirectoryRules.ORDER);

        Entry(User user) {
            this.user = user;
        }
    }

    boolean canAdd(User user, List<Sin> sins) {
        return !users.containsKey(user.id())
                && !idsByName.containsKey(UserName.of(user))
                && new HashSet<>(sins).size() == sins.size()
                && sins.stream().noneMatch(bySin::containsKey);
    }

    boolean add(User user, Domain domain, List<Sin> sins) {
        if (!canAdd(user, sins)) {
            return false;
        }
        users.put(user.id(), new Entry(in(domain, user)));
        idsByName.put(UserName.of(user), user.id());
        sins.forEach(sin -> addIdentity(user.id(), new UserIdentity(sin, DirectoryRules.ALWAYS)));
        return true;
    }

    boolean change(User user) {
        Entry entry = users.get(user.id());
        if (entry == null || !entry.user.domain().id().equals(user.domain().id())) {
            return false;
        }
        String owner = idsByName.putIfAbsent(UserName.of(user), user.id());
        if (owner != null && !owner.equals(user.id())) {
            return false;
        }
        if (owner == null) {
            idsByName.remove(UserName.of(entry.user));
        }
        entry.user = in(entry.user.domain(), user);
        return true;
    }

    boolean remove(String id) {
        Entry entry = users.remove(id);
        if (entry == null) {
            return false;
        }
        idsByName.remove(UserName.of(entry.user));
        entry.identities.values().forEach(identity -> bySin.remove(identity.sin()));
        return true;
    }

    Optional<User> user(String id) {
        return Optional.ofNullable(users.get(id)).map(entry -> entry.user);
    }

    Optional<User> userOf(Sin sin, Instant now) {
        return Optional.ofNullable(bySin.get(sin))
                .filter(owned -> !owned.identity().from().isAfter(now))
                .flatMap(owned -> user(owned.userId()));
    }

    Stream<User> named(Optional<String> name) {
        return users.values().stream()
                .map(entry -> entry.user)
                .filter(user -> name.map(user.name()::equals).orElse(true));
    }

    Collection<UserIdentity> identities(String userId) {
        return Optional.ofNullable(users.get(userId))
                .<Collection<UserIdentity>>map(entry -> entry.identities.values())
                .orElseGet(List::of);
    }

    boolean addIdentity(String userId, UserIdentity identity) {
        Entry entry = users.get(userId);
        if (entry == null || bySin.putIfAbsent(identity.sin(), new Owned(userId, identity)) != null) {
            return false;
        }
        entry.identities.put(identity.sin().value(), identity);
        return true;
    }

    boolean removeIdentity(String userId, Sin sin) {
        Entry entry = users.get(userId);
        if (entry == null || entry.identities.remove(sin.value()) == null) {
            return false;
        }
        bySin.remove(sin);
        return true;
    }

    Duration rotationWait(String userId) {
        return Optional.ofNullable(users.get(userId))
                .map(entry -> entry.rotationWait)
                .orElse(Duration.ZERO);
    }

    boolean setRotationWait(String userId, Duration wait) {
        Entry entry = users.get(userId);
        if (entry == null) {
            return false;
        }
        entry.rotationWait = wait;
        return true;
    }

    boolean addGrant(Grant grant) {
        Entry entry = users.get(grant.userId());
        return entry != null && entry.grants.add(grant);
    }

    boolean removeGrant(Grant grant) {
        Entry entry = users.get(grant.userId());
        return entry != null && entry.grants.remove(grant);
    }

    /** In their order. */
    Collection<Grant> grants(String userId) {
        return Optional.ofNullable(users.get(userId))
                .<Collection<Grant>>map(entry -> entry.grants)
                .orElseGet(List::of);
    }

    /** Takes a project out of what users have. */
    void forgetProject(String id) {
        for (Entry entry : users.values()) {
            entry.grants.removeIf(grant ->
                    grant.on() == Grant.Target.PROJECT && grant.targetId().equals(id));
            if (entry.user.defaultProjectId().filter(id::equals).isPresent()) {
                User user = entry.user;
                entry.user = new User(user.id(), user.name(), user.domain(), user.enabled(), Optional.empty());
            }
        }
    }

    private static User in(Domain domain, User user) {
        return new User(user.id(), user.name(), domain, user.enabled(), user.defaultProjectId());
    }
}
