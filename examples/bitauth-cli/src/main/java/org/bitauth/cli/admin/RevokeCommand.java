package org.bitauth.cli.admin;

import java.util.Optional;
import org.bitauth.MalformedException;
import org.bitauth.keystone.DirectoryAdmin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code admin revoke}: takes a role away, or ends all tokens that a user has. */
@Command(
        name = "revoke",
        description = "Takes a role away from a user; without ROLE, ends the tokens that the user has by now.")
final class RevokeCommand implements Runnable {
    @ParentCommand
    private DirectoryCommand parent = new DirectoryCommand();

    @Parameters(index = "0", paramLabel = "USER")
    private String user = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "ROLE", description = "for example member")
    private Optional<String> role = Optional.empty();

    @ArgGroup(multiplicity = "0..1")
    private @Nullable GrantOptions on;

    @Override
    public void run() {
        DirectoryAdmin admin = parent.admin();
        String userId = AdminWords.user(admin, user).id();
        if (role.isPresent() != (on != null)) {
            throw new MalformedException("ROLE must stand with one of --project, --domain and --system");
        }
        if (on == null) {
            admin.revokeTokens(userId);
        } else {
            admin.revoke(on.grant(userId, role.orElseThrow()));
        }
    }
}
