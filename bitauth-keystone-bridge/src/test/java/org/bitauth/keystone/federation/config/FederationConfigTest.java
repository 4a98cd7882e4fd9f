package org.bitauth.keystone.federation.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FederationConfigTest {
    private static final URI ISSUER = URI.create("https://bridge.example/oidc");
    private static final URI KEYSTONE = URI.create("https://cloud.example/identity/v3");
    private static final URI DASHBOARD = URI.create("https://dash.example");

    @Test
    void demandsIssuerAudienceAndTheWholeIdentityOfApache() {
        assertThat(FederationConfig.builder(ISSUER, KEYSTONE).build().apache())
                .contains("Require claim \"iss:https://bridge.example/oidc\"\n")
                .contains("Require claim \"aud:https://cloud.example/identity/v3\"\n")
                .contains("Require claim \"sub~^T[ef][1-9A-HJ-NP-Za-km-z]{33}$\"\n")
                .contains("<RequireAll>");
    }

    @Test
    void passesClaimsByTheEnvironmentOnly() {
        assertThat(FederationConfig.builder(ISSUER, KEYSTONE).build().apache())
                .contains("\nOIDCPassClaimsAs environment\n")
                .doesNotContain("OIDCPassClaimsAs both")
                .doesNotContain("OIDCPassClaimsAs headers");
    }

    @Test
    void guardsThePathThatKeystonesClientsUse() {
        FederationConfig config = FederationConfig.builder(ISSUER, KEYSTONE)
                .provider("coins")
                .protocol("mapped")
                .build();

        String path = "/identity/v3/OS-FEDERATION/identity_providers/coins/protocols/mapped/auth";
        assertThat(config.tokenUrl()).isEqualTo("https://cloud.example" + path);
        assertThat(config.apache()).contains("<Location \"" + path + "\">");
    }

    @Test
    void mapsByOneRuleForEachGroupIntoTheDomainOfItsOwn() throws Exception {
        JsonNode rules = new ObjectMapper()
                .readTree(FederationConfig.builder(ISSUER, KEYSTONE)
                        .domain("coins")
                        .groups(List.of("readers", "writers"))
                        .build()
                        .mapping());

        assertThat(rules).hasSize(2);
        assertThat(rules.findValuesAsText("domain")).isNotEmpty();
        assertThat(rules.get(1).at("/local/1/group/name").asText()).isEqualTo("writers");
        assertThat(rules.get(1).at("/local/1/group/domain/name").asText()).isEqualTo("coins");
        assertThat(rules.get(1).path("remote").toString())
                .contains("{\"type\":\"OIDC_CLAIM_groups\",\"any_one_of\":[\"writers\"]}")
                .contains("{\"type\":\"OIDC_CLAIM_exp\"}")
                .contains("{\"type\":\"OIDC_CLAIM_iss\",\"any_one_of\":[\"https://bridge.example/oidc\"]}")
                .contains("{\"type\":\"OIDC_CLAIM_aud\",\"any_one_of\":[\"https://cloud.example/identity/v3\"]}")
                .doesNotContain("whitelist");
    }

    @Test
    void mapsToAProjectOnlyWhenAskedTo() throws Exception {
        JsonNode rules = new ObjectMapper()
                .readTree(FederationConfig.builder(ISSUER, KEYSTONE)
                        .roles(RolesForm.PROJECTS)
                        .build()
                        .mapping());

        assertThat(rules).hasSize(1);
        assertThat(rules.at("/0/local/1").toString())
                .isEqualTo("{\"projects\":[{\"name\":\"{0}\",\"roles\":[{\"name\":\"member\"}]}]}");
        assertThat(rules.at("/0/remote").toString()).contains("{\"type\":\"OIDC_CLAIM_exp\"}");
        assertThat(FederationConfig.builder(ISSUER, KEYSTONE).build().mapping()).doesNotContain("projects");
    }

    @Test
    void letsBrowsersInOnlyWithAClient() {
        FederationConfig with = FederationConfig.builder(ISSUER, KEYSTONE)
                .browsers("keystone", DASHBOARD)
                .build();

        assertThat(with.apache())
                .contains("OIDCRedirectURI " + with.redirectUri() + "\n")
                .contains("OIDCPKCEMethod S256\n")
                .contains("OIDCIDTokenSignedResponseAlg ES256\n")
                .contains("Require claim \"aud:keystone\"\n");
        assertThat(with.keystone()).contains("trusted_dashboard = https://dash.example/auth/websso/\n");
        assertThat(with.mapping()).contains("[\"https://cloud.example/identity/v3\", \"keystone\"]");
        FederationConfig without = FederationConfig.builder(ISSUER, KEYSTONE).build();
        assertThat(without.apache()).doesNotContain("openid-connect");
        assertThat(without.keystone()).doesNotContain("trusted_dashboard");
    }

    @Test
    void keystoneBelievesNoRemoteUserAndTokensAreShort() {
        assertThat(FederationConfig.builder(ISSUER, KEYSTONE).build().keystone())
                .contains("\nmethods = password,token,application_credential,openid\n")
                .contains("\nexpiration = 900\n")
                .contains("\nassertion_prefix = OIDC_CLAIM_\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\nb",
                "a\"b",
                "a'b",
                "a\\b",
                "a$b",
                "${a}",
                "{0}",
                "a;b",
                "a,b",
                "a%b",
                "a<b",
                "a#b",
                "-a",
                "a`b",
                "ä",
                "a|b",
                "a&b",
                "a*b",
                "@ISSUER@",
                "a\u0000b"
            })
    void refusesEveryValueThatMeansSomethingToApacheJsonOrAShell(String bad) {
        List<Function<FederationConfig.Builder, FederationConfig.Builder>> places = List.of(
                config -> config.audience(bad),
                config -> config.provider(bad),
                config -> config.protocol(bad),
                config -> config.domain(bad),
                config -> config.groups(List.of(bad)),
                config -> config.role(bad),
                config -> config.passphraseFile("/" + bad),
                config -> config.caBundle("/" + bad),
                config -> config.browsers(bad, DASHBOARD));
        boolean isFileName = bad.equals("-a");
        for (Function<FederationConfig.Builder, FederationConfig.Builder> place : places) {
            FederationConfig.Builder config = FederationConfig.builder(ISSUER, KEYSTONE);
            boolean isFile = places.indexOf(place) == 6 || places.indexOf(place) == 7;
            if (!(isFile && isFileName)) {
                assertThatThrownBy(() -> place.apply(config)).isInstanceOf(MalformedException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bridge.example",
                "http://127.0.0.1",
                "https://bridge.example/a?b",
                "https://u@bridge.example",
                "https://bridge.example/#a",
                "https://bridge.example/a%22",
                "https://bridge.example/$a",
                "ldap://a",
                "a"
            })
    void refusesAnIssuerOfAnotherForm(String bad) {
        assertThatThrownBy(() -> FederationConfig.builder(URI.create(bad), KEYSTONE))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesTheDefaultDomain() {
        FederationConfig.Builder config = FederationConfig.builder(ISSUER, KEYSTONE);

        assertThatThrownBy(() -> config.domain("Default")).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesTheRoleAdminForEverybody() {
        FederationConfig.Builder config = FederationConfig.builder(ISSUER, KEYSTONE);

        assertThatThrownBy(() -> config.role("Admin")).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesAnIdentityServiceThatIsNotV3() {
        URI v2 = URI.create("https://cloud.example/v2.0");

        assertThatThrownBy(() -> FederationConfig.builder(ISSUER, v2)).isInstanceOf(MalformedException.class);
    }
}
