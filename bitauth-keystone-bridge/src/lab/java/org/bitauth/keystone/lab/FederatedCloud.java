package org.bitauth.keystone.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bitauth.Sin;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.federation.config.FederationConfig;
import org.bitauth.keystone.federation.config.RolesForm;
import org.bitauth.keystone.oidc.InMemoryDeviceStore;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.bitauth.keystone.oidc.OidcClient;
import org.bitauth.keystone.oidc.OidcHandler;
import org.bitauth.keystone.oidc.OidcProvider;
import org.bitauth.keystone.oidc.OidcProviderBuilder;

/**
 * A whole cloud: an {@link OidcProvider} behind TLS, and a {@link FederatedKeystone} that takes its tokens. The members of
 * the group {@code bitauth-users}, which is everybody, have the role member in the project {@code demo}.
 */
public final class FederatedCloud implements AutoCloseable {
    /** The project in the domain {@code bitauth}. */
    public static final String PROJECT = "demo";

    /** The provider's client for this Keystone's browsers. */
    public static final String CLIENT = "keystone";

    private final Path folder;
    private final ServerCertificate certificate;
    private final TlsServer issuer;
    private final FederatedKeystone keystone;
    private final Set<Sin> denied = ConcurrentHashMap.newKeySet();

    private FederatedCloud(Path folder, ServerCertificate certificate, TlsServer issuer, FederatedKeystone keystone) {
        this.folder = folder;
        this.certificate = certificate;
        this.issuer = issuer;
        this.keystone = keystone;
    }

    /** Goes on only if everything is on this machine. */
    public static void requirePrograms() {
        FederatedKeystone.requireKeystone();
        ServerCertificate.requirePrograms();
    }

    /**
     * Starts a cloud for programs.
     *
     * @param roles the form of the mapping
     * @return the cloud
     * @throws IOException if it does not start
     */
    public static FederatedCloud start(RolesForm roles) throws IOException {
        return start(roles, KeystoneExtension.NONE);
    }

    /**
     * Starts a cloud for programs whose Keystone has more than federation.
     *
     * @param roles the form of the mapping
     * @param extension what else it has
     * @return the cloud
     * @throws IOException if it does not start
     */
    public static FederatedCloud start(RolesForm roles, KeystoneExtension extension) throws IOException {
        return start(roles, Optional.empty(), extension);
    }

    /**
     * Starts a cloud for programs and browsers.
     *
     * @param dashboard where browsers carry their tokens
     * @return the cloud, with the form of groups
     * @throws IOException if it does not start
     */
    public static FederatedCloud startForBrowsers(URI dashboard) throws IOException {
        return start(RolesForm.GROUPS, Optional.of(dashboard), KeystoneExtension.NONE);
    }

    private static FederatedCloud start(RolesForm roles, Optional<URI> dashboard, KeystoneExtension extension)
            throws IOException {
        Path folder = Files.createTempDirectory("bitauth-cloud");
        ServerCertificate certificate = ServerCertificate.make(folder);
        TlsServer issuer = new TlsServer(certificate);
        FederatedCloud cloud;
        try {
            cloud = new FederatedCloud(
                    folder,
                    certificate,
                    issuer,
                    FederatedKeystone.start(
                            url -> {
                                FederationConfig.Builder config = FederationConfig.builder(issuer.url(), url)
                                        .roles(roles);
                                dashboard.ifPresent(page -> config.browsers(CLIENT, page));
                                return config;
                            },
                            certificate.authority(),
                            extension));
        } catch (IOException | RuntimeException e) {
            issuer.close();
            delete(folder);
            throw e;
        }
        try {
            cloud.prepare(roles);
            return cloud;
        } catch (IOException | RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    /**
     * The provider.
     *
     * @return its issuer, an https URL
     */
    public URI issuer() {
        return issuer.url();
    }

    /**
     * The provider's certificate.
     *
     * @return for clients
     */
    public ServerCertificate certificate() {
        return certificate;
    }

    /**
     * The Keystone.
     *
     * @return its URL is also the audience
     */
    public FederatedKeystone keystone() {
        return keystone;
    }

    /**
     * Puts an identity on the provider's deny list, or takes it off again.
     *
     * @param sin the identity
     * @param isDenied whether it gets no token from now on
     */
    public void deny(Sin sin, boolean isDenied) {
        if (isDenied) {
            denied.add(sin);
        } else {
            denied.remove(sin);
        }
    }

    /** Ends everything, and deletes its folders. */
    @Override
    public void close() {
        keystone.close();
        issuer.close();
        delete(folder);
    }

    private void prepare(RolesForm roles) throws IOException {
        OidcProviderBuilder provider = OidcProvider.builder(issuer.url(), IssuerKeys.generate())
                .audience(keystone.url().toString())
                .client(OidcClient.ofPublic(CLIENT, URI.create(keystone.config().redirectUri())))
                .client(OidcClient.ofPublic("bitauth"))
                .deviceGrant(new InMemoryDeviceStore())
                .denyList(denied::contains)
                .groups(sin -> List.of("bitauth-users"));
        HttpHandler handler = new OidcHandler(provider.build());
        issuer.serve(handler);
        if (roles == RolesForm.GROUPS) {
            KeystoneAdmin admin = keystone.admin();
            String domain = id(admin, "domains", "bitauth");
            String project = admin.project(PROJECT, domain);
            admin.call(
                    "PUT",
                    "/projects/" + project + "/groups/" + id(admin, "groups", "bitauth-users") + "/roles/"
                            + admin.role("member"),
                    null);
        }
    }

    private static String id(KeystoneAdmin admin, String kind, String name) throws IOException {
        return admin.call("GET", "/" + kind + "?name=" + name, null)
                .path(kind)
                .path(0)
                .path("id")
                .asText();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
