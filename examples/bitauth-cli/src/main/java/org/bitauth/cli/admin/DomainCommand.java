package org.bitauth.cli.admin;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code admin domain}: where names are unique. */
@Command(name = "domain", description = "Changes domains.", synopsisSubcommandLabel = "COMMAND")
final class DomainCommand {
    private static final int MOST = 10_000;

    @ParentCommand
    private DirectoryCommand parent = new DirectoryCommand();

    @Command(name = "create", description = "Makes a domain.")
    void create(@Parameters(paramLabel = "ID") String id, @Parameters(paramLabel = "NAME") String name) {
        parent.print(parent.admin().createDomain(id, name).id());
    }

    @Command(name = "list", description = "Prints domains: id and name.")
    void list() {
        parent.admin()
                .store()
                .domains(Optional.empty(), MOST)
                .forEach(domain -> parent.print(domain.id() + " " + domain.name()));
    }
}
