package org.bitauth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.federation.config.RolesForm;
import org.bitauth.keystone.lab.FederatedCloud;
import org.bitauth.keystone.lab.OidcLogin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Roles by projects: every key gets an account for good. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ProjectsIT {
    private final BitauthKey key = BitauthKey.generate();
    private FederatedCloud cloud;

    @BeforeAll
    void start() throws IOException {
        FederatedCloud.requirePrograms();
        cloud = FederatedCloud.start(RolesForm.PROJECTS);
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void anApplicationCredentialServesAProgramThatKnowsNothingOfBitauthAndOutlivesADeny() throws IOException {
        String jwt = new OidcLogin(cloud).jwt(key);
        OpenstackCommand user =
                OpenstackCommand.withJwt(cloud.keystone(), jwt, key.sin().value());

        List<String> made = user.values("application credential create job", "id", "secret");
        cloud.deny(key.sin(), true);
        List<String> issued = OpenstackCommand.withCredential(cloud.keystone(), made.get(0), made.get(1))
                .values("token issue", "project_id", "user_id");

        assertThat(issued).isEqualTo(user.values("token issue", "project_id", "user_id"));
    }
}
