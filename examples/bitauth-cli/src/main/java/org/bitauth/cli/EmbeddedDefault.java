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

/** The cloud of {@code bitauth serve} without a config: project demo in domain Default for the identities allowed. */
final class EmbeddedDefault {
    private static final String ZONE = "i.cloud.test";

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
                Optional.of(new SshConfig(
                        allowed.stream().map(EmbeddedDefault::everywhere).toList(), null, ZONE, null, null, null)),
                Optional.empty(),
                Optional.empty());
    }

    private static SshLogin everywhere(Sin sin) {
        return new SshLogin(sin.value(), "*", "*", null, null, null, null);
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
