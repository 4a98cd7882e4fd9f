package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitauth.Sin;
import org.bitauth.cli.admin.AdminSocket;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.keystone.store.H2File;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bitauth admin} on a database that is closed, and by a server that has it open. */
@SuppressWarnings("NullAway.Init")
class AdminCommandTest {
    @TempDir
    private Path folder;

    private Path state;
    private Path key;
    private Sin sin;

    @BeforeEach
    void start() throws Exception {
        state = Files.createDirectory(folder.resolve("state"));
        key = folder.resolve("key");
        sin = DemoServer.newKey(key);
        IdentityStores.of(config(), first -> {}).orElseThrow().close();
    }

    @Test
    void makesAUserWhoLogsInAndLosesWhatIsTakenFromHim() throws Exception {
        String project = ok("project", "create", "shop");
        String user = ok("user", "create", "alice", "--identity", sin, "--project", project);
        ok("grant", "alice", "member", "--project", project);

        try (Running server = new Running()) {
            String token = server.login();
            assertThat(server.login("--scope", "project:shop@Default")).isNotBlank();
            assertThat(ok("user", "show", user))
                    .contains("alice", "enabled", "default-project=" + project, "sin=" + sin)
                    .contains("role=member@project:" + project);

            ok("user", "disable", "alice"); // by the server, while it has the database open
            assertThat(server.refuses()).isTrue();
            assertThat(server.validates(token)).isFalse();
            ok("user", "enable", "alice");
            assertThat(server.login()).isNotBlank();
            ok("revoke", "alice", "member", "--project", project);
            assertThat(server.refuses("--scope", "project:shop@Default")).isTrue();
        }
        assertThat(ok("user", "list")).contains("alice").doesNotContain("role=");
        ok("user", "delete", user);
        assertThat(ok("user", "list")).isEmpty();
    }

    @Test
    void endsTokensThatAUserHas() throws Exception {
        ok("user", "create", "alice", "--identity", sin);
        try (Running server = new Running()) {
            String token = server.login();
            assertThat(server.validates(token)).isTrue();
            ok("revoke", "alice");
            assertThat(server.validates(token)).isFalse();
        }
    }

