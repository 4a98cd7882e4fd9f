package org.bitauth.keystone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bitauth.keystone.DemoCloud.ALICE;

import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import org.bitauth.http.ClientRejection;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.ScopeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where services are, by the catalogs of whole, odd and broken clouds. */
class EndpointTest {
    private static final String CATALOG = """
            [{"type":"compute","name":"nova","id":"1","endpoints":[
               {"id":"a","interface":"public","region":"one","region_id":"one","url":"https://one.example/v2.1"},
               {"id":"b","interface":"public","region":"two","region_id":"two","url":"https://two.example/v2.1"},
               {"id":"c","interface":"internal","region":"one","region_id":"one","url":"http://10.0.0.5:8774/v2.1"}]},
             {"type":"image","name":"","endpoints":[
               {"interface":"public","region":null,"region_id":null,"url":"https://images.example"}]},
             {"type":"dns","name":"twice","endpoints":[
               {"interface":"public","region_id":"one","url":"https://dns.example"},
               {"interface":"public","region_id":"two","url":"https://dns.example"},
               {"interface":"internal","region_id":"one","url":"https://dns-a.example"},
               {"interface":"internal","region_id":"one","url":"https://dns-b.example"}]},
             {"type":"empty","name":"empty","endpoints":[]}]
            """;

    private final HandlerServer server = new HandlerServer();
    private final DemoCloud cloud = DemoCloud.at(server.url().toString());
    private final KeystoneClient alice = KeystoneClient.builder(server.url(), ALICE)
            .project("demo", "Default")
            .build();

    EndpointTest() throws IOException {
        serve(CATALOG);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void findsTheIdentityServiceOfABridge() {
        server.serve(cloud.handler);

        assertThat(alice.endpoint("identity", "public")).isEqualTo(server.url());
        assertThat(alice.endpoint("identity", "internal", "RegionOne")).isEqualTo(server.url());
        assertThat(server.requests).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "compute, public, one, https://one.example/v2.1",
        "compute, public, two, https://two.example/v2.1",
        "compute, internal, one, http://10.0.0.5:8774/v2.1",
        "dns, public, two, https://dns.example",
    })
    void findsTheEndpointOfARegion(String type, String interfaceName, String region, URI url) {
        assertThat(alice.endpoint(type, interfaceName, region)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "compute, internal, http://10.0.0.5:8774/v2.1",
        "image, public, https://images.example",
        "dns, public, https://dns.example",
    })
    void needsNoRegionWhereOneUrlIsMeant(String type, String interfaceName, URI url) {
        assertThat(alice.endpoint(type, interfaceName)).isEqualTo(url);
    }

