package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.InstantSource;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.bitauth.keystone.token.TokenKeys;
import org.junit.jupiter.api.Test;

/** The provider's access tokens as Nimbus takes them by the published keys, before, during and after a rotation. */
class NimbusAccessTokenIT {
    private static final String AUDIENCE = ProviderServer.AUDIENCE;

    private final KeyPair old = TokenKeys.newKeyPair();
    private final KeyPair next = TokenKeys.newKeyPair();

    @Test
    void areTakenWithEs256() throws Exception {
        checkTaken(old, "ES256");
    }

    @Test
    void areTakenWithRs256() throws Exception {
        checkTaken(rsa(), "RS256");
    }

    private static void checkTaken(KeyPair pair, String algorithm) throws Exception {
        try (ProviderServer provider = new ProviderServer(IssuerKeys.of(pair))) {
            String token = provider.token(AUDIENCE);

            JWTClaimsSet claims = new RelyingParty(provider, AUDIENCE, true).take(token);

            JWSHeader header = SignedJWT.parse(token).getHeader();
            JWK key =
                    JWKSet.load(provider.issuer().resolve("/oidc/jwks").toURL()).getKeyByKeyId(header.getKeyID());
            assertThat(header.toJSONObject()).containsOnlyKeys("alg", "typ", "kid");
            assertThat(header.getAlgorithm()).hasToString(algorithm);
            assertThat(header.getType()).hasToString("JWT");
            assertThat(key.computeThumbprint()).hasToString(header.getKeyID());
            assertThat(key.isPrivate()).isFalse();
            assertThat(claims.getSubject()).isEqualTo(provider.user.sin().value());
            assertThat(claims.getIssuer()).isEqualTo(provider.issuer().toString());
            assertThat(claims.getStringListClaim("groups")).isEqualTo(ProviderServer.GROUPS);
            assertThat(Duration.between(
                            claims.getIssueTime().toInstant(),
                            claims.getExpirationTime().toInstant()))
                    .isEqualTo(Duration.ofSeconds(120));
        }
    }

    @Test
    void sayExactlyWhatTheProtocolSays() throws Exception {
        try (ProviderServer provider = new ProviderServer(IssuerKeys.of(old))) {
            SignedJWT token = SignedJWT.parse(provider.token(AUDIENCE));

            assertThat(token.getPayload().toJSONObject())
                    .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "jti", "groups")
                    .containsEntry("aud", AUDIENCE);
            assertThat(token.getJWTClaimsSet().getJWTID())
                    .hasSize(22)
                    .isNotEqualTo(SignedJWT.parse(provider.token(AUDIENCE))
                            .getJWTClaimsSet()
                            .getJWTID());
        }
    }

    @Test
    void areTakenThroughoutARotationUntilTheirKeyIsWithdrawn() throws Exception {
        InstantSource clock = InstantSource.system();
        try (ProviderServer provider = new ProviderServer(IssuerKeys.of(old, next.getPublic()))) {
            RelyingParty caching = new RelyingParty(provider, AUDIENCE, true);
            String ofOld = provider.token(AUDIENCE);
            caching.take(ofOld);

            provider.serve(IssuerKeys.of(next, old.getPublic()), clock);
            String ofNext = provider.token(AUDIENCE);
            caching.take(ofNext);
            caching.take(ofOld);
            RelyingParty fresh = new RelyingParty(provider, AUDIENCE, false);
            fresh.take(ofNext);
            fresh.take(ofOld);
            assertThat(SignedJWT.parse(ofNext).getHeader().getKeyID())
                    .isNotEqualTo(SignedJWT.parse(ofOld).getHeader().getKeyID());

            provider.serve(IssuerKeys.of(next), clock);
            fresh.take(ofNext);
            assertThatThrownBy(() -> fresh.take(ofOld)).isExactlyInstanceOf(BadJOSEException.class);
        }
    }

    @Test
    void areTakenWhenTheKindOfKeyChanges() throws Exception {
        KeyPair rsa = rsa();
        try (ProviderServer provider = new ProviderServer(IssuerKeys.of(old))) {
            RelyingParty caching = new RelyingParty(provider, AUDIENCE, true);
            String ofOld = provider.token(AUDIENCE);
            caching.take(ofOld);

            provider.serve(IssuerKeys.of(rsa, old.getPublic()), InstantSource.system());

            caching.take(provider.token(AUDIENCE));
            caching.take(ofOld);
        }
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
