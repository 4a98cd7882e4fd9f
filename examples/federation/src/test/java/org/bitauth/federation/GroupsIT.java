package org.bitauth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.keystone.federation.config.RolesForm;
import org.bitauth.keystone.lab.BitauthProgram;
import org.bitauth.keystone.lab.FederatedCloud;
import org.bitauth.keystone.lab.OidcLogin;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Roles by groups: a key that no Keystone has heard of gets a token for a project, and the provider can stop it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class GroupsIT {
    private final BitauthKey key = BitauthKey.generate();
    private FederatedCloud cloud;
    private OidcLogin login;

    @BeforeAll
    void start() throws IOException {
        FederatedCloud.requirePrograms();
        cloud = FederatedCloud.start(RolesForm.GROUPS);
        login = new OidcLogin(cloud);
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void theOpenstackCommandGetsATokenForAProject() throws IOException {
        OpenstackCommand openstack = OpenstackCommand.withJwt(cloud.keystone(), login.jwt(key), FederatedCloud.PROJECT);

        assertThat(openstack.values("token issue", "project_id", "user_id"))
                .hasSize(2)
                .allMatch(line -> line.matches("[0-9a-f]{32,64}"));
        assertThat(openstack.values("catalog list", "Type")).containsExactly("identity");
    }

    @Test
    void theJwtOfTheBitauthCommandGetsATokenForAProject(@TempDir Path folder) throws IOException {
        BitauthProgram bitauth = new BitauthProgram(cloud.certificate(), folder.resolve("key"));
        bitauth.lastLine("key", "new", folder.resolve("key").toString());

        String jwt = bitauth.lastLine(
                "login",
                cloud.issuer().toString(),
                "--oidc",
                "--audience",
                cloud.keystone().url().toString());

        assertThat(OpenstackCommand.withJwt(cloud.keystone(), jwt, FederatedCloud.PROJECT)
                        .values("token issue", "project_id"))
                .hasSize(1);
    }

    @Test
    void aDeniedIdentityGetsNoJwtAndTheTokenThatItHasWorksOn() throws IOException {
        BitauthKey other = BitauthKey.generate();
        String token = OpenstackCommand.withJwt(cloud.keystone(), login.jwt(other), FederatedCloud.PROJECT)
                .values("token issue", "id")
                .get(0);

        cloud.deny(other.sin(), true);

        HttpResponse<String> refused = login.answer(login.signed(other, login.challenge(other.sin())));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("access_denied").doesNotContain("access_token");
        assertThat(validity(token)).isEqualTo(200);
    }

    @Test
    void aReplayedAnswerGetsNoJwt() throws IOException {
        ChallengeAnswer answer = login.signed(key, login.challenge(key.sin()));
        assertThat(login.answer(answer).statusCode()).isEqualTo(200);

        HttpResponse<String> again = login.answer(answer);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(400);
        assertThat(again.body()).doesNotContain("access_token");
    }

    @Test
    void thereIsNoTokenForAProjectOfOthers() throws IOException {
        cloud.keystone().admin().project("of-others", "default");

        Programs.Result refused = OpenstackCommand.withJwt(cloud.keystone(), login.jwt(key), "of-others")
                .run("token", "issue");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("HTTP 401");
    }

    /** Keystone makes none for roles that come and go with the token. */
    @Test
    void keystoneRefusesAnApplicationCredential() throws IOException {
        OpenstackCommand openstack = OpenstackCommand.withJwt(cloud.keystone(), login.jwt(key), FederatedCloud.PROJECT);

        Programs.Result refused = openstack.run("application", "credential", "create", "job");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("HTTP 400").contains("Could not find role assignment");
    }

    private int validity(String token) throws IOException {
        return new DirectHttpClient()
                .send(
                        "GET",
                        URI.create(cloud.keystone().url() + "/auth/tokens"),
                        Map.of("X-Auth-Token", token, "X-Subject-Token", token),
                        new byte[0])
                .status();
    }
}