    @Test
    void takesTheRegionOfTheClient() {
        KeystoneClient two = KeystoneClient.builder(server.url(), ALICE)
                .project("demo", "Default")
                .region("two")
                .build();

        assertThat(two.endpoint("compute", "public")).isEqualTo(URI.create("https://two.example/v2.1"));
        assertThat(two.endpoint("compute", "public", "one")).isEqualTo(URI.create("https://one.example/v2.1"));
        assertThat(failure(two, "compute", "internal").detail())
                .isEqualTo(
                        "endpoint of compute, interface internal, region two: there is none; this interface is in the"
                                + " regions one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            compute | public   | there are several, name one of the regions one, two
            dns     | internal | there are several in one region: https://dns-a.example, https://dns-b.example
            compute | admin    | there is none; this interface is in the regions (none)
            empty   | public   | there is none; this interface is in the regions (none)
            volume  | public   | there is no service of this type; there are compute, dns, empty, image
            """)
    void saysWhatIsThereInstead(String type, String interfaceName, String what) {
        CloudException failure = failure(alice, type, interfaceName);

        assertThat(failure.reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(failure.detail()).isEqualTo("endpoint of " + type + ", interface " + interfaceName + ": " + what);
    }

    @Test
    void saysThatAnUnscopedTokenHasNoCatalog() {
        server.serve(cloud.handler);
        KeystoneClient unscoped = KeystoneClient.builder(server.url(), ALICE)
                .scope(new ScopeRequest.Unscoped())
                .build();

        assertThat(failure(unscoped, "identity", "public").detail()).contains("a token without a scope has none");
    }

    @Test
    void showsTheCatalog() {
        Catalog catalog = alice.catalog().orElseThrow(CloudException::new);

        assertThat(catalog.services()).extracting(Catalog.Service::name).containsExactly("nova", "", "twice", "empty");
        assertThat(catalog.services().get(1).endpoints())
                .containsExactly(new Catalog.Endpoint("", "public", "", "https://images.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "5",
                "\"text\"",
                "{}",
                "[null]",
                "[5]",
                "[[]]",
                "[{}]",
                "[{\"type\":\"compute\"}]",
                "[{\"type\":\"compute\",\"endpoints\":{}}]",
                "[{\"type\":\"compute\",\"endpoints\":\"x\"}]",
                "[{\"type\":\"compute\",\"endpoints\":[5]}]",
                "[{\"type\":\"compute\",\"endpoints\":[{}]}]",
                "[{\"type\":5,\"endpoints\":[]}]",
                "[{\"type\":null,\"endpoints\":[]}]",
                "[{\"type\":\"compute\",\"endpoints\":[{\"interface\":\"public\",\"region_id\":5,\"url\":\"http://a\"}]}]",
                "[{\"type\":\"compute\",\"endpoints\":[{\"interface\":\"public\",\"region_id\":\"a\",\"url\":null}]}]",
                "[{\"type\":\"compute\",\"endpoints\":[{\"interface\":[],\"region_id\":\"a\",\"url\":\"http://a\"}]}]",
            })
    void refusesACatalogOfAStrangeShape(String catalog) {
        serve(catalog);

        assertThat(alice.catalog().rejected().orElseThrow().reason()).isEqualTo(ClientRejection.REFUSED);
        assertThat(failure(alice, "compute", "public").detail()).startsWith("the token's catalog cannot be read: ");
        assertThat(alice.token()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/v2.1",
                "compute.example",
                "//compute.example",
                "file:///etc/passwd",
                "ftp://compute.example",
                "javascript:alert(1)",
                "https:///v2.1",
                "https://user:password@compute.example",
                "https://compute.example/ v2",
                "https://compute.example/$(project_id)s/{x}",
                "https://compute.example:port/",
                "https://a_b:99999999999/",
            })
    void refusesAUrlThatIsNoWebServers(String url) {
        serve("[{\"type\":\"compute\",\"endpoints\":[{\"interface\":\"public\",\"url\":\"" + url + "\"}]}]");

        assertThat(failure(alice, "compute", "public").detail()).contains("is one whose URL ");
    }

    @Test
    void quotesLittleOfWhatACatalogSays() {
        serve("[{\"type\":\"" + "\\u001b[31m\\n".repeat(5000) + "\",\"endpoints\":[]}]");

        String detail = failure(alice, "compute", "public").detail();

        assertThat(detail).matches("[ -~]+");
        assertThat(detail.length()).isLessThan(400);
    }

    private void serve(String catalog) {
        server.serve(request -> {
            RawResponse answer = cloud.handler.handle(request);
            String text = answer.text()
                    .replaceAll(
                            "\"catalog\":\\[.*\"name\":\"bitauth\"}\\]",
                            Matcher.quoteReplacement("\"catalog\":" + catalog));
            RawResponse changed = RawResponse.of(answer.status(), "application/json", text);
            return answer.header("X-Subject-Token")
                    .map(token -> changed.with("X-Subject-Token", token))
                    .orElse(changed);
        });
    }

    private static CloudException failure(KeystoneClient client, String type, String interfaceName) {
        return catchThrowableOfType(CloudException.class, () -> client.endpoint(type, interfaceName));
    }
}
