package org.bitauth.cli.admin;

import org.bitauth.keystone.DirectoryAdmin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code admin grant}: gives a role. */
@Command(name = "grant", description = "Gives a user a role on a project, a domain, or the system.")
final class GrantCommand implements Runnable {
    @ParentCommand
    private DirectoryCommand parent = new DirectoryCommand();

    @Parameters(index = "0", paramLabel = "USER")
    private String user = "";

    @Parameters(index = "1", paramLabel = "ROLE", description = "for example member")
    private String role = "";

    @ArgGroup(multiplicity = "1")
    private GrantOptions on = new GrantOptions();

    @Override
    public void run() {
        DirectoryAdmin admin = parent.admin();
        admin.grant(on.grant(AdminWords.user(admin, user).id(), role));
    }
}
