package org.bitauth.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bitauth.Sin;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.User;
import org.bitauth.keystone.store.DirectoryFile;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.ssh.LoginDecision;

/** The cloud of {@code bitauth serve} without a config: project demo in domain Default for the identities allowed. */
final class EmbeddedDefault {
    private EmbeddedDefault() {}

    static ServeConfig of(Set<Sin> allowed) {
        Domain domain = new Domain("default", "Default");
        Project demo = new Project(id("project demo"), "demo", domain);
        InMemoryDirectory.Builder directory = InMemoryDirectory.builder().project(demo);
        for (Sin sin : allowed) {
            String user = id("user " + sin);
            directory
                    .user(new User(user, sin.value(), domain, true, Optional.of(demo.id())), List.of(sin))
                    .role(user, demo.id(), "member");
        }
        return new ServeConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new DirectoryFile(directory.build(), Optional.empty())),
                request -> allowed.contains(request.sin())
                        ? LoginDecision.allow()
                        : LoginDecision.deny("This identity may not log in here."),
                Optional.empty(),
                Optional.empty());
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
