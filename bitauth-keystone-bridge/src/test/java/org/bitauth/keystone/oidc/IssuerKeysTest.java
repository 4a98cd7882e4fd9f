package org.bitauth.keystone.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.bitauth.keystone.oidc.DemoProvider.ALICE;
import static org.bitauth.keystone.oidc.DemoProvider.AUDIENCE;
import static org.bitauth.keystone.oidc.DemoProvider.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import org.bitauth.keystone.token.Jws;
import org.bitauth.keystone.token.KeyRules;
import org.bitauth.keystone.token.TokenKeys;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {
    private final KeyPair first = KeyRules.newP256();
    private final KeyPair second = KeyRules.newP256();

    @Test
    void refusesSecp256k1WhereverItStands() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("secp256k1"));
        KeyPair bitcoin = generator.generateKeyPair();

        refuses(bitcoin);
        refuses(new KeyPair(first.getPublic(), bitcoin.getPrivate()));
        refuses(new KeyPair(bitcoin.getPublic(), first.getPrivate()));
        refuses(first, bitcoin.getPublic());
    }

    @Test
    void refusesOtherCurvesKindsAndShortRsa() throws GeneralSecurityException {
        KeyPairGenerator p384 = KeyPairGenerator.getInstance("EC");
        p384.initialize(new ECGenParameterSpec("secp384r1"));
        refuses(p384.generateKeyPair());
        refuses(first, p384.generateKeyPair().getPublic());
        refuses(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        refuses(rsa(1024));
    }

    @Test
    void refusesTheHalvesOfTwoPairs() throws GeneralSecurityException {
        refuses(new KeyPair(first.getPublic(), second.getPrivate()));
        refuses(new KeyPair(rsa(2048).getPublic(), first.getPrivate()));
    }

    @Test
    void signsWithRs256WhereThatIsTheKey() throws GeneralSecurityException {
        IssuerKeys keys = IssuerKeys.of(rsa(2048), first.getPublic());
        DemoProvider cloud = DemoProvider.with(keys, settings -> {});

        JsonNode header = Jws.part(cloud.token(ALICE, AUDIENCE), 0);

        assertThat(header.path("alg").asText()).isEqualTo("RS256");
        JsonNode published = json(cloud.get("/jwks")).path("keys");
        assertThat(published.findValuesAsText("alg")).containsExactly("RS256", "ES256");
        assertThat(published.findValuesAsText("kid").get(0))
                .isEqualTo(header.path("kid").asText());
    }

    @Test
    void publishesTwoPublicKeysDuringRotationAndSignsWithTheFirst() {
        DemoProvider cloud = DemoProvider.with(IssuerKeys.of(second, first.getPublic()), settings -> {});

        JsonNode published = json(cloud.get("/jwks")).path("keys");

        assertThat(published).hasSize(2);
        for (JsonNode key : published) {
            assertThat(key.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
        }
        assertThat(Jws.part(cloud.token(ALICE, AUDIENCE), 0).path("kid").asText())
                .isEqualTo(published.path(0).path("kid").asText());
    }

    @Test
    void startUpRefusesAKeyThatIsATokenKeyToo() {
        OidcProviderBuilder settings =
                OidcProvider.builder(URI.create(DemoProvider.ISSUER), IssuerKeys.of(second, first.getPublic()));

        assertThatIllegalArgumentException().isThrownBy(() -> settings.apartFrom(TokenKeys.of(first)));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.apartFrom(TokenKeys.of(second)));
        assertThat(settings.apartFrom(TokenKeys.generate())).isSameAs(settings);
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static void refuses(KeyPair pair, PublicKey... others) {
        assertThatIllegalArgumentException().isThrownBy(() -> IssuerKeys.of(pair, others));
    }
}
