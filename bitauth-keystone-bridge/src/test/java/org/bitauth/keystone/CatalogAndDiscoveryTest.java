package org.bitauth.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;
import static org.bitauth.keystone.DemoCloud.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogAndDiscoveryTest {
    private static final String CATALOG = "/v3/auth/catalog";

    private final DemoCloud cloud = DemoCloud.start();

    @Test
    void showsTheCatalogOfAScopedToken() {
        RawResponse login = cloud.login(ALICE, DEMO);

        RawResponse answer = cloud.get(CATALOG, "X-Auth-Token", DemoCloud.secret(login));

        AnswerForm.check(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(AnswerForm.names(json(answer))).containsExactlyInAnyOrder("catalog", "links");
        assertThat(json(answer).get("catalog")).isEqualTo(json(login).at("/token/catalog"));
        assertThat(json(answer).get("links")).hasToString("{\"self\":\"" + DemoCloud.URL + "/auth/catalog\"}");
    }

    @Test
    void showsServicesAnInternalIdentityEndpoint() {
        JsonNode identity = json(cloud.login(ALICE, DEMO)).at("/token/catalog/0");

        assertThat(identity.get("type").textValue()).isEqualTo("identity");
        assertThat(StreamSupport.stream(identity.get("endpoints").spliterator(), false)
                        .map(endpoint -> endpoint.get("interface").textValue()))
                .containsExactlyInAnyOrder("public", "internal", "admin");
    }

    @Test
    void showsTheCatalogThatTheSourceMakesForTheScope() {
        DemoCloud other = DemoCloud.with((builder, clock) -> builder.catalog(scope -> new Catalog(
                List.of(new Catalog.Service("s1", "compute", scope.getClass().getSimpleName(), List.of())))));

        assertThat(json(other.login(ALICE, DEMO)).at("/token/catalog"))
                .hasToString("[{\"endpoints\":[],\"id\":\"s1\",\"type\":\"compute\",\"name\":\"InProject\"}]");
    }

    @Test
    void showsNoCatalogWithoutAScopedToken() {
        AnswerForm.checkError(cloud.get(CATALOG), 401);
        AnswerForm.checkError(cloud.get(CATALOG, "X-Auth-Token", "x"), 401);
        AnswerForm.checkError(cloud.get(CATALOG, "X-Auth-Token", cloud.token(ALICE, UNSCOPED)), 403);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "/", "?x=y", "/?x"})
    void listsTheVersions(String path) {
        RawResponse answer = cloud.get(path);

        AnswerForm.check(answer);
        assertThat(answer.status()).isEqualTo(300);
        assertThat(answer.header("Location")).contains(DemoCloud.URL + "/");
        assertThat(json(answer).at("/versions/values")).hasSize(1);
        assertVersion(json(answer).at("/versions/values/0"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/v3", "/v3/", "/v3?x=y"})
    void describesTheVersion(String path) {
        RawResponse answer = cloud.get(path);

        AnswerForm.check(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertVersion(json(answer).get("version"));
        RawResponse head = cloud.send("HEAD", path, new byte[0]);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(answer.header("Content-Type"));
    }

    @Test
    void answersUnderItsMountOnly() {
        RawRequest beside = new RawRequest("GET", "/identityx/v3", "/identity", Map.of(), new byte[0]);
        RawRequest elsewhere = new RawRequest("GET", "/v4/v3", "/identity", Map.of(), new byte[0]);
        RawRequest atRoot = new RawRequest("GET", "/v3", "", Map.of(), new byte[0]);

        AnswerForm.checkError(cloud.handler.handle(beside), 404);
        AnswerForm.checkError(cloud.handler.handle(elsewhere), 404);
        assertThat(cloud.handler.handle(atRoot).status()).isEqualTo(200);
    }

    private static void assertVersion(JsonNode version) {
        assertThat(version.get("id").textValue()).isEqualTo("v3.14");
        assertThat(version.get("status").textValue()).isEqualTo("stable");
        assertThat(version.get("links")).hasToString("[{\"rel\":\"self\",\"href\":\"" + DemoCloud.URL + "/\"}]");
        assertThat(version.at("/media-types/0/type").textValue())
                .isEqualTo("application/vnd.openstack.identity-v3+json");
    }
}
