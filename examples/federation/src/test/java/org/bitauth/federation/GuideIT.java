package org.bitauth.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bitauth.keystone.federation.config.RolesForm;
import org.bitauth.keystone.lab.FederatedCloud;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/operating-keystone.md as they stand; only the URLs are other ones. */
class GuideIT {
    private static final Path ROOT = Path.of(System.getProperty("bitauth.root", "../.."));
    private static final Pattern BLOCK = Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void peers() {
        FederatedCloud.requirePrograms();
    }

    @Test
    void commandsOfTheGuideMakeTheFilesThatTheTestsUseAndGiveTheGroupItsRole() throws IOException {
        try (FederatedCloud cloud = FederatedCloud.start(RolesForm.GROUPS)) {
            for (String block : blocks()) {
                Programs.Result result = run(cloud, block);
                assertThat(result.exitCode()).as(result.output()).isZero();
            }

            for (Map.Entry<String, String> file :
                    cloud.keystone().config().files().entrySet()) {
                assertThat(withoutPaths(Files.readString(folder.resolve("federation/" + file.getKey()))))
                        .isEqualTo(withoutPaths(file.getValue()));
            }
        }
    }

    private Programs.Result run(FederatedCloud cloud, String block) throws IOException {
        Map<String, String> environment = new HashMap<>(cloud.keystone().adminEnvironment());
        Path command = ROOT.resolve("examples/bitauth-cli/target").toRealPath();
        environment.put("PATH", command + ":" + System.getenv("PATH"));
        String words = block.replace(
                        "https://cloud.example/v3", cloud.keystone().url().toString())
                .replace("https://bridge.example", cloud.issuer().toString());
        return Programs.run(environment, "sh", "-euc", "cd '" + folder + "'\n" + words);
    }

    /** The blocks of the half about the OIDC provider. */
    private static List<String> blocks() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/operating-keystone.md"));
        String half =
                guide.substring(guide.indexOf("\n## The OIDC provider\n") + 1).split("\n## ", 2)[0];
        List<String> blocks =
                BLOCK.matcher(half).results().map(match -> match.group(1)).toList();
        assertThat(blocks).hasSize(2);
        return blocks;
    }

    /** The two lines that name files of the machine. */
    private static String withoutPaths(String text) {
        return text.replaceAll("(?m)^(OIDCCryptoPassphrase|OIDCCABundlePath) .*$", "$1");
    }
}
