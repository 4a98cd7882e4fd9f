package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.http.RawRequest;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;
import org.bitauth.keystone.client.CloudException;
import org.bitauth.keystone.client.KeystoneClient;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.lab.HandlerServer;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.exceptions.AuthenticationException;
import org.openstack4j.model.common.Identifier;
import org.openstack4j.model.identity.v3.Role;
import org.openstack4j.model.identity.v3.Service;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.OSFactory;

/** A session of openstack4j that begins with the token of a {@link KeystoneClient}, at a bridge. */
class Openstack4jIT {
    private static final Domain DEFAULT = new Domain("default", "Default");
    private static final Identifier DEMO = Identifier.byName("demo");
    private static final Identifier IN_DEFAULT = Identifier.byName("Default");

    private final BitauthKey key = BitauthKey.generate();
    private final HandlerServer server = new HandlerServer();
    private final String url = "http://127.0.0.1:" + server.port();
    private final KeystoneClient client = KeystoneClient.builder(URI.create(url + "/v3"), key)
            .project("demo", "Default")
            .build();

    Openstack4jIT() throws IOException {
        KeystoneBridge bridge = KeystoneBridge.builder(URI.create(url + "/v3"), directory())
                .catalog(scope -> catalog())
                .build();
        KeystoneHandler handler = new KeystoneHandler(bridge);
        server.serve(request -> request.path().startsWith("/compute/") ? flavors(request) : handler.handle(request));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void beginsWithTheTokenOfAKey() {
        Token token = session(client.token()).getToken();

        assertThat(token.getProject().getId()).isEqualTo("p-demo");
        assertThat(token.getProject().getDomainId()).isEqualTo("default");
        assertThat(token.getUser().getName()).isEqualTo("alice");
        assertThat(token.getRoles()).extracting(Role::getName).containsExactly("member");
        assertThat(token.getMethods()).contains("bitauth", "token");
        assertThat(token.getExpires().toInstant())
                .isEqualTo(client.current().orElseThrow(CloudException::new).expiresAt());
    }

    @Test
    void readsTheCatalog() {
        OSClientV3 session = session(client.token());

        assertThat(session.getToken().getCatalog()).extracting(Service::getType).containsExactly("identity", "compute");
        assertThat(session.supportsIdentity()).isTrue();
        assertThat(session.supportsCompute()).isTrue();
        assertThat(session.supportsImage()).isFalse();
        assertThat(session.identity()
                        .tokens()
                        .getServiceCatalog(session.getToken().getId()))
                .extracting(Service::getName)
                .containsExactly("bitauth", "nova");
    }

    @Test
    void validatesAndRevokesTokens() {
        OSClientV3 session = session(client.token());
        String other = client.rescope(new ScopeRequest.Unscoped())
                .orElseThrow(CloudException::new)
                .secret();

        assertThat(session.identity().tokens().get(other).getUser().getName()).isEqualTo("alice");
        assertThat(session.identity().tokens().check(other).isSuccess()).isTrue();
        assertThat(session.identity().tokens().delete(other).isSuccess()).isTrue();
        assertThat(session.identity().tokens().delete(other).isSuccess())
                .as("again")
                .isFalse();
    }

    @Test
    void asksTheServiceThatTheCatalogNames() {
        OSClientV3 session = session(client.token());

        assertThat(client.endpoint("compute", "public")).isEqualTo(URI.create(url + "/compute/v2.1"));
        assertThat(session.compute().flavors().list()).singleElement().satisfies(flavor -> {
            assertThat(flavor.getName()).isEqualTo("small");
            assertThat(flavor.getVcpus()).isEqualTo(1);
        });
    }

    @Test
    void isRefusedWithATokenThatWasRevoked() {
        String token = client.token();
        client.revoke(token).orElseThrow(CloudException::new);

        assertThatThrownBy(() -> session(token)).isInstanceOf(AuthenticationException.class);
        assertThat(session(client.token()).getToken().getUser().getName()).isEqualTo("alice");
    }

    private OSClientV3 session(String token) {
        return OSFactory.builderV3()
                .endpoint(url + "/v3")
                .token(token)
                .scopeToProject(DEMO, IN_DEFAULT)
                .authenticate();
    }

    /** A service of the cloud: it takes the tokens that the bridge takes. */
    private RawResponse flavors(RawRequest request) {
        Optional<String> token = request.header("X-Auth-Token");
        return token.isPresent() && request.path().startsWith("/compute/v2.1/flavors/detail")
                ? RawResponse.of(
                        200,
                        "application/json",
                        "{\"flavors\":[{\"id\":\"1\",\"name\":\"small\",\"vcpus\":1,\"ram\":512,\"disk\":1}]}")
                : RawResponse.of(401);
    }

    private InMemoryDirectory directory() {
        return InMemoryDirectory.builder()
                .project(new Project("p-demo", "demo", DEFAULT))
                .user(new User("u-alice", "alice", DEFAULT, true, Optional.empty()), List.of(key.sin()))
                .role("u-alice", "p-demo", "member")
                .build();
    }

    private Catalog catalog() {
        Catalog identity = Catalog.ofIdentity(url + "/v3", "RegionOne");
        Catalog.Service compute = new Catalog.Service(
                "nova",
                "compute",
                "nova",
                List.of(new Catalog.Endpoint("nova-public", "public", "RegionOne", url + "/compute/v2.1")));
        return new Catalog(
                Stream.concat(identity.services().stream(), Stream.of(compute)).toList());
    }
}