    @Test
    void addsAKeyOfTheUsersOwnAndLetsItBeWithdrawnWhileItWaits() throws Exception {
        Path next = folder.resolve("next");
        Sin added = DemoServer.newKey(next);
        ok("user", "create", "alice", "--identity", sin);
        ok("user", "rotation-wait", "alice", "3600");
        letTheServerBeOld();
        try (Running server = new Running()) {
            assertThat(CommandRun.of("rotate", server.url, "--key", key, "--to", next))
                    .satisfies(run -> assertThat(run.exitCode()).as(run.err()).isZero())
                    .satisfies(run -> assertThat(run.out()).startsWith(added + " counts from "));
            assertThat(server.logIn(next).exitCode()).isEqualTo(1);
            assertThat(CommandRun.of("rotate", server.url, "--key", key, "--withdraw", added)
                            .exitCode())
                    .isZero();
            assertThat(ok("user", "show", "alice")).contains(sin.value()).doesNotContain(added.value());

            ok("user", "rotation-wait", "alice", "0");
            assertThat(CommandRun.of("rotate", server.url, "--key", key, "--to", next)
                            .exitCode())
                    .isZero();
            assertThat(server.logIn(next).exitCode()).isZero();
            assertThat(CommandRun.of("rotate", server.url, "--key", next, "--withdraw", sin)
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void givesRolesOnDomainsAndTheSystem() {
        ok("domain", "create", "shops", "Shops");
        ok("user", "create", "alice", "--domain", "shops", "--identity", sin);
        ok("grant", "alice", "admin", "--domain", "shops");
        ok("grant", "alice", "admin", "--system");
        ok("grant", "alice", "admin", "--system");

        assertThat(ok("domain", "list")).contains("default Default", "shops Shops");
        assertThat(ok("user", "show", "alice")).contains("role=admin@domain:shops", "role=admin@system");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            user create alice --identity Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDa | 2
            user create alice --domain nowhere                               | 2
            user create alice --project nothing                              | 1
            user show nobody                                                 | 2
            grant nobody member --system                                     | 2
            grant nobody member                                              | 2
            grant nobody                                                     | 2
            revoke nobody member                                             | 2
            project create --domain default                                  | 2
            frobnicate                                                       | 2
            """)
    void refusesWhatMakesNoSense(String words, int exitCode) {
        CommandRun run = admin((Object[]) words.strip().split(" +"));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.err()).isNotBlank().doesNotContain("\tat ");
        assertThat(ok("user", "list")).isEmpty();
    }

    @Test
    void refusesNamesAndIdentitiesThatAreTaken() {
        ok("user", "create", "alice", "--identity", sin);

        assertThat(admin("user", "create", "alice").exitCode()).isEqualTo(1);
        assertThat(admin("user", "create", "bob", "--identity", sin).exitCode()).isEqualTo(1);
        assertThat(ok("user", "list").lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "help user", "help grant"})
    void saysWhatCanBeDone(String words) {
        assertThat(ok((Object[]) words.split(" "))).contains("Usage: admin");
    }

    @Test
    void refusesAStateFolderThatIsNotThere() {
        CommandRun run = CommandRun.of("admin", "--state", folder.resolve("none"), "user", "list");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("does not exist");
    }

    @Test
    void letsTheOwnerAloneComeToTheSocket() throws Exception {
        try (Running server = new Running()) {
            assertThat(server.url).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("admin"))))
                    .isEqualTo("rwx------");
        }
        assertThat(state.resolve("admin/socket")).doesNotExist();
    }

    @Test
    void makesTheFirstAdministratorOnce() throws Exception {
        for (int i = 0; i < 2; i++) {
            IdentityStores.of(config(), first -> first.administrator(sin))
                    .orElseThrow()
                    .close();
        }

        assertThat(ok("user", "list").lines()).hasSize(1);
        assertThat(ok("user", "show", "admin")).contains("sin=" + sin, "role=admin@system", "role=admin@project:");
    }

    /** Statements that may be older than the memory of used ones are refused. */
    private void letTheServerBeOld() throws Exception {
        try (H2File file = H2File.open(state);
                Connection connection = file.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO bitauth_replay_memory (memory_row, since_millis) VALUES (1, 0)");
        }
    }

    private ServeConfig config() {
        return EmbeddedDefault.of(state, Set.of());
    }

    private CommandRun admin(Object... words) {
        Object[] all = new Object[words.length + 3];
        all[0] = "admin";
        all[1] = "--state";
        all[2] = state;
        System.arraycopy(words, 0, all, 3, words.length);
        return CommandRun.of(all);
    }

    private String ok(Object... words) {
        CommandRun run = admin(words);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().strip();
    }

    /** The server of the state folder, as {@code bitauth serve} makes it. */
    private final class Running implements AutoCloseable {
        private final Servers servers = new Servers();
        private final URI url;

        Running() throws Exception {
            Optional<IdentityStores> stores = IdentityStores.of(config(), first -> {});
            stores.ifPresent(servers::add);
            servers.add(AdminSocket.open(state, stores.orElseThrow().admin()));
            AuditLog audit = new AuditLog(new PrintWriter(new StringWriter(), true));
            url = servers.add(new JettyServer(Optional.empty(), 0, at -> Faces.of(config(), stores, at, audit)))
                    .url();
        }

        CommandRun logIn(Path with, Object... more) {
            Object[] all = new Object[more.length + 6];
            Object[] begin = {"login", url, "--key", with, "--format", "token"};
            System.arraycopy(begin, 0, all, 0, begin.length);
            System.arraycopy(more, 0, all, begin.length, more.length);
            return CommandRun.of(all);
        }

        String login(Object... more) {
            CommandRun run = logIn(key, more);
            assertThat(run.exitCode()).as(run.err()).isZero();
            return run.out().strip();
        }

        boolean refuses(Object... more) {
            return logIn(key, more).exitCode() == 1;
        }

        boolean validates(String token) throws Exception {
            return new DirectHttpClient()
                            .send(
                                    "GET",
                                    URI.create(url + "/auth/tokens"),
                                    Map.of("X-Auth-Token", token, "X-Subject-Token", token),
                                    new byte[0])
                            .status()
                    == 200;
        }

        @Override
        public void close() {
            servers.close();
        }
    }
}
