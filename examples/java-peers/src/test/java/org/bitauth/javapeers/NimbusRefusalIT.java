package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import org.bitauth.BitauthKey;
import org.bitauth.keystone.oidc.IssuerKeys;
import org.bitauth.keystone.token.TokenKeys;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Nimbus, with the provider's keys, refuses: one broken token for each rule, beside a good one. */
@SuppressWarnings("NullAway.Init")
class NimbusRefusalIT {
    private static final String AUDIENCE = ProviderServer.AUDIENCE;
    private static final BouncyCastleProvider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final KeyPair pair = TokenKeys.newKeyPair();
    private ProviderServer provider;
    private RelyingParty party;
    private SignedJWT good;

    @BeforeEach
    void start() throws Exception {
        provider = new ProviderServer(IssuerKeys.of(pair));
        party = new RelyingParty(provider, AUDIENCE, false);
        good = SignedJWT.parse(provider.token(AUDIENCE));
        assertThat(party.take(good.serialize()).getSubject())
                .isEqualTo(provider.user.sin().value());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void refusesOneThatHasExpired() {
        InstantSource hourAgo = InstantSource.offset(InstantSource.system(), Duration.ofHours(-1));
        provider.serve(IssuerKeys.of(pair), hourAgo);

        refuses(provider.token(AUDIENCE), ExpiredJWTException.class);
    }

    @Test
    void refusesOneForAnotherAudience() {
        refuses(provider.token(ProviderServer.OTHER_AUDIENCE), BadJWTException.class);
    }

    @Test
    void refusesOneOfAnotherIssuerThoughTheKeyIsTheSame() throws Exception {
        try (ProviderServer other = new ProviderServer(IssuerKeys.of(pair))) {
            refuses(other.token(AUDIENCE), BadJWTException.class);
        }
    }

    @Test
    void refusesAlgNone() throws Exception {
        refuses(new PlainJWT(good.getJWTClaimsSet()).serialize(), BadJOSEException.class);
    }

    @Test
    void refusesHs256WithThePublicKeyAsSecret() throws Exception {
        SignedJWT forged = new SignedJWT(header(JWSAlgorithm.HS256), good.getJWTClaimsSet());
        forged.sign(new MACSigner(pair.getPublic().getEncoded()));

        refuses(forged.serialize(), BadJOSEException.class);
    }

    @Test
    void refusesABitcoinKeyThatSaysSo() throws Exception {
        SignedJWT forged = new SignedJWT(header(JWSAlgorithm.ES256K), good.getJWTClaimsSet());
        ECDSASigner signer = new ECDSASigner(bitcoinKey(), Curve.SECP256K1);
        signer.getJCAContext().setProvider(BOUNCY_CASTLE);
        forged.sign(signer);

        refuses(forged.serialize(), BadJOSEException.class);
    }

    @Test
    void refusesABitcoinKeyUnderTheNameOfTheIssuers() throws Exception {
        Signature signature = Signature.getInstance("SHA256withPLAIN-ECDSA", BOUNCY_CASTLE);
        signature.initSign(bitcoinKey());
        String signed = good.getHeader().toBase64URL() + "." + good.getPayload().toBase64URL();
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));

        refuses(signed + "." + Base64URL.encode(signature.sign()), BadJWSException.class);
    }

    @Test
    void refusesAnotherP256KeyUnderTheNameOfTheIssuers() throws Exception {
        SignedJWT forged = new SignedJWT(good.getHeader(), good.getJWTClaimsSet());
        forged.sign(new ECDSASigner((ECPrivateKey) TokenKeys.newKeyPair().getPrivate()));

        refuses(forged.serialize(), BadJWSException.class);
    }

    @Test
    void refusesOneWhoseKeyIsWithdrawn() throws Exception {
        provider.serve(IssuerKeys.generate(), InstantSource.system());

        refuses(good.serialize(), BadJOSEException.class);
        assertThat(party.take(provider.token(AUDIENCE)).getAudience()).containsExactly(AUDIENCE);
    }

    @Test
    void refusesAChangedPayload() throws Exception {
        JWTClaimsSet changed = new JWTClaimsSet.Builder(good.getJWTClaimsSet())
                .subject(BitauthKey.generate().sin().value())
                .build();
        String[] parts = good.serialize().split("\\.", -1);

        refuses(parts[0] + "." + changed.toPayload().toBase64URL() + "." + parts[2], BadJWSException.class);
    }

    private void refuses(String token, Class<? extends BadJOSEException> reason) {
        assertThatThrownBy(() -> party.take(token)).isExactlyInstanceOf(reason);
    }

    private JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(good.getHeader().getType())
                .keyID(good.getHeader().getKeyID())
                .build();
    }

    private static ECPrivateKey bitcoinKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
        generator.initialize(new ECGenParameterSpec("secp256k1"));
        return (ECPrivateKey) generator.generateKeyPair().getPrivate();
    }
}
