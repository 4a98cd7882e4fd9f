package org.bitauth.cli.admin;

import java.util.Optional;
import org.bitauth.keystone.DirectoryAdmin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code admin project}: what roles are on. */
@Command(name = "project", description = "Changes projects.", synopsisSubcommandLabel = "COMMAND")
final class ProjectCommand {
    private static final int MOST = 10_000;

    @ParentCommand
    private DirectoryCommand parent = new DirectoryCommand();

    @Command(name = "create", description = "Makes a project, and prints its id.")
    void create(
            @Parameters(paramLabel = "NAME", description = "unique in the domain") String name,
            @Option(names = "--domain", paramLabel = "ID", defaultValue = "default", description = "${DEFAULT-VALUE}")
                    String domain) {
        DirectoryAdmin admin = parent.admin();
        parent.print(admin.createProject(name, AdminWords.domain(admin, domain)).id());
    }

    @Command(name = "list", description = "Prints projects: id, name, domain.")
    void list(@Option(names = "--name", paramLabel = "NAME", description = "only those") Optional<String> name) {
        parent.admin()
                .store()
                .projects(name, Optional.empty(), MOST)
                .forEach(project -> parent.print(project.id() + " " + project.name() + " "
                        + project.domain().id()));
    }
}
