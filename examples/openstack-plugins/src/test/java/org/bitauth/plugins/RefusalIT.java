package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.BitauthKey;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.lab.KeystoneAdmin;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is not let in by a real Keystone with the plug-in, and with which status. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RefusalIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern REQUEST_ID = Pattern.compile("req-[0-9a-f-]{36}");

    private final BitauthKey key = BitauthKey.generate();
    private PluginCloud cloud;
    private String user;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        PluginCloud.requirePeers();
        cloud = PluginCloud.start(folder, KeystoneSettings.Provider.FERNET);
        user = cloud.user(key, "{}");
    }

    @AfterAll
    void stop() throws IOException {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void refusesAnIdentityThatNoUserHas() throws IOException {
        BitauthKey stranger = BitauthKey.generate();

        assertThat(cloud.post(PluginCloud.body(PluginCloud.identity(stranger), ""))
                        .text())
                .contains("Bitauth login 1");
        assertThat(cloud.login(stranger, "").status()).isEqualTo(401);
        assertThat(cloud.keystone.log()).contains(stranger.sin().value());
    }

    @Test
    void refusesADisabledUser() throws IOException {
        BitauthKey locked = BitauthKey.generate();
        String id = cloud.user(locked, "{}");
        assertThat(cloud.login(locked, "").status()).isEqualTo(201);

        cloud.admin.changeUser(id, "{\"enabled\": false}");

        assertThat(cloud.login(locked, "").status()).isEqualTo(401);
    }

    @Test
    void refusesAUserOfAnotherDomain() throws IOException {
        BitauthKey elsewhere = BitauthKey.generate();
        cloud.admin.user(elsewhere.sin().value(), KeystoneAdmin.DEFAULT_DOMAIN, "{}");

        assertThat(cloud.login(elsewhere, "").status()).isEqualTo(401);
    }

    @Test
    void refusesAnAnswerThatWasGivenBeforeAndTellsTheAuditWhichRequestItWas() throws IOException {
        String body = PluginCloud.body(cloud.answer(key, ""), "");
        assertThat(cloud.post(body).status()).isEqualTo(201);

        RawResponse again = cloud.post(body);

        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text()).doesNotContain("REPLAY");
        assertThat(cloud.events).anySatisfy(event -> {
            assertThat(event.detail()).startsWith("REPLAY");
            assertThat(again.header("X-Openstack-Request-Id")).contains(event.requestId());
        });
    }

    /** Keystone looks at the name first: a challenge for the id must not pass for it. */
    @Test
    void refusesAnAnswerForOneProjectWhereTheRequestNamesAnother() throws IOException {
        String other = cloud.admin.project("named", cloud.domain);
        cloud.admin.grant(user, other, "member");
        String byId = "{\"project\":{\"id\":\"" + cloud.project + "\"}}";
        String both = "{\"project\":{\"id\":\"" + cloud.project + "\",\"name\":\"named\",\"domain\":{\"id\":\""
                + cloud.domain + "\"}}}";

        assertThat(cloud.post(PluginCloud.body(cloud.answer(key, byId), both)).status())
                .isEqualTo(401);
        assertThat(cloud.post(PluginCloud.body(cloud.answer(key, byId), byId)).status())
                .isEqualTo(201);
        assertThat(cloud.post(PluginCloud.body(PluginCloud.identity(key), both)).text())
                .contains("Asks: token for project named in domain id " + cloud.domain);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"system":{"all":false}}                      | token for system all
            {"unscoped":{}}                               | token, unscoped
            "unscoped"                                    | token, unscoped
            {"domain":{"id":"default","name":"bitauth"}}  | token for domain bitauth
            {"domain":{"id":"default","name":""}}         | token for domain id default
            {"system":{"all":true},"other":{}}            | token for system all
            """)
    void statesTheScopeAsKeystoneReadsIt(String scope, String ask) throws IOException {
        String text =
                cloud.post(PluginCloud.body(PluginCloud.identity(key), scope)).text();

        assertThat(text).contains("Asks: " + ask + "\\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "system"
            "unscoped project"
            "xunscoped"
            """)
    void refusesTextsThatKeystoneWouldTakeForAScope(String scope) throws IOException {
        assertThat(cloud.post(PluginCloud.body(PluginCloud.identity(key), scope))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            null
            17
            "SIN"
            []
            {}
            {"identity":null}
            {"identity":["SIN"]}
            {"identity":{"identity":"SIN"}}
            {"identity":"SIN","more":"x"}
            {"identity":"SIN\\n"}
            {"identity":"alice"}
            {"identity":"SIN","public_key":"KEY","challenge":"C","signature":"3045"}
            {"public_key":"KEY","challenge":"C","signature":"3045"}
            {"public_key":"KEY","challenge":"C"}
            {"public_key":5,"challenge":"C","signature":"3045"}
            {"public_key":"KEY","challenge":"C","signature":"LONG"}
            {"public_key":"LONG","challenge":"C","signature":"3045"}
            {"public_key":"KEY","challenge":"LONG","signature":"3045"}
            {"identity":"LONG"}
            {"identity":"\\ud800"}
            {"public_key":"KEY","challenge":"Bitauth login 1\\nCloud: x\\nIdentity: SIN\\nAsks: y","signature":"30450000000000000000"}
            """)
    void answers400ToAPayloadOfNoForm(String payload) throws IOException {
        int before = cloud.wire.calls();
        String json = payload.replace("SIN", key.sin().value())
                .replace("KEY", key.publicKey().toHex())
                .replace("LONG", "A".repeat(60_000));

        assertThat(cloud.post(PluginCloud.body(JSON.readTree(json), "")).status())
                .isEqualTo(400);
        assertThat(cloud.wire.calls() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void asksForBothFactorsWhereARuleSaysSo() throws IOException {
        BitauthKey second = BitauthKey.generate();
        cloud.user(
                second,
                "{\"password\": \"first-factor\", \"options\": {\"multi_factor_auth_enabled\": true,"
                        + " \"multi_factor_auth_rules\": [[\"password\", \"bitauth\"]]}}");
        Map<String, String> password = new HashMap<>(cloud.environment(second));
        password.putAll(Map.of(
                "OS_AUTH_TYPE", "v3password",
                "OS_USERNAME", second.sin().value(),
                "OS_USER_DOMAIN_NAME", "bitauth",
                "OS_PASSWORD", "first-factor"));

        Programs.Result both = issue(bothFactors(second, "first-factor"));
        assertThat(both.exitCode()).as(both.output()).isZero();
        assertThat(issue(bothFactors(second, "wrong")).output()).contains("401");
        assertThat(issue(password).output()).contains("Not all required auth rules were satisfied");
        assertThat(issue(cloud.environment(second)).output()).contains("Not all required auth rules were satisfied");
        JsonNode alone = JSON.readTree(cloud.login(second, "").text());
        assertThat(alone.path("required_auth_methods").toString()).contains("bitauth", "password");
    }

    @Test
    void answersWithKeystonesOwnRequestId() throws IOException {
        ObjectNode answer = cloud.answer(key, "");
        RawResponse issued = cloud.post(PluginCloud.body(answer, ""));

        Matcher id = REQUEST_ID.matcher(issued.header("X-Openstack-Request-Id").orElse(""));
        assertThat(id.matches()).isTrue();
        assertThat(cloud.events).anyMatch(event -> event.requestId().equals(id.group()));
    }

    private Map<String, String> bothFactors(BitauthKey second, String password) throws IOException {
        Path clouds = cloud.privateFile(
                "two-factors.yaml", """
                clouds:
                  two-factors:
                    auth_type: v3multifactor
                    auth_methods: [v3password, v3bitauth]
                    identity_api_version: 3
                    auth:
                      auth_url: %s
                      username: %s
                      user_domain_name: bitauth
                      password: %s
                      bitauth_key_file: %s
                      project_name: demo
                      project_domain_name: bitauth
                """.formatted(cloud.keystone.url(), second.sin(), password, cloud.keyFile(second)));
        return Map.of("OS_CLIENT_CONFIG_FILE", clouds.toString(), "OS_CLOUD", "two-factors");
    }

    private Programs.Result issue(Map<String, String> environment) {
        return cloud.run(environment, "openstack", "token", "issue", "-f", "value", "-c", "user_id");
    }
}
