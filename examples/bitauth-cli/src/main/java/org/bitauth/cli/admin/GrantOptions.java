package org.bitauth.cli.admin;

import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.keystone.Grant;
import picocli.CommandLine.Option;

/** What a role is on. */
final class GrantOptions {
    @Option(names = "--project", paramLabel = "ID", description = "on this project")
    private Optional<String> project = Optional.empty();

    @Option(names = "--domain", paramLabel = "ID", description = "on this domain")
    private Optional<String> domain = Optional.empty();

    @Option(names = "--system", description = "on the whole deployment")
    private boolean system;

    Grant grant(String userId, String role) {
        if (project.isPresent()) {
            return Grant.onProject(userId, project.get(), role);
        }
        if (domain.isPresent()) {
            return Grant.onDomain(userId, domain.get(), role);
        }
        if (system) {
            return Grant.onSystem(userId, role);
        }
        throw new MalformedException("one of --project, --domain and --system must be given");
    }
}
