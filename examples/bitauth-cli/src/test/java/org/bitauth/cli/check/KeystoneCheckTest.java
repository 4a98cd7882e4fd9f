package org.bitauth.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.cli.check.ScriptedServer.answer;
import static org.bitauth.cli.check.ScriptedServer.write;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.challenge.Challenges;
import org.bitauth.keystone.ScopeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One broken Keystone for each thing that can be missing. */
@Timeout(60)
class KeystoneCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String VERSION = "{\"version\": {\"id\": \"v3.14\", \"status\": \"stable\"}}";
    private static final String GUARDED = "GET /v3/OS-FEDERATION/identity_providers/bitauth/protocols/openid/auth";
    private static final Pattern IDENTITY = Pattern.compile("\"identity\":\"(T[a-zA-Z0-9]+)\"");

    private final ScriptedServer server;
    private final String url;
    private boolean plugin;
    private boolean oidc;

    KeystoneCheckTest() throws IOException {
        server = new ScriptedServer();
        url = server.url() + "/v3";
    }

    @BeforeEach
    void beGood() {
        server.on("GET /v3", 200, date(NOW), VERSION);
        challengesFor(url, NOW);
        server.on(GUARDED, 401, "WWW-Authenticate: Bearer realm=\"x\"\r\n", "<html>");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void findsNothingMissingInAGoodOne() {
        assertThat(lines())
                .containsExactly(
                        "ok      identity service: " + url + " is an Identity service v3.14",
                        "ok      Keystone's clock: within 10 s of this machine's",
                        "ok      method bitauth: a new identity gets a challenge",
                        "ok      cloud of challenges: challenges are for " + url,
                        "ok      bridge's clock: within 20 s of this machine's",
                        "unknown login: token provider, rescoping and catalog are known only with --key FILE of a user with"
                                + " a role",
                        "ok      federation: Apache demands a token for bitauth/openid; a login tells whether Keystone"
                                + " takes it");
    }

    @Test
    void namesAServerThatIsDown() throws IOException {
        server.close();

        assertThat(missing()).hasSize(1).first().asString().contains("identity service", "cannot be reached");
    }

    @Test
    void namesAServerThatDrips() {
        server.on("GET /v3", (request, out) -> {
            for (char drop : answer(200, date(NOW), VERSION).toCharArray()) {
                write(out, String.valueOf(drop));
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        });

        assertThat(missing()).hasSize(1).first().asString().contains("is too slow");
    }

    @Test
    void namesAnAnswerThatDoesNotEnd() {
        server.on("GET /v3", (request, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < 40; i++) {
                write(out, "x".repeat(1 << 16));
            }
        });

        assertThat(missing()).hasSize(1).first().asString().contains("1 MiB");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            200 | Content-Type: text/html | <!DOCTYPE html><title>Welcome</title>        | an HTML page
            200 | X-A: b                  | {"version": {"id": "v3.14"                   | no JSON
            200 | X-A: b                  | ~~                                           | no JSON
            200 | X-A: b                  | {"answer": 42}                               | no version document
            200 | X-A: b                  | {"version": {"id": "v2.0"}}                  | of version v2.0
            300 | X-A: b                  | {"versions": {"values": [{"id": "v3.14"}]}}  | is the root
            302 | Location: https://elsewhere.example/v3 | {}  | redirects (HTTP 302) to 'https://elsewhere.example/v3'
            404 | X-A: b                  | {}                                           | nothing at this path
            502 | X-A: b                  | {}                                           | HTTP 502
            """)
    void namesAnAnswerThatIsNoVersion3(int status, String header, String body, String named) {
        server.on("GET /v3", status, date(NOW) + header + "\r\n", body);

        assertThat(missing())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("missing identity service: ")
                .contains(named);
        assertThat(server.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "3600,  1 h 0 min 0 s ahead of",
        "-3602, 1 h 0 min 1 s behind",
        "11,    11 s ahead of",
        "-12,   11 s behind",
    })
    void namesAClockThatIsWrong(long seconds, String named) {
        server.on("GET /v3", 200, date(NOW.plusSeconds(seconds)), VERSION);

        assertThat(missing()).hasSize(1).first().asString().contains("Keystone's clock: " + named);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -11})
    void letsTenSecondsPass(int seconds) {
        server.on("GET /v3", 200, date(NOW.plusSeconds(seconds)), VERSION);

        assertThat(missing()).isEmpty();
    }

    @Test
    void saysThatAClockWithoutADateIsUnknown() {
        server.on("GET /v3", 200, "Date: tomorrow\r\n", VERSION);

        assertThat(lines()).anyMatch(line -> line.startsWith("unknown Keystone's clock: "));
        assertThat(missing()).isEmpty();
    }

    @Test
    void namesTheBridgesClock() {
        challengesFor(url, NOW.minusSeconds(3611)); // begins one skew ahead of its clock

        assertThat(missing()).hasSize(1).first().asString().contains("bridge's clock: 1 h 0 min 0 s behind");
    }

    @Test
    void namesTheMethodsWhereBitauthIsMissing() {
        plugin = true;
        first(401, "{\"error\": {\"code\": 401, \"identity\": {\"methods\": [\"password\", \"token\"]}}}");

        assertThat(missing()).hasSize(1).first().asString().contains("offers password, token", "[auth] methods");
    }

    @Test
    void namesABridgeThatDoesNotAnswer() {
        first(503, "{\"error\": {\"code\": 503, \"title\": \"Service Unavailable\"}}");

        assertThat(missing()).hasSize(1).first().asString().contains("HTTP 503", "bridge_url");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            503 | <html>down for repair</html>                                                    | an HTML page
            500 | {"error": {"code": 500}}                                                        | HTTP 500
            401 | {"error": {"code": 401, "title": "Unauthorized"}}                               | without a challenge
            401 | {"error": {"identity": {"bitauth": {"challenge": "Bitauth login 2"}}}}          | has another form
            401 | {"error": {"identity": {"bitauth": {"challenge": 17}}}}                         | without a challenge
            201 | {"token": {}}                                                                   | HTTP 201
            """)
    void namesAFirstStepWithoutAChallenge(int status, String body, String named) {
        first(status, body);

        assertThat(missing())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("missing method bitauth: ")
                .contains(named);
    }

    @Test
    void namesChallengesForAnotherCloud() {
        challengesFor("https://other.example/v3", NOW);

        assertThat(missing()).hasSize(1).first().asString().contains("challenges are for https://other.example/v3");
    }

    @Test
    void namesAChallengeForAnotherIdentity() {
        Challenges challenges = challenges(url, NOW);
        String text = challenges
                .issue(BitauthKey.generate().sin(), new ScopeRequest.CloudDefault().ask())
                .text();
        first(401, error(text));

        assertThat(missing()).hasSize(1).first().asString().contains("for another identity");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            404 | X-A: b                                     | ~~                       | HTTP 404
            404 | X-A: b                                     | {"error": {"code": 404}} | Keystone itself answers
            401 | WWW-Authenticate: Keystone uri="x"         | {"error": {"code": 401}} | Keystone itself answers
            401 | WWW-Authenticate: Basic realm="x"          | ~~                       | AuthType must be oauth20
            302 | Location: https://issuer.example/authorize | ~~                       | redirects (HTTP 302)
            """)
    void namesAPathThatApacheDoesNotGuard(int status, String header, String body, String named) {
        oidc = true;
        server.on(GUARDED, status, header + "\r\n", body);

        assertThat(missing())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("missing federation: ")
                .contains(named);
        assertThat(server.requests).noneMatch(line -> line.startsWith("POST"));
    }

    @Test
    void demandsOneWayOfTwoUnlessTheOperatorChooses() {
        first(401, "{\"error\": {\"code\": 401, \"identity\": {\"methods\": [\"password\"]}}}");
        assertThat(missing()).isEmpty();
        assertThat(lines()).anyMatch(line -> line.startsWith("unknown method bitauth: Keystone offers password"));

        server.on(GUARDED, 404, "", "");
        assertThat(missing()).hasSize(2);

        challengesFor(url, NOW);
        assertThat(missing()).isEmpty();

        oidc = true;
        assertThat(missing()).hasSize(1);
    }

    @Test
    void printsOneLineOfPlainTextWhateverAServerSays() {
        server.on(
                "GET /v3",
                200,
                date(NOW),
                "{\"version\": {\"id\": \"v2\\u001b[2J\\nok all\\u0000" + "x".repeat(9999) + "\"}}");

        assertThat(missing()).hasSize(1).first().asString().matches("[ -~]{1,450}");
    }

    private List<String> lines() {
        return new KeystoneCheck(
                        URI.create(url),
                        plugin,
                        oidc,
                        "bitauth",
                        "openid",
                        Optional.empty(),
                        Optional.empty(),
                        new ScopeRequest.CloudDefault())
                .look(Duration.ofSeconds(2), InstantSource.fixed(NOW)).stream()
                        .map(Finding::line)
                        .toList();
    }

    private List<String> missing() {
        return lines().stream().filter(line -> line.startsWith("missing ")).toList();
    }

    private void first(int status, String body) {
        server.on("POST /v3/auth/tokens", status, "", body);
    }

    private void challengesFor(String cloud, Instant issued) {
        Challenges challenges = challenges(cloud, issued);
        server.on("POST /v3/auth/tokens", (request, out) -> {
            Matcher identity = IDENTITY.matcher(request);
            assertThat(identity.find()).isTrue();
            String text = challenges
                    .issue(new Sin(identity.group(1)), new ScopeRequest.CloudDefault().ask())
                    .text();
            write(out, answer(401, "", error(text)));
        });
    }

    private static Challenges challenges(String cloud, Instant issued) {
        return Challenges.builder(URI.create(cloud))
                .clock(InstantSource.fixed(issued))
                .build();
    }

    private static String error(String challenge) {
        return "{\"error\": {\"code\": 401, \"identity\": {\"methods\": [\"bitauth\"], \"bitauth\": {\"challenge\": \""
                + challenge.replace("\"", "\\\"").replace("\n", "\\n") + "\"}}}}";
    }

    private static String date(Instant time) {
        return "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)) + "\r\n";
    }
}
