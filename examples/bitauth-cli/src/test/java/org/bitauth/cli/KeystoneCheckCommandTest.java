package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, at the identity service of the embedded default. */
@SuppressWarnings("NullAway.Init")
class KeystoneCheckCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private DemoServer server;

    @BeforeEach
    void start() throws Exception {
        server = new DemoServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void logsInAndOutWithAKey() throws Exception {
        CommandRun run = check(server.url(), "--key", server.key().toString());

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("ok      login: ", "ok      token provider: jws\n", "ok      rescoping: ")
                .contains("ok      catalog: ", "ok      revocation: ")
                .doesNotContain("unknown", "eyJ", Files.readString(server.key()).strip());
    }

    @Test
    void saysWhatOnlyAKeyTells() {
        CommandRun run = check(server.url(), "--plugin");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("unknown login: ").doesNotContain("federation");
    }

    @Test
    void namesAKeyThatNoUserHas() throws Exception {
        Path stranger = folder.resolve("stranger");
        String sin = DemoServer.newKey(stranger).value();

        CommandRun run = check(server.url(), "--key", stranger.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).containsPattern("missing login: refused \\(HTTP 401, req-[0-9a-f-]+\\): a user " + sin);
    }

    @Test
    void saysThatAnUnscopedTokenHasNoCatalog() {
        CommandRun run = check(server.url(), "--key", server.key().toString(), "--scope", "unscoped");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("unknown catalog: ").contains("ok      rescoping: ");
    }

    @Test
    void demandsFederationWhereItIsAskedFor() {
        CommandRun run = check(server.url(), "--oidc");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("missing federation: ");
    }

    @Test
    void refusesOptionsThatCannotBe() {
        assertThat(check(server.url(), "--provider", "../x").exitCode()).isEqualTo(2);
        assertThat(check(server.url(), "--timeout", "0").exitCode()).isEqualTo(2);
        assertThat(check(URI.create("http://cloud.example/v3")).err()).contains("https");
    }

    private static CommandRun check(URI url, String... options) {
        Object[] words = new Object[options.length + 3];
        words[0] = "keystone";
        words[1] = "check";
        words[2] = url;
        System.arraycopy(options, 0, words, 3, options.length);
        return CommandRun.of(words);
    }
}
