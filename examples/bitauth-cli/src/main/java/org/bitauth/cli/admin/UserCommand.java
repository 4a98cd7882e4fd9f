package org.bitauth.cli.admin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.keystone.DirectoryAdmin;
import org.bitauth.keystone.User;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code admin user}: who may log in, and with which identities. */
@Command(
        name = "user",
        description = "Changes users. USER is an id, or a name that one user has.",
        synopsisSubcommandLabel = "COMMAND")
final class UserCommand {
    private static final int MOST = 10_000;

    @ParentCommand
    private DirectoryCommand parent = new DirectoryCommand();

    @Command(name = "create", description = "Makes a user, and prints his id.")
    void create(
            @Parameters(paramLabel = "NAME", description = "unique in the domain") String name,
            @Option(names = "--domain", paramLabel = "ID", defaultValue = "default", description = "${DEFAULT-VALUE}")
                    String domain,
            @Option(names = "--identity", paramLabel = "SIN", description = "whose key logs in; may be repeated")
                    List<String> identities,
            @Option(names = "--project", paramLabel = "ID", description = "the project of a login without a scope")
                    Optional<String> project) {
        DirectoryAdmin admin = parent.admin();
        List<Sin> sins = AdminWords.sins(identities == null ? List.of() : identities);
        parent.print(admin.createUser(name, AdminWords.domain(admin, domain), sins, project)
                .id());
    }

    @Command(name = "list", description = "Prints users: id, name, domain, state, identities and roles.")
    void list(@Option(names = "--name", paramLabel = "NAME", description = "only those") Optional<String> name) {
        DirectoryAdmin admin = parent.admin();
        admin.store().users(name, MOST).forEach(user -> parent.print(AdminWords.line(user, admin)));
    }

    @Command(name = "show", description = "Prints a user: id, name, domain, state, identities and roles.")
    void show(@Parameters(paramLabel = "USER") String user) {
        parent.print(AdminWords.line(AdminWords.user(parent.admin(), user), parent.admin()));
    }

    @Command(name = "enable", description = "Lets a user in again.")
    void enable(@Parameters(paramLabel = "USER") String user) {
        parent.admin().setEnabled(id(user), true);
    }

    @Command(name = "disable", description = "Locks a user out at once, tokens included.")
    void disable(@Parameters(paramLabel = "USER") String user) {
        parent.admin().setEnabled(id(user), false);
    }

    @Command(name = "delete", description = "Removes a user with identities, roles and application credentials.")
    void delete(@Parameters(paramLabel = "USER") String user) {
        parent.admin().deleteUser(id(user));
    }

    @Command(name = "add-identity", description = "Gives a user another identity.")
    void addIdentity(@Parameters(paramLabel = "USER") String user, @Parameters(paramLabel = "SIN") String sin) {
        parent.admin().addIdentity(id(user), new Sin(sin));
    }

    @Command(name = "remove-identity", description = "Takes an identity away, and revokes the user's tokens.")
    void removeIdentity(@Parameters(paramLabel = "USER") String user, @Parameters(paramLabel = "SIN") String sin) {
        parent.admin().removeIdentity(id(user), new Sin(sin));
    }

    @Command(name = "default-project", description = "Sets the project of a login without a scope; none without ID.")
    void defaultProject(
            @Parameters(paramLabel = "USER") String user,
            @Parameters(paramLabel = "ID", arity = "0..1") Optional<String> project) {
        parent.admin().setDefaultProject(id(user), project);
    }

    @Command(
            name = "rotation-wait",
            description = "Sets how long an identity waits that the user adds himself, and can be withdrawn.")
    void rotationWait(@Parameters(paramLabel = "USER") String user, @Parameters(paramLabel = "SECONDS") long seconds) {
        parent.admin().setRotationWait(id(user), Duration.ofSeconds(seconds));
    }

    private String id(String word) {
        User user = AdminWords.user(parent.admin(), word);
        return user.id();
    }
}
