package org.bitauth.keystone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.DemoCloud;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;

class TokenKeysTest {
    private static final Instant NOW = DemoCloud.START;

    private final KeyPair first = TokenKeys.newKeyPair();
    private final KeyPair second = TokenKeys.newKeyPair();

    @Test
    void refusesSecp256k1WhereverItComesFrom() throws GeneralSecurityException {
        KeyPair bitcoin = bouncyCastle("secp256k1");

        assertThat(Security.getProvider("BC")).isNull();
        refuses(bitcoin);
        refuses(new KeyPair(first.getPublic(), bitcoin.getPrivate()));
        refuses(new KeyPair(bitcoin.getPublic(), first.getPrivate()));
        refuses(first, (ECPublicKey) bitcoin.getPublic());
    }

    @Test
    void refusesOtherCurves() throws GeneralSecurityException {
        refuses(bouncyCastle("brainpoolP256r1"));
        refuses(bouncyCastle("secp384r1"));
        refuses(generated("secp384r1"));
        refuses(generated("secp521r1"));
        refuses(first, (ECPublicKey) generated("secp384r1").getPublic());
    }

    @Test
    void refusesTheHalvesOfTwoPairs() {
        refuses(new KeyPair(first.getPublic(), second.getPrivate()));
    }

    @Test
    void refusesKeysOfOtherKinds() throws GeneralSecurityException {
        refuses(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        refuses(rsa.generateKeyPair());
        refuses(new KeyPair(first.getPublic(), rsa.generateKeyPair().getPrivate()));
    }

    @Test
    void takesP256FromAnyProvider() throws GeneralSecurityException {
        TokenKeys keys = TokenKeys.of(bouncyCastle("secp256r1"));
        TokenCodec codec = codec(keys);

        assertThat(codec.read(codec.write(claims()))).contains(claims());
    }

    @Test
    void namesKeysByTheirThumbprint() {
        assertThat(TokenKeys.of(first).signingKeyId()).isEqualTo(Jws.thumbprint((ECPublicKey) first.getPublic()));
    }

    @Test
    void readsTokensOfAnOlderKeyUntilItIsDropped() {
        String old = codec(TokenKeys.of(first)).write(claims());

        TokenCodec both = codec(TokenKeys.of(second, (ECPublicKey) first.getPublic()));

        assertThat(both.read(old)).contains(claims());
        String fresh = both.write(claims());
        assertThat(Jws.part(fresh, 0).get("kid").textValue())
                .isEqualTo(Jws.thumbprint((ECPublicKey) second.getPublic()));
        assertThat(codec(TokenKeys.of(first)).read(fresh)).isEmpty();
        assertThat(codec(TokenKeys.of(first, (ECPublicKey) second.getPublic())).read(fresh))
                .contains(claims());
        assertThat(codec(TokenKeys.of(second)).read(old)).isEmpty();
    }

    @Test
    void makesAnotherKeyEachTime() {
        assertThat(TokenKeys.generate().signingKeyId())
                .isNotEqualTo(TokenKeys.generate().signingKeyId());
    }

    private static TokenCodec codec(TokenKeys keys) {
        return new TokenCodec(keys, () -> NOW);
    }

    private static TokenClaims claims() {
        return new TokenClaims(
                "u",
                List.of("bitauth"),
                List.of("a"),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                NOW,
                NOW.plusSeconds(300));
    }

    private static void refuses(KeyPair pair, ECPublicKey... older) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> TokenKeys.of(pair, older));
    }

    private static KeyPair generated(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static KeyPair bouncyCastle(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }
}
