package org.bitauth.house;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.StoreException;
import org.bitauth.challenge.AskKind;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.challenge.Challenges;
import org.bitauth.challenge.MacKeys;
import org.bitauth.event.AuthListener;
import org.bitauth.http.RequestSigner;
import org.bitauth.http.RequestVerifier;
import org.bitauth.http.ServerNonces;
import org.bitauth.http.SigningHttpClient;
import org.bitauth.keystone.AuthMethod;
import org.bitauth.keystone.Directory;
import org.bitauth.keystone.DirectoryAdmin;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.Grant;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.KeystoneBridgeBuilder;
import org.bitauth.keystone.Project;
import org.bitauth.keystone.User;
import org.bitauth.keystone.client.KeystoneClient;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.middleware.AuthTokenFilter;
import org.bitauth.keystone.middleware.OnlineTokenChecker;
import org.bitauth.keystone.middleware.ServiceToken;
import org.bitauth.keystone.oidc.DenyList;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.bitauth.keystone.oidc.OidcClient;
import org.bitauth.keystone.oidc.OidcHandler;
import org.bitauth.keystone.oidc.OidcProvider;
import org.bitauth.keystone.oidc.client.OidcLoginClient;
import org.bitauth.keystone.store.JdbcStores;
import org.bitauth.keystone.store.Migrations;
import org.bitauth.keystone.token.TokenKeys;
import org.bitauth.replay.JdbcReplayGuard;
import org.bitauth.replay.ReplayGuard;
import org.bitauth.servlet.BitauthFilter;
import org.bitauth.servlet.HandlerServlet;
import org.bitauth.ssh.CaSigner;
import org.bitauth.ssh.EnrolmentSecrets;
import org.bitauth.ssh.FileHostRegister;
import org.bitauth.ssh.FileIssueLog;
import org.bitauth.ssh.FileKrlStore;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.HostZone;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.LoginDecision;
import org.bitauth.ssh.LoginPolicy;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.SshExtension;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.http.SshHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;

/** The lines that the documents show, so that they compile; {@link DocumentsTest} compares them. */
final class ReadmeLines {
    private ReadmeLines() {}

    static Sin core(Sin sin, BitauthKey key) {
        AskKind signIn = AskKind.of("sign in to the shop");
        Challenges challenges =
                Challenges.builder(URI.create("https://shop.example")).build();

        String text = challenges.issue(sin, signIn.ask()).text(); // server
        ChallengeAnswer answer = ChallengeAnswer.sign(text, "https://shop.example", signIn.ask(), key) // client
                .orElseThrow(no -> new IllegalStateException(no.detail()));
        Sin proven = challenges
                .verify(answer, signIn.ask()) // server
                .orElseThrow(no -> new IllegalStateException(no.reason().name()))
                .sin();
        return proven;
    }

    static HttpResponse<String> requests(
            ServletContextHandler context, ReplayGuard replayGuard, BitauthKey key, HttpRequest request)
            throws IOException, InterruptedException {
        RequestVerifier verifier = RequestVerifier.builder(URI.create("https://shop.example"), replayGuard)
                .build();
        context.addFilter(BitauthFilter.requiring(verifier), "/*", EnumSet.of(DispatcherType.REQUEST));

        SigningHttpClient http = SigningHttpClient.of(HttpClient.newHttpClient(), RequestSigner.of(key));
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        return answer;
    }

    static void bridge(ServletContextHandler context, Directory directory, TokenKeys tokenKeys, PrintStream log) {
        KeystoneBridge bridge = KeystoneBridge.builder(URI.create("https://cloud.example/v3"), directory)
                .tokenKeys(tokenKeys)
                .listener(event -> log.println(event))
                .build();
        context.addServlet(new ServletHolder(new HandlerServlet(new KeystoneHandler(bridge))), "/*");
    }

    static String client(BitauthKey key) {
        KeystoneClient client = KeystoneClient.builder(URI.create("https://cloud.example/v3"), key)
                .project("demo", "Default")
                .build();
        String token = client.token(); // renews itself
        URI nova = client.endpoint("compute", "public");
        return token + nova;
    }

    static void identityService(ServletContextHandler context, DataSource dataSource, Keys keys, Sin sin) {
        Migrations.run(dataSource);
        JdbcStores stores = JdbcStores.of(dataSource);
        KeystoneBridge bridge = KeystoneBridge.builder(
                        URI.create("https://cloud.example/identity/v3"), stores.directory())
                .stores(stores)
                .tokenKeys(keys.token())
                .challengeKeys(keys.challenge())
                .serverNonces(keys.nonces())
                .build();
        context.addServlet(new ServletHolder(new HandlerServlet(new KeystoneHandler(bridge))), "/identity/*");

        DirectoryAdmin admin = new DirectoryAdmin(stores.directory(), stores.revocations(), InstantSource.system());
        Domain domain = admin.createDomain("default", "Default");
        Project shop = admin.createProject("shop", domain);
        User alice = admin.createUser("alice", domain, List.of(sin), Optional.of(shop.id()));
        admin.grant(Grant.onProject(alice.id(), shop.id(), "member"));
    }

    static KeystoneBridge anotherMethod(Directory directory, AuthMethod ldap, KeystoneBridgeBuilder builder) {
        KeystoneBridge bridge = builder.method(ldap).build();
        return bridge;
    }

