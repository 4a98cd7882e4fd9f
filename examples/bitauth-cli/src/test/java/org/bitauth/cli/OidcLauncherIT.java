package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.bitauth.Sin;
import org.bitauth.cli.Launcher.Ended;
import org.bitauth.cli.Launcher.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bitauth serve} with a provider, and every way to log in at it, by the command as it is packaged. */
@SuppressWarnings("NullAway.Init")
class OidcLauncherIT {
    private static final String JWT = "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\n";

    @TempDir
    private Path folder;

    private Path key;
    private Path denied;
    private Sin sin;
    private Launcher launcher;
    private Running serve;
    private String issuer;

    @BeforeEach
    void serve() throws Exception {
        launcher = new Launcher(folder);
        key = folder.resolve("key");
        sin = new Sin(launcher.run("key", "new", key).out().strip());
        denied = Files.createFile(folder.resolve("denied"));
        Path config = Files.writeString(
                folder.resolve("config.json"),
                "{\"state\":\"" + folder.resolve("state") + "\",\"oidc\":{\"audiences\":[\"keystone\"],\"device\":true,"
                        + "\"deny_file\":\"" + denied + "\"}}");
        serve = launcher.start(Map.of(), "serve", "--config", config);
        issuer = "http://" + serve.awaitLine(serve.out(), "http://").replace("/v3", "/oidc");
    }

    @AfterEach
    void stop() {
        launcher.close();
    }

    @Test
    void oidcPrintsTheJwtAndNothingElse() throws Exception {
        Ended login = loginByKey("keystone");

        assertThat(login.exitCode()).as(login.err()).isZero();
        assertThat(login.err()).isEmpty();
        checkJwt(login.out());
        checkAudit("oidc.issue accepted " + sin, login.out());
    }

    @Test
    void devicePrintsTheJwtOfTheOneWhoAnswersByTheCommandOfThePage() throws Exception {
        Running login = loginByDevice("keystone");
        DeviceVisitor person = new DeviceVisitor(login.awaitLine(login.err(), "open      "));
        String command = person.type(login.awaitLine(login.err(), "and type  "), sin);

        Ended answer = launcher.shell(Map.of("BITAUTH_KEY_FILE", key.toString(), "PATH", Launcher.path()), command);

        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out()).matches("0[23][0-9a-f]{64} 30[0-9a-f]+\n");
        assertThat(answer.err())
                .contains("signed for " + issuer, "token for federation keystone on device ")
                .contains("paste this only where you began the login yourself");
        assertThat(person.paste(answer.out())).contains("id=\"done\"");
        Ended device = login.end();
        assertThat(device.exitCode()).as(device.err()).isZero();
        assertThat(device.err().lines()).hasSize(2);
        checkJwt(device.out());
        checkAudit("oidc.issue accepted " + sin, device.out());
        assertThat(Files.readString(serve.err()))
                .doesNotContain(answer.out().strip().split(" ", -1)[1]);
    }

    @Test
    void deviceEndsWith1WhereThePersonSaysNo() throws Exception {
        Running login = loginByDevice("keystone");
        DeviceVisitor person = new DeviceVisitor(issuer + "/device");
        person.type(login.awaitLine(login.err(), "and type  "), sin);
        assertThat(person.cancel()).contains("id=\"done\"");

        checkFailure(login.end(), 1, "access_denied");
    }

    @Test
    void bothEndWith1ForADeniedIdentity() throws Exception {
        Running login = loginByDevice("keystone");
        DeviceVisitor person = new DeviceVisitor(issuer + "/device");
        String command = person.type(login.awaitLine(login.err(), "and type  "), sin);
        Ended answer = launcher.shell(Map.of("BITAUTH_KEY_FILE", key.toString(), "PATH", Launcher.path()), command);
        Files.writeString(denied, sin + "\n");
        person.paste(answer.out());

        checkFailure(login.end(), 1, "access_denied");
        checkFailure(loginByKey("keystone"), 1, "access_denied");
        checkAudit("access_denied", "");
    }

    @Test
    void bothEndWith1ForAnotherAudience() throws Exception {
        checkFailure(loginByKey("other"), 1, "invalid_target");
        checkFailure(loginByDevice("other").end(), 1, "invalid_target");
    }

    @Test
    void bothEndWith3WhereTheServerIsDown() throws Exception {
        Running waiting = loginByDevice("keystone");
        waiting.awaitLine(waiting.err(), "and type  ");
        serve.process().destroy();
        serve.process().onExit().join();

        checkFailure(waiting.end(), 3, "");
        checkFailure(loginByKey("keystone"), 3, "");
        checkFailure(loginByDevice("keystone").end(), 3, "");
    }

    private Ended loginByKey(String audience) throws Exception {
        return launcher.run("login", "--oidc", issuer, "--audience", audience, "--key", key);
    }

    /** Has no key, and needs none. */
    private Running loginByDevice(String audience) throws Exception {
        return launcher.start(Map.of(), "login", "--device", issuer, "--audience", audience);
    }

    private void checkJwt(String out) throws IOException {
        assertThat(out).matches(JWT);
        JsonNode claims = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(out.split("\\.", -1)[1]));
        assertThat(claims.path("iss").asText()).isEqualTo(issuer);
        assertThat(claims.path("sub").asText()).isEqualTo(sin.value());
        assertThat(claims.path("aud").asText()).isEqualTo("keystone");
    }

    private void checkFailure(Ended login, int exitCode, String message) throws IOException {
        assertThat(login.exitCode()).as(login.err()).isEqualTo(exitCode);
        assertThat(login.out()).isEmpty();
        assertThat(login.err()).contains("bitauth: ", message).doesNotContain("\tat ", "eyJ");
        checkNoKey();
    }

    /** The log tells of the decision; no JWT, code or seal, which all begin like this, is in it. */
    private void checkAudit(String decision, String jwt) throws IOException {
        assertThat(Files.readString(serve.err())).contains(decision).doesNotContain("eyJ");
        assertThat(launcher.everything().replace(jwt, "")).doesNotContain("eyJ");
        checkNoKey();
    }

    private void checkNoKey() throws IOException {
        String secret = Files.readString(key).strip();
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(launcher.everything()).doesNotContain(secret);
    }
}
