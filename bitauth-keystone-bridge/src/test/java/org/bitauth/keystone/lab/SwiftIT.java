package org.bitauth.keystone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.ApplicationCredential;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.Scope;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.SecretHash;
import org.bitauth.keystone.User;
import org.bitauth.keystone.client.KeystoneClient;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.peers.Peers;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real Swift behind keystonemiddleware takes the tokens of a bridge whose URL has a prefix. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SwiftIT {
    private static final Domain DOMAIN = new Domain("default", "Default");
    private static final String PROJECT = "demo-id";
    private static final String OTHER_PROJECT = "other-id";

    @TempDir
    private static Path folder;

    private final BitauthKey alice = BitauthKey.generate();
    private final DirectHttpClient http = new DirectHttpClient();
    private HandlerServer server;
    private URI identity;
    private SwiftCluster swift;
    private URI asking;
    private URI remembering;

    @BeforeAll
    void start() throws IOException {
        SwiftCluster.requireSwift();
        Peers.requirePrograms("openstack");
        server = new HandlerServer("/identity");
        identity = URI.create("http://127.0.0.1:" + server.port() + "/identity/v3");
        swift = SwiftCluster.start();
        asking = swift.startProxy("asking", middleware(Map.of("token_cache_time", "-1")));
        remembering = swift.startProxy("remembering", middleware(Map.of()));
        InMemoryDirectory directory = directory();
        KeystoneHandler handler = new KeystoneHandler(KeystoneBridge.builder(identity, directory)
                .applicationCredentials(directory)
                .catalog(this::catalog)
                .build());
        // Whoever forgets the prefix finds nothing.
        server.serve(
                request -> request.target().startsWith("/identity/v3") ? handler.handle(request) : RawResponse.of(404));
    }

    @AfterAll
    void stop() {
        if (swift != null) {
            swift.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void givesBackTheBytesOfAUserWhoLoggedInWithABitcoinKey() throws IOException {
        String token = token();
        byte[] bytes = randomBytesOfSeed(1);

        assertThat(put(account(PROJECT) + "/photos", token, new byte[0])).isEqualTo(201);
        assertThat(put(account(PROJECT) + "/photos/cat", token, bytes)).isEqualTo(201);

        RawResponse answer = get(account(PROJECT) + "/photos/cat", Map.of("X-Auth-Token", token));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
    }

    @Test
    void answers403ForTheAccountOfAnotherProject() throws IOException {
        String token = token();

        assertThat(list(asking, OTHER_PROJECT, token)).isEqualTo(403);
        assertThat(put(account(OTHER_PROJECT) + "/photos", token, new byte[0])).isEqualTo(403);
    }

    @Test
    void answers401WithoutAToken() throws IOException {
        assertThat(get(account(PROJECT), Map.of()).status()).isEqualTo(401);
    }

    @Test
    void answers401ForATokenThatIsNotOurs() throws IOException {
        String token = token();
        char[] changed = token.toCharArray();
        changed[token.length() / 2] = changed[token.length() / 2] == 'A' ? 'B' : 'A';

        for (String wrong : List.of(new String(changed), token.substring(1), "x", "a.b.c")) {
            assertThat(list(asking, PROJECT, wrong)).isEqualTo(401);
            assertThat(list(remembering, PROJECT, wrong)).isEqualTo(401);
        }
    }

    @Test
    void answers401AsSoonAsTheTokenIsRevokedWhereTheMiddlewareRemembersNothing() throws IOException {
        String token = token();
        assertThat(list(asking, PROJECT, token)).isEqualTo(200);

        revoke(token);

        assertThat(list(asking, PROJECT, token)).isEqualTo(401);
    }

    /** By default the middleware asks again after 300 seconds; operators must know that bound. */
    @Test
    void stillTakesARevokedTokenThatTheMiddlewareRemembers() throws IOException {
        String token = token();
        assertThat(list(remembering, PROJECT, token)).isEqualTo(200);

        revoke(token);

        assertThat(list(remembering, PROJECT, token)).isEqualTo(200);
        assertThat(list(asking, PROJECT, token)).isEqualTo(401);
    }

    @Test
    void givesTheOpenstackCommandItsBytesBack() throws IOException {
        Map<String, String> environment = Map.of(
                "OS_AUTH_TYPE",
                "v3token",
                "OS_AUTH_URL",
                identity.toString(),
                "OS_IDENTITY_API_VERSION",
                "3",
                "OS_TOKEN",
                token(),
                "OS_PROJECT_ID",
                PROJECT);
        byte[] bytes = randomBytesOfSeed(2);
        Path sent = Files.write(folder.resolve("sent"), bytes);
        Path saved = folder.resolve("saved");

        openstack(environment, "container", "create", "pets");
        openstack(environment, "object", "create", "--name", "dog", "pets", sent.toString());
        openstack(environment, "object", "save", "--file", saved.toString(), "pets", "dog");

        assertThat(saved).hasBinaryContent(bytes);
    }

    private Map<String, String> middleware(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "auth_type", "v3applicationcredential",
                "auth_url", identity.toString(),
                "www_authenticate_uri", identity.toString(),
                "application_credential_id", "swift-credential",
                "application_credential_secret", "swift-secret",
                "service_token_roles_required", "true"));
        options.putAll(more);
        return options;
    }

    private InMemoryDirectory directory() {
        return InMemoryDirectory.builder()
                .project(new Project(PROJECT, "demo", DOMAIN))
                .project(new Project(OTHER_PROJECT, "other", DOMAIN))
                .user(new User("alice-id", "alice", DOMAIN, true, Optional.empty()), List.of(alice.sin()))
                .role("alice-id", PROJECT, "member")
                .user(new User("swift-id", "swift", DOMAIN, true, Optional.empty()), List.of())
                .role("swift-id", PROJECT, "service")
                .applicationCredential(new ApplicationCredential(
                        "swift-credential",
                        "swift",
                        "swift-id",
                        PROJECT,
                        List.of("service"),
                        SecretHash.of("swift-secret")))
                .build();
    }

    /** The identity service, and the account of the token's own project. */
    private Catalog catalog(Scope scope) {
        if (!(scope instanceof Scope.InProject in)) {
            throw new AssertionError("scope must be a project, was " + scope);
        }
        List<Catalog.Service> services = new ArrayList<>(
                Catalog.ofIdentity(identity.toString(), "RegionOne").services());
        services.add(new Catalog.Service(
                "swift",
                "object-store",
                "swift",
                List.of(new Catalog.Endpoint(
                        "swift-public",
                        "public",
                        "RegionOne",
                        account(asking, in.project().id())))));
        return new Catalog(services);
    }

    private static byte[] randomBytesOfSeed(int seed) {
        byte[] bytes = new byte[300_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private String token() {
        return new KeystoneClient(identity, alice)
                .login(new ScopeRequest.ProjectById(PROJECT))
                .orElseThrow(no -> new AssertionError(no.detail()))
                .secret();
    }

    private void revoke(String token) throws IOException {
        RawResponse answer = http.send(
                "DELETE",
                URI.create(identity + "/auth/tokens"),
                Map.of("X-Auth-Token", token, "X-Subject-Token", token),
                new byte[0]);
        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
    }

    private void openstack(Map<String, String> environment, String... words) throws IOException {
        String[] command =
                Stream.concat(Stream.of("openstack"), Stream.of(words)).toArray(String[]::new);
        Programs.Result result = Programs.run(environment, command);
        assertThat(result.exitCode()).as("%s %s", result.output(), swift.log()).isZero();
    }

    private String account(String project) {
        return account(asking, project);
    }

    private static String account(URI proxy, String project) {
        return proxy + "/v1/AUTH_" + project;
    }

    private int list(URI proxy, String project, String token) throws IOException {
        return get(account(proxy, project) + "?format=json", Map.of("X-Auth-Token", token))
                .status();
    }

    private int put(String url, String token, byte[] body) throws IOException {
        return http.send("PUT", URI.create(url), Map.of("X-Auth-Token", token), body)
                .status();
    }

    private RawResponse get(String url, Map<String, String> headers) throws IOException {
        return http.send("GET", URI.create(url), headers, new byte[0]);
    }
}
