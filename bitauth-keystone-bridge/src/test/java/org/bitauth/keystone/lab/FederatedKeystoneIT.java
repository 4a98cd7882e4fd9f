package org.bitauth.keystone.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bitauth.BitauthKey;
import org.bitauth.http.DirectHttpClient;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.federation.config.FederationConfig;
import org.bitauth.peers.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the rendered configuration lets through to a real Keystone, and what not: one broken JWT for each rule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class FederatedKeystoneIT {
    @TempDir
    private static Path folder;

    private final String sin = BitauthKey.generate().sin().value();
    private final DirectHttpClient http = new DirectHttpClient();
    private TlsServer issuer;
    private JwtForge forge;
    private FederatedKeystone keystone;

    @BeforeAll
    void start() throws IOException {
        FederatedKeystone.requireKeystone();
        ServerCertificate.requirePrograms();
        ServerCertificate certificate = ServerCertificate.make(folder);
        issuer = new TlsServer(certificate);
        forge = new JwtForge(issuer.url().toString());
        issuer.serve(forge.jwks());
        keystone = FederatedKeystone.start(
                url -> FederationConfig.builder(issuer.url(), url), certificate.authority(), KeystoneExtension.NONE);
    }

    @AfterAll
    void stop() {
        if (keystone != null) {
            keystone.close();
        }
        if (issuer != null) {
            issuer.close();
        }
    }

    @Test
    void letsTheHolderOfAJwtInAsTheUserOfHisIdentity() throws Exception {
        JsonNode token = letIn(swap(forge.es256(claims())));

        assertThat(token.at("/user/name").asText()).isEqualTo(sin);
        assertThat(token.at("/user/domain/name").asText()).isEqualTo("bitauth");
        assertThat(token.at("/user/OS-FEDERATION/groups")).hasSize(1);
        byte[] id = MessageDigest.getInstance("SHA-256")
                .digest((token.at("/user/domain/id").asText() + "user" + sin).getBytes(StandardCharsets.UTF_8));
        assertThat(token.at("/user/id").asText()).isEqualTo(HexFormat.of().formatHex(id));
    }

    @Test
    void tokensEndAfterFifteenMinutes() throws IOException {
        JsonNode token = letIn(swap(forge.es256(claims())));

        assertThat(Duration.between(
                        Instant.parse(token.path("issued_at").asText()),
                        Instant.parse(token.path("expires_at").asText())))
                .isBetween(Duration.ofSeconds(899), Duration.ofSeconds(901));
    }

    @Test
    void refusesAnExpiredJwt() throws IOException {
        long now = now().getEpochSecond();

        refuses(forge.es256(claims(all -> all.putAll(Map.of("iat", now - 122, "exp", now - 2)))));
    }

    @Test
    void refusesAJwtForAnotherAudience() throws IOException {
        refuses(forge.es256(claims(all -> all.put("aud", "https://other.example/v3"))));
    }

    @Test
    void refusesAJwtWithoutAnAudience() throws IOException {
        refuses(forge.es256(claims(all -> all.remove("aud"))));
    }

    @Test
    void refusesAJwtOfAnotherIssuer() throws IOException {
        refuses(forge.es256(claims(all -> all.put("iss", "https://other.example"))));
    }

    @Test
    void refusesAJwtThatNeverExpires() throws IOException {
        refuses(forge.es256(claims(all -> all.remove("exp"))));
    }

    @Test
    void refusesAnUnsignedJwt() throws IOException {
        refuses(forge.unsigned(claims()));
    }

    @Test
    void refusesAJwtWhoseSecretIsThePublicKey() throws IOException {
        refuses(forge.hs256(claims()));
    }

    @Test
    void refusesAJwtSignedByAStranger() throws IOException {
        refuses(forge.byAStranger(claims()));
    }

    @Test
    void refusesWhatIsNoJwt() throws IOException {
        refuses("x");
        refuses("a.b.c");
        refuses("x".repeat(7_000));
    }

    @Test
    void refusesAnIdentityOfWrongShape() throws IOException {
        for (Object wrong : List.of(sin.substring(1), sin + "x", "admin", sin + "\n", sin + ";" + sin, List.of(sin))) {
            refuses(forge.es256(claims(all -> all.put("sub", wrong))));
        }
    }

    @Test
    void refusesWhoIsInNoGroup() throws IOException {
        refuses(forge.es256(claims(all -> all.remove("groups"))));
        refuses(forge.es256(claims(all -> all.put("groups", List.of()))));
        refuses(forge.es256(claims(all -> all.put("groups", List.of("admins")))));
    }

    @Test
    void refusesClaimsThatAClientSendsAsHeaders() throws IOException {
        Map<String, String> forged = Map.of(
                "OIDC_CLAIM_sub",
                sin,
                "OIDC-CLAIM-sub",
                sin,
                "OIDC_CLAIM_iss",
                issuer.url().toString(),
                "OIDC_CLAIM_aud",
                keystone.url().toString(),
                "OIDC_CLAIM_exp",
                "9999999999",
                "OIDC_CLAIM_groups",
                "bitauth-users",
                "REMOTE_USER",
                sin);

        assertThat(http.send("POST", tokenUrl(), forged, new byte[0]).status()).isEqualTo(401);
        assertThat(login(forged).status()).isEqualTo(401);
    }

    @Test
    void headersDoNotOverruleTheClaimsOfAJwt() throws IOException {
        String other = BitauthKey.generate().sin().value();

        RawResponse answer = http.send(
                "POST",
                tokenUrl(),
                Map.of("Authorization", "Bearer " + forge.es256(claims()), "OIDC_CLAIM_sub", other),
                new byte[0]);

        assertThat(letIn(answer).at("/user/name").asText()).isEqualTo(sin);
    }

    @Test
    void refusesAJwtAtThePathsThatApacheDoesNotGuard() throws IOException {
        assertThat(login(Map.of("Authorization", "Bearer " + forge.es256(claims())))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void remembersNoRefusal() throws IOException {
        String good = forge.es256(claims());
        String changed = good.substring(0, good.length() - 8) + "AAAAAAAA";
        refuses(changed);

        letIn(swap(good));
        refuses(changed);
    }

    /** mod_auth_openidc keeps the keys of the last answer for 300 seconds at least: an operator restarts Apache. */
    @Test
    void refusesAWithdrawnKeyAfterAGracefulRestart() throws IOException {
        letIn(swap(forge.es256(claims())));
        issuer.serve(new JwtForge(issuer.url().toString()).jwks());
        try {
            letIn(swap(forge.es256(claims())));

            keystone.restart();

            refuses(forge.es256(claims()));
        } finally {
            issuer.serve(forge.jwks());
        }
        letIn(swap(forge.es256(claims())));
    }

    @Test
    void theShortestMemoryOfKeysIsFiveMinutes() {
        assertThat(apacheTakes("OIDCJWKSRefreshInterval 300")).isTrue();
        assertThat(apacheTakes("OIDCJWKSRefreshInterval 299")).isFalse();
    }

    private static boolean apacheTakes(String line) {
        String modules = "LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so";
        String oidc = modules.replace("%s", "auth_openidc");
        String mpm = modules.replace("%s", "mpm_event");
        String authz = modules.replace("%s", "authz_core");
        return Programs.succeeds(
                Programs.find("apache2").orElseThrow().toString(),
                "-t",
                "-f",
                "/dev/null",
                "-C",
                mpm,
                "-C",
                authz,
                "-C",
                oidc,
                "-C",
                "ServerName 127.0.0.1",
                "-C",
                "ErrorLog /dev/null",
                "-C",
                line);
    }

    private Map<String, Object> claims() {
        return claims(all -> {});
    }

    private Map<String, Object> claims(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = forge.claims(sin, keystone.url().toString(), now());
        change.accept(claims);
        return claims;
    }

    private static Instant now() {
        return InstantSource.system().instant();
    }

    private URI tokenUrl() {
        return URI.create(keystone.config().tokenUrl());
    }

    private RawResponse swap(String jwt) throws IOException {
        return http.send("POST", tokenUrl(), Map.of("Authorization", "Bearer " + jwt), new byte[0]);
    }

    /** The same login by Keystone's common path, where nobody has looked at a JWT. */
    private RawResponse login(Map<String, String> headers) throws IOException {
        String body = """
                {"auth": {"identity": {"methods": ["openid"],
                  "openid": {"identity_provider": "bitauth", "protocol": "openid"}}}}
                """;
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return http.send(
                "POST", URI.create(keystone.url() + "/auth/tokens"), all, body.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode letIn(RawResponse answer) throws IOException {
        assertThat(answer.status()).as("%s %s", answer.text(), keystone.log()).isEqualTo(201);
        assertThat(answer.header("X-Subject-Token")).isPresent();
        return new ObjectMapper().readTree(answer.text()).path("token");
    }

    private void refuses(String jwt) throws IOException {
        RawResponse answer = swap(jwt);
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.header("X-Subject-Token")).isEmpty();
    }
}