    static void service(ServletContextHandler context, RequestVerifier verifier, KeystoneClient own, PrintStream log) {
        URI identity = URI.create("https://cloud.example/identity/v3");
        AuthTokenFilter offline = AuthTokenFilter.builder(identity)
                .requireHolderOfKey()
                .listener(event -> log.println(event)) // why a token is refused
                .build();
        context.addFilter(BitauthFilter.recognising(verifier), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addFilter(offline, "/*", EnumSet.of(DispatcherType.REQUEST)); // getUserPrincipal(), isUserInRole(role)

        AuthTokenFilter online = AuthTokenFilter.builder(identity)
                .checker(new OnlineTokenChecker(identity, ServiceToken.of(own)))
                .role("member")
                .build();
        context.addFilter(online, "/other/*", EnumSet.of(DispatcherType.REQUEST));
    }

    /** A vendor's keys, the same on every node. */
    interface Keys {
        TokenKeys token();

        MacKeys challenge();

        ServerNonces nonces();
    }

    static void provider(ServletContextHandler context, IssuerKeys issuerKeys, Directory directory, PrintStream log) {
        OidcProvider provider = OidcProvider.builder(URI.create("https://cloud.example/oidc"), issuerKeys)
                .audience("https://keystone.example/v3")
                .client(OidcClient.ofPublic("horizon", URI.create("https://horizon.example/redirect_uri")))
                .denyList(DenyList.ofDisabledUsers(directory))
                .listener(event -> log.println(event))
                .build();
        OidcHandler handler = new OidcHandler(provider);
        context.addServlet(new ServletHolder(new HandlerServlet(handler)), "/oidc/*");
        context.addServlet(
                new ServletHolder(new HandlerServlet(handler.serverMetadata())),
                "/.well-known/oauth-authorization-server/oidc");
    }

    static String jwt(BitauthKey key) {
        OidcLoginClient login = new OidcLoginClient(URI.create("https://cloud.example/oidc"), key);
        String jwt =
                login.token("https://keystone.example/v3").orElseThrow(no -> new IllegalStateException(no.detail()));
        return jwt;
    }

    static void ssh(ServletContextHandler context, Set<Sin> owners, Instant leaseEnd, SshKeyPair caKey) {
        LoginPolicy policy = request -> owners.contains(request.sin())
                ? LoginDecision.allow().until(leaseEnd)
                : LoginDecision.deny("No lease.");
        SshCertificateAuthority authority = SshCertificateAuthority.builder(
                        URI.create("https://cloud.example/v3"), policy, CaSigner.of(caKey))
                .build();
        context.addServlet(new ServletHolder(new HandlerServlet(new SshHandler(authority))), "/v3/ssh/*");
    }

    static void sshAuthorities(ServletContextHandler context, Leases leases, SshCa keys, RequestVerifier verifier) {
        InstantSource clock = InstantSource.system();
        LoginPolicy policy = request -> leases.endOf(request.sin(), request.instance())
                .<LoginDecision>map(end -> LoginDecision.allow()
                        .until(end)
                        .from("192.0.2.0/24", "2001:db8::/32")
                        .extensions(Set.of(SshExtension.PERMIT_PTY, SshExtension.PERMIT_PORT_FORWARDING)))
                .orElseGet(() -> LoginDecision.deny("No lease."));
        SshCertificateAuthority users = SshCertificateAuthority.builder(
                        URI.create("https://cloud.example/v3"), policy, keys.userCa())
                .revocations(new FileKrlStore(Path.of("/var/lib/cloud/ssh_krl"), clock))
                .log(new FileIssueLog(Path.of("/var/lib/cloud/ssh_issued.log")))
                .build();
        HostCertificateAuthority hosts = new HostCertificateAuthority(
                new HostZone("i.cloud.example"),
                keys.hostCa(),
                new FileHostRegister(Path.of("/var/lib/cloud/ssh_hosts")),
                new EnrolmentSecrets(keys.enrolmentKey(), Duration.ofHours(1), clock),
                clock,
                AuthListener.none());
        SshHandler handler = SshHandler.builder(users)
                .hosts(hosts)
                .krlSigner(keys.krlSigner())
                .signedRequests(verifier)
                .build();
        context.addServlet(new ServletHolder(new HandlerServlet(handler)), "/v3/ssh/*");
    }

    /** A vendor's leases. */
    interface Leases {
        Optional<Instant> endOf(Sin sin, String instance);
    }

    /** A vendor's keys: in an HSM where there is one. */
    interface SshCa {
        CaSigner userCa();

        CaSigner hostCa();

        KrlSigner krlSigner();

        byte[] enrolmentKey();
    }

    static Challenges shared(DataSource dataSource, MacKeys macKeys) {
        JdbcReplayGuard guard = new JdbcReplayGuard(dataSource, InstantSource.system());
        Challenges challenges = Challenges.builder(URI.create("https://cloud.example/v3"))
                .shared(macKeys, guard)
                .build();
        return challenges;
    }

    static ScheduledFuture<?> cleaned(JdbcReplayGuard guard, ScheduledExecutorService timer, PrintStream log) {
        Runnable cleaning = () -> {
            try {
                guard.deleteExpired(10_000);
            } catch (StoreException e) { // a timer drops a task that throws
                log.println(e);
            }
        };
        ScheduledFuture<?> cleaner = timer.scheduleWithFixedDelay(cleaning, 1, 1, TimeUnit.MINUTES);
        return cleaner;
    }
}
