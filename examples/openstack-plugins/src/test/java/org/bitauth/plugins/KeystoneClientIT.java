package org.bitauth.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bitauth.BitauthKey;
import org.bitauth.http.ClientRejection;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.client.ClientToken;
import org.bitauth.keystone.client.CloudException;
import org.bitauth.keystone.client.KeystoneClient;
import org.bitauth.keystone.client.ProjectEntry;
import org.bitauth.keystone.lab.KeystoneSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The Java client at a real Keystone with the plug-in: the same calls as at a bridge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class KeystoneClientIT {
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
    void logsInOnceAndKeepsTheToken() {
        KeystoneClient client = client();
        int before = cloud.wire.calls();

        ClientToken token = client.current().orElseThrow(CloudException::new);

        assertThat(client.token()).isEqualTo(token.secret());
        assertThat(cloud.wire.calls() - before).as("a challenge and an answer").isEqualTo(2);
        assertThat(token.body().at("/user/id").textValue()).isEqualTo(user);
        assertThat(token.body().at("/project/id").textValue()).isEqualTo(cloud.project);
    }

    @Test
    void logsInAnewForATokenThatWasRevoked() {
        KeystoneClient client = client();
        String first = client.token();

        assertThat(client().revoke(first).orElseThrow(CloudException::new)).startsWith("req-");
        client.invalidate(first);

        assertThat(client.token()).isNotEqualTo(first);
        assertThat(client.projects().accepted()).isPresent();
        assertThat(client().revoke(first).rejected().orElseThrow().reason()).isEqualTo(ClientRejection.REFUSED);
    }

    @Test
    void findsOutByItselfThatItsTokenWasRevoked() {
        KeystoneClient client = client();
        String first = client.token();
        client().revoke(first).orElseThrow(CloudException::new);

        assertThat(client.projects().accepted()).isPresent();
        assertThat(client.token()).isNotEqualTo(first);
    }

    @Test
    void findsTheIdentityService() {
        assertThat(client().endpoint("identity", "public").toString())
                .startsWith(cloud.keystone.url().toString().replaceAll("/v3$", ""));
    }

    @Test
    void swapsItsToken() {
        KeystoneClient client = client();
        ClientToken own = client.current().orElseThrow(CloudException::new);

        ClientToken unscoped = client.rescope(new ScopeRequest.Unscoped()).orElseThrow(CloudException::new);
        ClientToken project =
                client.rescope(new ScopeRequest.ProjectById(cloud.project)).orElseThrow(CloudException::new);

        assertThat(unscoped.body().has("project")).isFalse();
        assertThat(project.body().at("/project/id").textValue()).isEqualTo(cloud.project);
        assertThat(project.expiresAt()).isEqualTo(own.expiresAt());
        assertThat(client.rescope(new ScopeRequest.SystemAll())
                        .rejected()
                        .orElseThrow()
                        .detail())
                .startsWith("401 ");
    }

    @Test
    void listsTheProjects() {
        KeystoneClient unscoped = KeystoneClient.builder(cloud.keystone.url(), key)
                .scope(new ScopeRequest.Unscoped())
                .build();
        ProjectEntry demo = new ProjectEntry(cloud.project, "demo", cloud.domain);

        assertThat(unscoped.projects().orElseThrow(CloudException::new)).containsExactly(demo);
        assertThat(client().projects().orElseThrow(CloudException::new)).containsExactly(demo);
    }

    private KeystoneClient client() {
        return KeystoneClient.builder(cloud.keystone.url(), key)
                .project("demo", "bitauth")
                .build();
    }
}
