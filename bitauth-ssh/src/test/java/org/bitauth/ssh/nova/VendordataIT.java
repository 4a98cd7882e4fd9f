package org.bitauth.ssh.nova;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.bitauth.ssh.host.CloudInit;
import org.bitauth.ssh.lab.WebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answer for cloud-init, as Nova hands it on in vendor_data2.json, read by Debian's cloud-init. */
@SuppressWarnings("NullAway.Init")
class VendordataIT {
    @TempDir
    private Path temporary;

    /** Nova's own code asks over TLS, and cloud-init takes what Nova would serve. */
    @Test
    void novaAsksAndCloudInitTakes() throws IOException {
        CloudInit cloudInit = new CloudInit(temporary);
        Peers.requirePythonModule("nova");
        NovaCloud cloud = new NovaCloud();
        try (WebServer web = WebServer.https(temporary)) {
            web.serve(cloud.handler);

            Programs.Result nova = nova(web, NovaCloud.TOKEN);

            assertThat(nova.exitCode()).as(nova.output()).isZero();
            String served = nova.output().substring(nova.output().indexOf("{\"cloud-init\""));
            assertThat(cloudInit.run("vendordata", served)).contains("sin:" + NovaCloud.ALICE + "/web-1/debian");
            assertThat(new ObjectMapper()
                            .readTree(served)
                            .path("bitauth")
                            .path("instance")
                            .asText())
                    .isEqualTo("web-1");
            assertThat(cloud.asked)
                    .hasSize(2)
                    .allMatch(asked -> asked.instanceId().equals(NovaCloud.INSTANCE));
            assertThat(nova(web, "another").output()).contains("HTTP 403");
        }
    }

    private Programs.Result nova(WebServer web, String token) throws IOException {
        Path script = temporary.resolve("nova-vendordata.py");
        try (InputStream in = Objects.requireNonNull(VendordataIT.class.getResourceAsStream("nova-vendordata.py"))) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        return Programs.run(
                Map.of("PYTHONDONTWRITEBYTECODE", "1", "HOME", temporary.toString()),
                "/usr/bin/python3",
                script.toString(),
                web.url().toString(),
                temporary.resolve("server.pem").toString(),
                token,
                NovaCloud.INSTANCE);
    }

    @Test
    void cloudInitTakesTheAnswerAsUserData() throws IOException {
        CloudInit cloudInit = new CloudInit(temporary);
        NovaCloud cloud = new NovaCloud();
        String answer = cloud.post("/cloud-init", NovaCloud.body()).text();

        String taken = cloudInit.run("vendordata", "{\"cloud-init\": " + answer + ", \"bitauth\": {\"instance\": 1}}");

        assertThat(taken).isEqualTo(new ObjectMapper().readTree(answer).asText());
        assertThat(taken).startsWith("#cloud-config\n").contains("sin:" + NovaCloud.ALICE + "/web-1/debian");
        assertThat(cloudInit.schema(taken).output()).contains("Valid cloud-config");
    }
}
