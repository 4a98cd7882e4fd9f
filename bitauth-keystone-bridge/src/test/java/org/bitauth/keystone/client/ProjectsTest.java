package org.bitauth.keystone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.bitauth.Outcome;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DemoCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of a user's projects, as a real Keystone 22 answered it, and broken. */
class ProjectsTest {
    private final HandlerServer server = new HandlerServer();
    private final DemoCloud cloud = DemoCloud.at(server.url().toString());
    private final KeystoneClient alice = new KeystoneClient(server.url(), ALICE);

    ProjectsTest() throws IOException {
        serve(RawResponse.of(200, "application/json", sample("GET /auth/projects")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void areReadAsKeystoneListsThem() {
        assertThat(alice.projects().orElseThrow(CloudException::new))
                .containsExactly(new ProjectEntry("5a931738512e42f3bba26fe27fdaeabf", "demo", "default"));
        RawRequest last = server.requests.get(server.requests.size() - 1);
        assertThat(last.method()).isEqualTo("GET");
        assertThat(last.target()).isEqualTo("/v3/auth/projects");
        assertThat(last.header("X-Auth-Token")).contains(alice.token());
    }

    @Test
    void mayBeNone() {
        serve(RawResponse.of(200, "application/json", "{\"projects\":[],\"links\":{\"next\":null}}"));

        assertThat(alice.projects().orElseThrow(CloudException::new)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{}",
                "{\"projects\":null}",
                "{\"projects\":{}}",
                "{\"projects\":[],\"projects\":[]}",
                "{\"projects\":[null]}",
                "{\"projects\":[\"demo\"]}",
                "{\"projects\":[{\"id\":5,\"name\":\"demo\",\"domain_id\":\"default\"}]}",
                "{\"projects\":[{\"id\":\"p\",\"name\":[],\"domain_id\":\"default\"}]}",
                "{\"projects\":[{\"id\":\"p\",\"name\":\"demo\",\"domain_id\":null}]}",
                "{\"projects\":[{\"id\":\"p\",\"name\":\"demo\"}]}",
            })
    void areRefusedInAnotherShape(String body) {
        serve(RawResponse.of(200, "application/json", body));

        Outcome.Rejected<?, ClientRejection> no = alice.projects().rejected().orElseThrow();

        assertThat(no.reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(no.detail()).startsWith("200 must have ");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 300, 302, 400, 401, 403, 404, 500, 503})
    void areRefusedWithAnotherStatus(int status) {
        serve(RawResponse.of(status));

        assertThat(alice.projects().rejected().orElseThrow().detail()).startsWith(status + " ");
    }

    @Test
    void areAskedForAnewWhereTheTokenWasRevoked() throws IOException {
        String revoked = alice.token();
        RawResponse list = RawResponse.of(200, "application/json", sample("GET /auth/projects"));
        server.serve(request -> {
            if (!request.target().endsWith("/auth/projects")) {
                return cloud.handler.handle(request);
            }
            return request.header("X-Auth-Token").filter(revoked::equals).isPresent() ? RawResponse.of(401) : list;
        });

        assertThat(alice.projects().accepted()).isPresent();
        assertThat(alice.token()).isNotEqualTo(revoked);
    }

    private void serve(RawResponse projects) {
        server.serve(request -> request.target().endsWith("/auth/projects") ? projects : cloud.handler.handle(request));
    }

    private static String sample(String name) throws IOException {
        try (InputStream in = ProjectsTest.class.getResourceAsStream("/vectors/keystone-samples.json")) {
            for (JsonNode sample : new ObjectMapper().readTree(Objects.requireNonNull(in))) {
                if (sample.path("name").asText().equals(name)) {
                    return sample.at("/response/body").toString();
                }
            }
        }
        throw new AssertionError("no sample " + name);
    }
}
