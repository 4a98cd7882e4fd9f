package org.bitauth.ssh.nova;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.StoreException;
import org.bitauth.http.RawResponse;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshKeyPair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VendordataHandlerTest {
    private final NovaCloud cloud = new NovaCloud();

    @Test
    void tellsTheInstanceWhatItIs() throws IOException {
        RawResponse answer = cloud.post("/instance", NovaCloud.body());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        JsonNode json = new ObjectMapper().readTree(answer.text());
        assertThat(json.path("instance").asText()).isEqualTo("web-1");
        assertThat(json.path("zone").asText()).isEqualTo("i.cloud.example");
        assertThat(json.path("user_ca").path(0).asText())
                .isEqualTo(cloud.authority.publicKey().line());
        assertThat(json.path("principals").path("debian").path(0).asText())
                .isEqualTo("sin:" + NovaCloud.ALICE + "/web-1/debian");
        assertThat(json.path("krl_url").asText()).isEqualTo("https://cloud.example/v3/ssh/krl");
        assertThat(cloud.hosts
                        .enrol(
                                "web-1",
                                json.path("enrolment_secret").asText(),
                                SshKeyPair.generate().publicKey())
                        .accepted())
                .isPresent();
    }

    @Test
    void tellsTheDirectoryWhatNovaSays() {
        cloud.post("/instance", NovaCloud.body());

        VendordataRequest asked = cloud.asked.get(0);
        assertThat(asked.instanceId()).isEqualTo(NovaCloud.INSTANCE);
        assertThat(asked.projectId()).isEqualTo("1f4a3f5e6d7c4b0e9f5b1f6f4f0d2a11");
        assertThat(asked.imageId()).isEmpty();
        assertThat(asked.hostname()).isEqualTo("web");
        assertThat(asked.metadata()).containsExactly(Map.entry("tier", "front"));
    }

    @Test
    void givesAnEnrolledInstanceNoSecretAnyMore() throws IOException {
        cloud.register.enrol("web-1", SshKeyPair.generate().publicKey());

        RawResponse answer = cloud.post("/instance", NovaCloud.body());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("enrolment_secret").contains("principals");
        String text = new ObjectMapper()
                .readTree(cloud.post("/cloud-init", NovaCloud.body()).text())
                .asText();
        assertThat(text).doesNotContain("/etc/ssh/bitauth_enrolment'").contains("bitauth_principals");
    }

    @Test
    void putsNoSecretIntoEvents() throws IOException {
        String answer = cloud.post("/instance", NovaCloud.body()).text();
        String secret =
                new ObjectMapper().readTree(answer).path("enrolment_secret").asText();

        assertThat(secret).hasSizeGreaterThan(16);
        assertThat(cloud.events).hasSize(1);
        assertThat(cloud.events.toString()).contains("web-1, with a secret").doesNotContain(secret);
    }

    @Test
    void refusesACallerWithoutAToken() {
        RawResponse answer = cloud.send("POST", "/instance", Map.of(), bytes(NovaCloud.body()));

        assertError(answer, 401);
        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void refusesTwoTokens() {
        assertError(
                cloud.send(
                        "POST",
                        "/instance",
                        Map.of("X-Auth-Token", List.of(NovaCloud.TOKEN, NovaCloud.TOKEN)),
                        bytes(NovaCloud.body())),
                401);
    }

    @Test
    void refusesACallerThatIsNotNovaBeforeItReadsTheBody() {
        RawResponse answer = cloud.send("POST", "/instance", Map.of("X-Auth-Token", List.of("other")), bytes("{"));

        assertError(answer, 403);
        assertThat(cloud.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "1",
                "{",
                "{}",
                "{\"instance-id\":\"a\"}",
                "{\"project-id\":\"p\",\"instance-id\":\"a/b\",\"hostname\":\"h\"}",
                "{\"project-id\":\"p\",\"instance-id\":1,\"hostname\":\"h\"}",
                "{\"project-id\":\"p\",\"instance-id\":\"a\\n\",\"hostname\":\"h\"}",
                "{\"project-id\":\"p\",\"instance-id\":\"a\",\"hostname\":\"h h\"}",
                "{\"project-id\":\"p\",\"instance-id\":\"a\",\"hostname\":\"h\",\"image-id\":{\"x\":1}}",
                "{\"project-id\":\"p\",\"instance-id\":\"a\",\"hostname\":\"h\",\"metadata\":[]}",
                "{\"project-id\":\"p\",\"instance-id\":\"a\",\"hostname\":\"h\",\"metadata\":{\"a\":1}}",
                "{\"project-id\":\"p\",\"instance-id\":\"a\",\"instance-id\":\"b\",\"hostname\":\"h\"}",
                "{\"project-id\":\"p\",\"instance-id\":\"a\",\"hostname\":\"h\"} x"
            })
    void refusesMalformedBodies(String body) {
        assertError(cloud.post("/instance", body), 400);
        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void refusesDeepJson() {
        assertError(cloud.post("/instance", "{\"metadata\":" + "[".repeat(100_000)), 400);
    }

    @Test
    void takesMembersThatItDoesNotKnow() {
        assertThat(cloud.post("/instance", NovaCloud.body().replace("{\"project-id\"", "{\"new\": [1], \"project-id\""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesTheLongestUserData() {
        String body = NovaCloud.body().replace("\"user-data\": null", "\"user-data\": \"" + "A".repeat(65_535) + "\"");

        assertThat(cloud.post("/instance", body).status()).isEqualTo(200);
    }

    @Test
    void refusesALongBody() {
        assertError(cloud.post("/instance", " ".repeat(cloud.handler.maxBodyBytes() + 1)), 413);
    }

    @Test
    void refusesAnInstanceThatNobodyOwns() {
        assertError(cloud.post("/instance", NovaCloud.body().replace(NovaCloud.INSTANCE, "other")), 404);
    }

    @Test
    void refusesOtherPathsAndMethods() {
        assertError(cloud.post("/other", NovaCloud.body()), 404);
        assertThat(cloud.send("GET", "/instance", Map.of(), new byte[0]).header("Allow"))
                .hasValue("POST");
    }

    @Test
    void saysSoWhereADirectoryCannotAnswer() {
        cloud.directory = request -> {
            throw new StoreException("down", new IOException());
        };

        assertError(cloud.post("/instance", NovaCloud.body()), 503);
    }

    @Test
    void saysSoWhereTheTokenCannotBeChecked() {
        cloud.caller = request -> {
            throw new StoreException("down", new IOException());
        };

        assertError(cloud.post("/instance", NovaCloud.body()), 503);
    }

    @Test
    void takesTheBlameForAVendorsNameThatCannotBeWritten() {
        cloud.directory = request -> Optional.of(new OwnedInstance("a b", Map.of("debian", List.of(NovaCloud.ALICE))));

        assertError(cloud.post("/cloud-init", NovaCloud.body()), 500);
        assertThat(cloud.events.get(0).outcome()).isEqualTo("failed");
    }

    @Test
    void isForACloudWithHttpsAlone() {
        SshCertificateAuthority local = SshCertificateAuthority.builder(
                        URI.create("http://127.0.0.1:5000/v3"),
                        request -> LoginDecision.allow(),
                        CaSigner.of(SshKeyPair.generate()))
                .build();

        assertThatThrownBy(() -> VendordataHandler.builder(local, request -> true, request -> Optional.empty())
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertError(RawResponse answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains("\"code\":" + status).doesNotContain("Exception");
        assertThat(answer.header("X-Openstack-Request-Id")).isPresent();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
