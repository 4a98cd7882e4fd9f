package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The openstack command logs in to an unmodified Keystone with a Bitcoin key; programs go on with what that gives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class LoginCases {
    private static final String[] ISSUE = {"token", "issue", "-f", "value", "-c", "project_id", "-c", "user_id"};

    private final KeystoneSettings.Provider provider;
    private final BitauthKey key = BitauthKey.generate();
    private PluginCloud cloud;
    private String user;

    LoginCases(KeystoneSettings.Provider provider) {
        this.provider = provider;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        PluginCloud.requirePeers();
        cloud = PluginCloud.start(folder, provider);
        user = cloud.user(key, "{}");
    }

    @AfterAll
    void stop() throws IOException {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void logsInByTheEnvironment() throws IOException {
        String issued = openstack(cloud.environment(key), ISSUE);

        assertThat(issued.lines()).containsExactly(cloud.project, user);
        assertThat(cloud.events).anySatisfy(event -> {
            assertThat(event.sin()).contains(key.sin());
            assertThat(event.detail()).isEqualTo("token for project demo in domain bitauth");
        });
    }

    @Test
    void logsInByOptions() throws IOException {
        String issued = openstack(
                Map.of(),
                "--os-auth-type",
                "v3bitauth",
                "--os-auth-url",
                cloud.keystone.url().toString(),
                "--os-bitauth-key-file",
                cloud.keyFile(key).toString(),
                "--os-project-id",
                cloud.project,
                "token",
                "issue",
                "-f",
                "value",
                "-c",
                "user_id");

        assertThat(issued.strip()).isEqualTo(user);
    }

    @Test
    void logsInByACloudsFile() throws IOException {
        Path clouds = cloud.privateFile("clouds.yaml", """
                clouds:
                  bitcoin:
                    auth_type: v3bitauth
                    identity_api_version: 3
                    auth:
                      auth_url: %s
                      bitauth_key_file: %s
                      project_name: demo
                      project_domain_name: bitauth
                """.formatted(cloud.keystone.url(), cloud.keyFile(key)));

        String issued = openstack(Map.of("OS_CLIENT_CONFIG_FILE", clouds.toString(), "OS_CLOUD", "bitcoin"), ISSUE);

        assertThat(issued.lines()).containsExactly(cloud.project, user);
    }

    @Test
    void statesTheSystemWhereItIsAskedFor() throws IOException {
        cloud.admin.call("PUT", "/system/users/" + user + "/roles/" + cloud.admin.role("reader"), null);
        Map<String, String> system = new HashMap<>(cloud.environment(key));
        system.keySet().removeIf(name -> name.startsWith("OS_PROJECT"));
        system.put("OS_SYSTEM_SCOPE", "all");

        openstack(system, "token", "issue");

        assertThat(cloud.events).anySatisfy(event -> assertThat(event.detail()).isEqualTo("token for system all"));
    }

    @Test
    void rescopesWithATokenOfTheKey() throws IOException {
        String other = cloud.admin.project("other", cloud.domain);
        cloud.admin.grant(user, other, "member");
        String token = openstack(cloud.environment(key), "token", "issue", "-f", "value", "-c", "id")
                .strip();

        String rescoped = openstack(
                Map.of(
                        "OS_AUTH_TYPE",
                        "v3token",
                        "OS_AUTH_URL",
                        cloud.keystone.url().toString(),
                        "OS_TOKEN",
                        token,
                        "OS_PROJECT_ID",
                        other),
                ISSUE);

        assertThat(rescoped.lines()).containsExactly(other, user);
    }

    @Test
    void makesAnApplicationCredentialForProgramsThatKnowNothingOfKeys() throws IOException {
        JsonNode made = new ObjectMapper()
                .readTree(openstack(
                        cloud.environment(key), "application", "credential", "create", "robot", "-f", "json"));
        Map<String, String> robot = Map.of(
                "PYTHONPATH", "", // without the packages
                "OS_AUTH_TYPE", "v3applicationcredential",
                "OS_AUTH_URL", cloud.keystone.url().toString(),
                "OS_APPLICATION_CREDENTIAL_ID", made.path("id").asText(),
                "OS_APPLICATION_CREDENTIAL_SECRET", made.path("secret").asText());

        assertThat(openstack(robot, ISSUE).lines()).containsExactly(cloud.project, user);
        Programs.Result python = cloud.run(
                robot,
                PythonPackages.PYTHON,
                "-c",
                "import os; from keystoneauth1 import session; from keystoneauth1.identity import v3; "
                        + "print(session.Session(v3.ApplicationCredential(os.environ['OS_AUTH_URL'], "
                        + "application_credential_id=os.environ['OS_APPLICATION_CREDENTIAL_ID'], "
                        + "application_credential_secret=os.environ['OS_APPLICATION_CREDENTIAL_SECRET']))"
                        + ".get_user_id())");
        assertThat(python.output().strip()).isEqualTo(user);
    }

    @Test
    void doesNotSignWhatTheCloudDoesNotOweTheUser() throws IOException {
        for (Map.Entry<String, String> url : Map.of(
                        cloud.keystone.url().toString().replace("127.0.0.1", "localhost"), "is for",
                        cloud.keystone.url().toString().replace("http://127.0.0.1", "http://0.0.0.0"), "loopback")
                .entrySet()) {
            Map<String, String> elsewhere = new HashMap<>(cloud.environment(key));
            elsewhere.put("OS_AUTH_URL", url.getKey());
            int before = cloud.wire.calls();

            Programs.Result result = cloud.run(elsewhere, "openstack", "token", "issue");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output()).contains("v3bitauth").contains(url.getValue());
            assertThat(cloud.wire.calls() - before).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void refusesAKeyFileThatOthersCanRead() throws IOException {
        Map<String, String> open = new HashMap<>(cloud.environment(key));
        Path file = cloud.privateFile("open-key", "ab".repeat(32));
        assertThat(file.toFile().setReadable(true, false)).isTrue();
        open.put("OS_BITAUTH_KEY_FILE", file.toString());

        Programs.Result result = cloud.run(open, "openstack", "token", "issue");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("chmod 600").doesNotContain("ab".repeat(32));
    }

    @Test
    void letsAServiceBehindKeystonemiddlewareLogIn() throws IOException {
        BitauthKey service = BitauthKey.generate();
        String id = cloud.user(service, "{}");
        cloud.admin.grant(id, cloud.project, "admin");
        String token = openstack(cloud.environment(key), "token", "issue", "-f", "value", "-c", "id")
                .strip();

        Programs.Result seen = cloud.run(
                Map.of(),
                PythonPackages.PYTHON,
                Path.of(System.getProperty("bitauth.root", "../.."))
                        .resolve("examples/openstack-plugins/src/test/resources/guarded-request.py")
                        .toString(),
                new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "auth_type",
                                "v3bitauth",
                                "auth_url",
                                cloud.keystone.url().toString(),
                                "www_authenticate_uri",
                                cloud.keystone.url().toString(),
                                "bitauth_key_file",
                                cloud.keyFile(service).toString(),
                                "project_id",
                                cloud.project,
                                "service_token_roles_required",
                                "true")),
                token,
                token + "x");

        assertThat(seen.output().lines().toList()).hasSize(2).satisfies(lines -> {
            // Roles that member implies come before or after it.
            assertThat(lines.get(0)).matches("200 Confirmed " + key.sin() + " demo (.+,)?member(,.+)?");
            assertThat(lines.get(1)).isEqualTo("401");
        });
    }

    private String openstack(Map<String, String> environment, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "openstack";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Programs.Result result = cloud.run(environment, command);
        assertThat(result.exitCode()).as(result.output() + cloud.keystone.log()).isZero();
        return result.output();
    }
}
