package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FederationConfigCommandTest {
    private static final String KEYSTONE = "https://cloud.example/v3";
    private static final String ISSUER = "https://bridge.example";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void printsAllFourTextsInTheFormOfGroups() {
        CommandRun run = CommandRun.of("keystone", "federation-config", KEYSTONE, "--issuer", ISSUER);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("=== apache.conf\n", "=== keystone.conf\n", "=== mapping.json\n", "=== commands.sh\n")
                .contains("OIDC_CLAIM_groups")
                .contains("openstack group create --domain bitauth bitauth-users\n");
    }

    @Test
    void writesTheFilesAndOverwritesNone() throws Exception {
        Path out = folder.resolve("federation");

        CommandRun first = CommandRun.of(
                "keystone", "federation-config", KEYSTONE, "--issuer", ISSUER, "--roles", "projects", "--out", out);
        String mapping = Files.readString(out.resolve("mapping.json"));
        CommandRun second = CommandRun.of("keystone", "federation-config", KEYSTONE, "--issuer", ISSUER, "--out", out);

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out().lines()).hasSize(4);
        assertThat(mapping).contains("\"projects\"");
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err()).contains("is not overwritten");
        assertThat(out.resolve("mapping.json")).hasContent(mapping);
    }

    @Test
    void refusesAValueThatWouldBreakOutOfItsPlace() {
        CommandRun run = CommandRun.of(
                "keystone", "federation-config", KEYSTONE, "--issuer", ISSUER, "--domain", "x\"\nRequire all granted");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("domain must be");
    }

    @Test
    void refusesHalfOfTheOptionsForBrowsers() {
        CommandRun run =
                CommandRun.of("keystone", "federation-config", KEYSTONE, "--issuer", ISSUER, "--browser-client", "x");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("must be given together");
    }
}
