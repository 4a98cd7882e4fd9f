package org.bitauth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitauth.keystone.federation.config.RolesForm;
import org.bitauth.keystone.lab.FederatedCloud;
import org.bitauth.keystone.lab.ServerCertificate;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code bitauth keystone check} at a real Keystone behind Apache and mod_auth_openidc. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class KeystoneCheckIT {
    private FederatedCloud cloud;

    @BeforeAll
    void start() throws IOException {
        FederatedCloud.requirePrograms();
        cloud = FederatedCloud.start(RolesForm.GROUPS);
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void findsNothingMissingInAWholeOne() throws IOException {
        Programs.Result found = check(trusting(), "--issuer", cloud.issuer().toString());

        assertThat(found.exitCode()).as(found.output()).isZero();
        assertThat(found.output())
                .contains("ok      federation: ", "ok      issuer: ", "ok      issuer's keys: 1 for ")
                .doesNotContain("missing", "unknown");
    }

    @Test
    void demandsNoPluginWhereFederationWorks() throws IOException {
        Programs.Result found = check(Map.of());

        assertThat(found.exitCode()).as(found.output()).isZero();
        assertThat(found.output()).contains("unknown method bitauth: Keystone offers ");
    }

    @Test
    void findsAnotherProvidersPathUnguarded() throws IOException {
        Programs.Result found = check(Map.of(), "--oidc", "--provider", "other");

        assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
        assertThat(found.output()).contains("missing federation: Keystone itself answers");
    }

    @Test
    void namesACertificateThatNobodyTrusts() throws IOException {
        Programs.Result found = check(Map.of(), "--issuer", cloud.issuer().toString());

        assertThat(found.exitCode()).as(found.output()).isEqualTo(1);
        assertThat(found.output()).contains("missing issuer: ", "cannot be trusted (TLS): no authority");
    }

    private Map<String, String> trusting() {
        return Map.of(
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore=" + cloud.certificate().trustStore()
                        + " -Djavax.net.ssl.trustStorePassword=" + ServerCertificate.PASSWORD);
    }

    private Programs.Result check(Map<String, String> environment, String... options) throws IOException {
        Path program = Path.of(System.getProperty("bitauth.root", "../.."))
                .resolve("examples/bitauth-cli/target/bitauth")
                .toRealPath();
        List<String> command = new ArrayList<>(List.of(
                program.toString(), "keystone", "check", cloud.keystone().url().toString()));
        command.addAll(List.of(options));
        return Programs.run(environment, command.toArray(String[]::new));
    }
}
