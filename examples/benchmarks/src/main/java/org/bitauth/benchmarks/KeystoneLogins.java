package org.bitauth.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.federation.config.RolesForm;
import org.bitauth.keystone.lab.FederatedCloud;
import org.bitauth.keystone.lab.KeystoneAdmin;
import org.bitauth.keystone.lab.OidcLogin;
import org.opentest4j.TestAbortedException;

/** The ways to a token for a project, on one real Keystone in one run, in turn: medians, and ratios to a password. */
public final class KeystoneLogins {
    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 30;
    private static final String PASSWORD = "v3password";

    private final FederatedCloud cloud;
    private final HttpClient http;
    private final OidcLogin oidc;
    private final BitauthKey key = BitauthKey.generate();

    private KeystoneLogins(FederatedCloud cloud) throws IOException {
        this.cloud = cloud;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(cloud.certificate().tls())
                .build();
        oidc = new OidcLogin(cloud, http);
    }

    private interface Way {
        String token() throws IOException, InterruptedException;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try {
            FederatedCloud.requirePrograms();
        } catch (TestAbortedException e) {
            System.out.println("left out: " + e.getMessage());
            return;
        }
        try (PluginWay plugin = new PluginWay();
                FederatedCloud cloud = FederatedCloud.start(RolesForm.GROUPS, plugin)) {
            new KeystoneLogins(cloud).run(plugin);
        }
    }

    private void run(PluginWay plugin) throws IOException, InterruptedException {
        KeystoneAdmin admin = cloud.keystone().admin();
        String project = admin.project("measured", KeystoneAdmin.DEFAULT_DOMAIN);
        String user = admin.user("measured", KeystoneAdmin.DEFAULT_DOMAIN, "{\"password\": \"measured-password\"}");
        admin.grant(user, project, "member");
        plugin.begin(cloud.keystone(), key, project);
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put(PASSWORD, this::byPassword);
        ways.put("plug-in", () -> PluginWay.token(cloud.keystone(), key, project));
        ways.put("oidc", this::byOidc);
        print(measure(ways));
    }

    private static Map<String, Samples> measure(Map<String, Way> ways) throws IOException, InterruptedException {
        Map<String, Samples> nanos = new LinkedHashMap<>();
        for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                long begin = System.nanoTime();
                String token = way.getValue().token();
                long took = System.nanoTime() - begin;
                if (token.isEmpty()) {
                    throw new IllegalStateException(way.getKey() + " must give a token");
                }
                if (round >= WARM_UPS) {
                    nanos.computeIfAbsent(way.getKey(), name -> new Samples()).add(took);
                }
            }
        }
        return nanos;
    }

    private static void print(Map<String, Samples> nanos) {
        System.out.println("java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, medians of " + ROUNDS
                + " in milliseconds");
        double password = nanos.get(PASSWORD).median();
        nanos.forEach((name, all) -> System.out.printf(
                Locale.ROOT, "%-12s %8.1f   ratio %.2f%n", name, all.median() / 1e6, all.median() / password));
    }

    private String byPassword() throws IOException, InterruptedException {
        return tokens("""
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "measured",
                  "domain": {"id": "default"}, "password": "measured-password"}}},
                  "scope": {"project": {"name": "measured", "domain": {"id": "default"}}}}}
                """);
    }

    private String byOidc() throws IOException, InterruptedException {
        String unscoped =
                send(HttpRequest.newBuilder(URI.create(cloud.keystone().config().tokenUrl()))
                        .header("Authorization", "Bearer " + oidc.jwt(key))
                        .POST(HttpRequest.BodyPublishers.noBody()));
        return tokens("""
                {"auth": {"identity": {"methods": ["token"], "token": {"id": "TOKEN"}},
                  "scope": {"project": {"name": "demo", "domain": {"name": "bitauth"}}}}}
                """.replace("TOKEN", unscoped));
    }

    private String tokens(String login) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(cloud.keystone().url() + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(login)));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("Keystone must answer 201: " + answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("X-Subject-Token").orElse("");
    }
}
