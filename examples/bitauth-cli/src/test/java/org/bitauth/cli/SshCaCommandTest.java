package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.Krl;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.SshPublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code bitauth ssh-ca} on the state of a server that runs. */
@SuppressWarnings("NullAway.Init")
class SshCaCommandTest {
    private static final String ZONE = "i.cloud.example";

    @TempDir
    private Path folder;

    private Path key;
    private Path state;
    private Sin sin;
    private JettyServer server;

    @BeforeEach
    void start() throws Exception {
        key = folder.resolve("key");
        state = folder.resolve("state");
        sin = DemoServer.newKey(key);
        server = serve("""
                {"state": "%s",
                 "ssh": {"zone": "i.cloud.example", "life": 7200, "sender_header": "X-Real-IP",
                         "logins": [{"identity": "%s", "instance": "web-1", "login": "debian",
                                     "until": "2100-01-01T00:00:00Z", "from": ["192.0.2.7/24", "::1"],
                                     "command": "uptime", "extensions": ["permit-port-forwarding"]}]}}
                """.formatted(state, sin));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void servesTheAuthoritiesAlone() throws IOException {
        SshCertificate certificate = certificate();

        assertThat(certificate.criticalOptions())
                .containsEntry("force-command", "uptime")
                .containsEntry("source-address", "192.0.2.0/24,0:0:0:0:0:0:0:1/128");
        assertThat(certificate.extensions()).containsOnlyKeys("permit-port-forwarding");
        assertThat(certificate.validAfter().plusSeconds(7260)).isEqualTo(certificate.validBefore());
        assertThat(get("/known-hosts").text()).startsWith("@cert-authority *.i.cloud.example ssh-ed25519 ");
        assertThat(get("/krl-key").status()).isEqualTo(200);
    }

    @Test
    void revokesAnIdentityWhileTheServerRuns() throws IOException {
        SshCertificate certificate = certificate();
        CommandRun run = CommandRun.of("ssh-ca", "revoke", "--state", state, "--identity", sin);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("list 1 of 20").contains("\nidentity " + sin + "\n");
        assertThat(served().revokes(certificate)).isTrue();
        assertThat(request().exitCode()).isEqualTo(1);
        assertThat(request().err()).contains("revoked");

        CommandRun.of("ssh-ca", "revoke", "--state", state, "--identity", sin, "--undo");
        assertThat(served().number()).isEqualTo(2);
        assertThat(request().exitCode()).isZero();
    }

    @Test
    void revokesACertificateByItsNumber() throws IOException {
        SshCertificate certificate = certificate();
        CommandRun.of("ssh-ca", "revoke", "--state", state, "--serial", certificate.serialText());

        assertThat(served().revokes(certificate)).isTrue();
        assertThat(served().revokes(certificate())).isFalse();
    }

    @Test
    void revokesWhatWasIssuedInATime() throws IOException {
        SshCertificate certificate = certificate();
        String from = certificate.validAfter().toString();
        String until = certificate.validAfter().plusSeconds(90).toString();
        CommandRun.of("ssh-ca", "revoke", "--state", state, "--issued", from + "/" + until);

        assertThat(served().revokes(certificate)).isTrue();

        CommandRun.of("ssh-ca", "revoke", "--state", state, "--issued", from + "/" + until, "--undo");
        CommandRun.of("ssh-ca", "revoke", "--state", state, "--issued", from + "/" + from);
        assertThat(served().revokes(certificate)).isFalse();
    }

    @Test
    void revokesAKey() throws IOException {
        SshCertificate certificate = certificate();
        CommandRun.of("ssh-ca", "revoke", "--state", state, "--key", folder.resolve("id.pub"));

        assertThat(served().revokes(certificate)).isTrue();
    }

    @Test
    void showsTheListWithoutChangingIt() {
        CommandRun run = CommandRun.of("ssh-ca", "revoke", "--state", state);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("list 0 of 1970-01-01T00:00:00Z\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--identity, Tf1",
        "--serial, x",
        "--serial, 0",
        "--serial, -1",
        "--issued, 2026-11-22T10:00:00Z",
        "--issued, x/y",
        "--issued, 2026-11-22T10:00:00Z/2026-11-22T09:00:00Z",
        "--key, /no/such/file"
    })
    void refusesWhatItCannotRevoke(String option, String value) throws IOException {
        CommandRun run = CommandRun.of("ssh-ca", "revoke", "--state", state, option, value);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(served().number()).isZero();
    }

    @Test
    void refusesAStateThatIsNotThere() {
        CommandRun run = CommandRun.of("ssh-ca", "revoke", "--state", folder.resolve("stat"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("does not exist");
        assertThat(folder.resolve("stat")).doesNotExist();
    }

    @Test
    void joinsSshdsLogWithWhatWasIssued() throws IOException {
        SshCertificate certificate = certificate();
        String ours = login(certificate.keyId(), certificate.serialText());
        String foreign = login(certificate.keyId(), "7");

        CommandRun known = issued("Server listening on 0.0.0.0 port 22.\n" + ours);
        assertThat(known.exitCode()).isZero();
        assertThat(known.out().lines()).hasSize(2);
        assertThat(known.out())
                .contains("  issued 20")
                .contains(" " + certificate.keyId() + " " + certificate.serialText() + " sin:" + sin + "/web-1/debian");

        CommandRun unknown = issued(ours + foreign);
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.out()).endsWith("  NOT ISSUED HERE\n");
    }

    @Test
    void enrolsAHostByASecretThatWorksOnce() throws IOException {
        SshPublicKey host = SshKeyPair.generate().publicKey();
        String secret = ca("host-secret", "--zone", ZONE, "web-1").out().strip();

        RawResponse answer = enrol(secret, host);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(SshCertificate.parse(answer.text()).principals()).containsExactly("web-1.i.cloud.example");
        assertThat(enrol(secret, SshKeyPair.generate().publicKey()).status()).isEqualTo(403);

        assertThat(ca("host-forget", "web-1").exitCode()).isZero();
        assertThat(get("/host-certificates/web-1").status()).isEqualTo(404);
        assertThat(enrol(secret, SshKeyPair.generate().publicKey()).status()).isEqualTo(201);
    }

    @Test
    void certifiesAHostForTheVendor() throws IOException {
        SshPublicKey host = SshKeyPair.generate().publicKey();
        Path file = Files.writeString(folder.resolve("host.pub"), host.line() + "\n");
        CommandRun run = ca("host-cert", "--zone", ZONE, "--key", file, "web-1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(SshCertificate.parse(run.out()).subject()).isEqualTo(host);
        assertThat(get("/host-certificates/web-1").status()).isEqualTo(200);
    }

    @Test
    void keepsWhatIsRevokedAndEnrolledOverARestart() throws Exception {
        CommandRun.of("ssh-ca", "revoke", "--state", state, "--identity", sin);
        String keys =
                get("/ca").text() + get("/known-hosts").text() + get("/krl-key").text();
        server.close();
        server = serve("{\"state\": \"" + state + "\", \"ssh\": {\"zone\": \"" + ZONE + "\", \"logins\": []}}");

        assertThat(get("/ca").text()
                        + get("/known-hosts").text()
                        + get("/krl-key").text())
                .isEqualTo(keys);
        assertThat(served().revokes(sin)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"life\": 30 | certificate life must be",
                "\"life\": 90000 | certificate life must be",
                "\"zone\": \"*\" | zone must be",
                "\"also_trusted\": [\"ssh-rsa AAAA\"] | SSH key must be",
                "\"logins\": [{\"identity\": \"Tf1\", \"instance\": \"a\", \"login\": \"b\"}] | SIN must",
                "\"logins\": [{\"identity\": \"SIN\", \"instance\": \"a\", \"login\": \"b\", \"from\": [\"x\"]}] | source address",
                "\"logins\": [{\"identity\": \"SIN\", \"instance\": \"a\", \"login\": \"b\", \"extensions\": [\"x\"]}] | extension must",
                "\"logins\": [{\"identity\": \"SIN\", \"instance\": \"a\", \"login\": \"b\", \"until\": \"x\"}] | x",
                "\"vendor\": 1 | vendor"
            })
    void refusesASectionThatDoesNotHoldTogether(String member, String message) throws IOException {
        String logins = member.contains("logins") ? "" : "\"logins\": [], ";
        Path file = Files.writeString(
                folder.resolve("broken.json"), "{\"ssh\": {" + logins + member.replace("SIN", sin.value()) + "}}");
        CommandRun run = CommandRun.of("serve", "--config", file);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
    }

    private JettyServer serve(String json) throws Exception {
        ServeConfig config = ServeConfig.read(Files.writeString(folder.resolve("config.json"), json));
        AuditLog audit = new AuditLog(new PrintWriter(new StringWriter(), true));
        return new JettyServer(Optional.empty(), 0, url -> Faces.of(config, url, audit));
    }

    private CommandRun request() {
        return CommandRun.of(
                "ssh",
                "cert",
                server.url(),
                "--key",
                key,
                "--login",
                "debian",
                "--instance",
                "web-1",
                "--out",
                folder.resolve("id"));
    }

    private SshCertificate certificate() throws IOException {
        CommandRun run = request();
        assertThat(run.exitCode()).as(run.err()).isZero();
        return SshCertificate.parse(Files.readString(folder.resolve("id-cert.pub")));
    }

    private CommandRun ca(String command, Object... arguments) {
        Object[] all = new Object[arguments.length + 4];
        all[0] = "ssh-ca";
        all[1] = command;
        all[2] = "--state";
        all[3] = state;
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return CommandRun.of(all);
    }

    private CommandRun issued(String log) {
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(log.getBytes(StandardCharsets.ISO_8859_1)));
            return ca("issued");
        } finally {
            System.setIn(before);
        }
    }

    private static String login(String keyId, String serial) {
        return "Accepted publickey for debian from 192.0.2.7 port 50000 ssh2: ED25519-CERT SHA256:" + "A".repeat(43)
                + " ID " + keyId + " (serial " + serial + ") CA ED25519 SHA256:" + "B".repeat(43) + "\n";
    }

    private RawResponse enrol(String secret, SshPublicKey host) throws IOException {
        String form = "instance=web-1&secret=" + secret + "&key="
                + host.line().replace(" ", "%20").replace("+", "%2B").replace("=", "%3D");
        return new DirectHttpClient()
                .send(
                        "POST",
                        URI.create(server.url() + "/ssh/host-certificates"),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        form.getBytes(StandardCharsets.US_ASCII));
    }

    private Krl served() throws IOException {
        return Krl.parse(get("/krl").body());
    }

    private RawResponse get(String path) throws IOException {
        return new DirectHttpClient().send("GET", URI.create(server.url() + "/ssh" + path), Map.of(), new byte[0]);
    }
}
