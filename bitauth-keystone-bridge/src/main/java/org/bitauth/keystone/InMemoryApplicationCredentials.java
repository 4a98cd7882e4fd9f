package org.bitauth.keystone;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The application credentials of one process. */
public final class InMemoryApplicationCredentials implements ApplicationCredentials {
    private final Map<String, ApplicationCredential> byId = new HashMap<>();
    private final Map<String, Map<String, ApplicationCredential>> byUser = new HashMap<>();

    /** None. */
    public InMemoryApplicationCredentials() {}

    @Override
    public synchronized Optional<ApplicationCredential> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public synchronized List<ApplicationCredential> ofUser(String userId) {
        return List.copyOf(byUser.getOrDefault(userId, Map.of()).values());
    }

    @Override
    public synchronized boolean add(ApplicationCredential credential) {
        Map<String, ApplicationCredential> users = byUser.getOrDefault(credential.userId(), Map.of());
        boolean taken = byId.containsKey(credential.id())
                || users.size() >= MOST_OF_A_USER
                || users.values().stream().anyMatch(other -> other.name().equals(credential.name()));
        if (taken) {
            return false;
        }
        byId.put(credential.id(), credential);
        byUser.computeIfAbsent(credential.userId(), user -> new TreeMap<>()).put(credential.id(), credential);
        return true;
    }

    @Override
    public synchronized boolean remove(String userId, String id) {
        Map<String, ApplicationCredential> users = byUser.get(userId);
        if (users == null || users.remove(id) == null) {
            return false;
        }
        byId.remove(id);
        return true;
    }

    /** Forgets whatever is of a user. */
    public synchronized void removeUser(String userId) {
        List.copyOf(byUser.getOrDefault(userId, Map.of()).keySet()).forEach(id -> remove(userId, id));
        byUser.remove(userId);
    }

    /** Forgets whatever is for a project. */
    public synchronized void removeProject(String projectId) {
        List.copyOf(byId.values()).stream()
                .filter(credential -> credential.projectId().equals(projectId))
                .forEach(credential -> remove(credential.userId(), credential.id()));
    }
}
