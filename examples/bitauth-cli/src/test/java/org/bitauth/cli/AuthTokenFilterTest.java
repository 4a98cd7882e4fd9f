package org.bitauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.bitauth.BitauthKey;
import org.bitauth.StoreException;
import org.bitauth.event.AuthEvent;
import org.bitauth.http.OutgoingRequest;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.SigningHttpClient;
import org.bitauth.http.V1RequestSigner;
import org.bitauth.keystone.client.KeystoneClient;
import org.bitauth.keystone.middleware.AuthTokenFilter;
import org.bitauth.keystone.middleware.CheckedToken;
import org.bitauth.keystone.middleware.OnlineTokenChecker;
import org.bitauth.keystone.middleware.ServiceToken;
import org.bitauth.keystone.middleware.TokenPrincipal;
import org.bitauth.replay.InMemoryReplayGuard;
import org.bitauth.servlet.BitauthFilter;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A servlet behind the filter, on Jetty, with tokens of a bridge that {@code bitauth serve} makes. */
@SuppressWarnings("NullAway.Init")
class AuthTokenFilterTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private DemoServer cloud;
    private KeystoneClient client;
    private Server server;
    private URI url;

    @BeforeEach
    void start() throws Exception {
        cloud = new DemoServer(folder);
        client = new KeystoneClient(cloud.url(), KeyFile.read(cloud.key()));
    }

    @AfterEach
    void stop() {
        LifeCycle.stop(server);
        cloud.close();
    }

    @Test
    void tellsTheServletWhoCallsAndWithWhichRoles() throws Exception {
        serve(filter -> filter);

        HttpResponse<String> answer = get(client.token());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String sin = KeyFile.read(cloud.key()).sin().value();
        assertThat(answer.body()).isEqualTo(sin + " demo member=true admin=false KEYSTONE same");
    }

    @Test
    void tellsItTheSameWhereTheIdentityServiceIsAsked() throws Exception {
        serve(filter -> filter.checker(new OnlineTokenChecker(cloud.url(), ServiceToken.of(client))));
        String token = client.token();

        assertThat(get(token).statusCode()).isEqualTo(200);
        assertThat(client.revoke(token).accepted()).isPresent();
        assertThat(get(token).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesARequestWithoutExactlyOneGoodToken() throws Exception {
        serve(filter -> filter);
        String token = client.token();

        for (List<String> tokens :
                List.of(List.<String>of(), List.of(""), List.of("x"), List.of(token + "x"), List.of(token, token))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(url);
            tokens.forEach(value -> request.header("X-Auth-Token", value));
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .contains("Keystone uri=\"" + cloud.url() + "\"");
            assertThat(answer.body()).contains("\"code\":401");
        }
    }

    @Test
    void refusesATokenWithoutOneOfTheRoles() throws Exception {
        serve(filter -> filter.role("admin").role("operator"));
        assertThat(get(client.token()).statusCode()).isEqualTo(403);
        LifeCycle.stop(server);

        serve(filter -> filter.role("admin").role("member"));
        assertThat(get(client.token()).statusCode()).isEqualTo(200);
    }

    @Test
    void answers503WhileNothingCanBeKnownAndTellsTheOperatorWhy() throws Exception {
        List<AuthEvent> events = new CopyOnWriteArrayList<>();
        serve(filter -> filter.listener(events::add).checker(token -> {
            throw new StoreException("identity service is away");
        }));

        HttpResponse<String> answer = get("t");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("away");
        AuthEvent event = events.get(0);
        assertThat(event.action() + " " + event.outcome() + " " + event.detail())
                .isEqualTo("token.check unavailable identity service is away");
        assertThat(answer.headers().firstValue("X-Openstack-Request-Id")).contains(event.requestId());
    }

    @Test
    void tellsTheOperatorWhyATokenIsRefusedAndTheClientOnlyThat() throws Exception {
        List<AuthEvent> events = new CopyOnWriteArrayList<>();
        serve(filter -> filter.listener(events::add).requireHolderOfKey());
        String token = client.token();

        List<String> bodies = List.of(
                http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                        .body(),
                get("x").body(),
                get(token).body());

        assertThat(events)
                .extracting(AuthEvent::detail)
                .containsExactly(
                        "not exactly one token",
                        "token is worth nothing",
                        "request is not signed by the key of the token");
        assertThat(events).noneMatch(event -> event.toString().contains(token));
        assertThat(bodies).allMatch(bodies.get(0)::equals);
    }

    @Test
    void takesNoSignatureOfVersion1ForTheHolders() throws Exception {
        serve(AuthTokenFilter.Builder::requireHolderOfKey);
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("X-Auth-Token", client.token());
        V1RequestSigner.of(KeyFile.read(cloud.key()))
                .sign(OutgoingRequest.of("GET", url.toString(), new byte[0]))
                .forEach(request::header);

        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Keystone");
    }

    @Test
    void makesAStolenTokenUselessWhereTheHoldersKeyIsDemanded() throws Exception {
        serve(AuthTokenFilter.Builder::requireHolderOfKey);
        String token = client.token();
        HttpRequest request =
                HttpRequest.newBuilder(url).header("X-Auth-Token", token).build();

        assertThat(get(token).statusCode()).as("unsigned").isEqualTo(401);
        assertThat(signing(BitauthKey.generate())
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .as("another key")
                .isEqualTo(401);
        assertThat(signing(KeyFile.read(cloud.key()))
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .as("the holder")
                .isEqualTo(200);
    }

    @Test
    void refusesATokenThatIsBoundToNoKeyWhereOneIsDemanded() throws Exception {
        serve(filter -> filter.requireHolderOfKey()
                .checker(token -> Optional.of(new CheckedToken(
                        "u", "u", "d", Optional.empty(), Optional.empty(), List.of(), Instant.MAX, Optional.empty()))));
        HttpRequest request =
                HttpRequest.newBuilder(url).header("X-Auth-Token", "t").build();

        assertThat(signing(KeyFile.read(cloud.key()))
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> get(String token) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(url).header("X-Auth-Token", token).build(), BodyHandlers.ofString());
    }

    private SigningHttpClient signing(BitauthKey key) {
        return SigningHttpClient.of(http, RequestSigner.of(key));
    }

    private void serve(UnaryOperator<AuthTokenFilter.Builder> settings) throws Exception {
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        connector.open();
        url = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/things");
        ServletContextHandler context = new ServletContextHandler("/");
        RequestVerifier verifier = RequestVerifier.builder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort()), new InMemoryReplayGuard())
                .acceptV1("GET")
                .build();
        for (Filter filter : List.of(
                BitauthFilter.recognising(verifier),
                settings.apply(AuthTokenFilter.builder(cloud.url())).build())) {
            context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        context.addServlet(new ServletHolder(new WhoServlet()), "/*");
        server.setHandler(context);
        server.start();
    }

    /** Says what the filter told it. */
    private static final class WhoServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            TokenPrincipal principal = (TokenPrincipal) request.getUserPrincipal();
            CheckedToken token = principal.token();
            boolean same = token.equals(request.getAttribute(AuthTokenFilter.TOKEN))
                    && principal.getName().equals(request.getRemoteUser());
            response.getWriter()
                    .print(token.userName() + " " + token.projectName().orElse("-") + " member="
                            + request.isUserInRole("member") + " admin=" + request.isUserInRole("admin") + " "
                            + request.getAuthType() + (same ? " same" : " other"));
        }
    }
}
