package org.bitauth.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.Sin;
import org.bitauth.keystone.DirectoryAdmin;
import org.bitauth.keystone.DirectoryStore;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.User;

/**
 * Who is in the directory from the start: the domain Default, the first administrator, and the identities of
 * {@code --allow}. Run again, it adds what is not there yet and takes nothing away.
 */
final class FirstUsers {
    /** The domain of everybody who is made here. */
    static final String DOMAIN_ID = "default";

    private final DirectoryAdmin admin;
    private final DirectoryStore store;

    FirstUsers(DirectoryAdmin admin) {
        this.admin = admin;
        store = admin.store();
    }

    /** Makes the domain of a directory that has none. */
    void domain() {
        if (store.domains(Optional.empty(), 1).isEmpty()) {
            admin.createDomain(DOMAIN_ID, "Default");
        }
    }

    /** Gives an identity the role admin on a project {@code admin} and on the system, as Keystone's bootstrap does. */
    void administrator(Sin sin) {
        Project project = project("admin");
        User user = user("admin", sin, project);
        for (String role : List.of("admin", "member", "reader")) {
            admin.grant(Grant.onProject(user.id(), project.id(), role));
        }
        admin.grant(Grant.onSystem(user.id(), "admin"));
    }

    /** Gives identities the role member on a project {@code demo}. */
    void members(Set<Sin> sins) {
        for (Sin sin : sins) {
            Project project = project("demo");
            User user = user(sin.value(), sin, project);
            admin.grant(Grant.onProject(user.id(), project.id(), "member"));
        }
    }

    private Domain defaultDomain() {
        return store.domain(DOMAIN_ID)
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.WRONG_USE, "the directory must have a domain with the id " + DOMAIN_ID));
    }

    private Project project(String name) {
        return store.projects(Optional.of(name), Optional.of(DOMAIN_ID), 1).stream()
                .findFirst()
                .orElseGet(() -> admin.createProject(name, defaultDomain()));
    }

    private User user(String name, Sin sin, Project project) {
        return store.userOf(sin).orElseGet(() -> {
            if (!store.users(Optional.of(name), 1).isEmpty()) {
                throw new CommandFailure(
                        CommandFailure.WRONG_USE,
                        "there is a user " + name + " already: give him the identity by 'bitauth admin user'");
            }
            return admin.createUser(name, defaultDomain(), List.of(sin), Optional.of(project.id()));
        });
    }
}
