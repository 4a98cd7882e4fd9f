package org.bitauth.javapeers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitauth.BitauthKey;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.keystone.Domain;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.ScopeRequest;
import org.bitauth.keystone.User;
import org.bitauth.keystone.store.InMemoryDirectory;
import org.bitauth.keystone.token.TokenKeys;
import org.junit.jupiter.api.Test;

/** Tokens as another JOSE library reads them. */
class NimbusIT {
    private static final ScopeRequest SCOPE = new ScopeRequest.Unscoped();

    @Test
    void verifiesATokenByKeyAndThumbprint() throws Exception {
        BitauthKey key = BitauthKey.generate();
        KeyPair pair = TokenKeys.newKeyPair();
        User user = new User("u1", "alice", new Domain("default", "Default"), true, Optional.empty());
        KeystoneBridge bridge = KeystoneBridge.builder(
                        URI.create("https://cloud.example/v3"),
                        InMemoryDirectory.builder()
                                .user(user, List.of(key.sin()))
                                .build())
                .tokenKeys(TokenKeys.of(pair))
                .build();
        String challenge = bridge.challenge(key.sin(), SCOPE).text();
        ChallengeAnswer answer = ChallengeAnswer.sign(challenge, bridge.publicUrl(), SCOPE.ask(), key)
                .orElseThrow(no -> new AssertionError(no.detail()));

        SignedJWT token = SignedJWT.parse(bridge.login(answer, SCOPE)
                .orElseThrow(no -> new AssertionError(no.detail()))
                .secret());

        ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
        assertThat(token.verify(new ECDSAVerifier(publicKey))).isTrue();
        assertThat(token.verify(
                        new ECDSAVerifier((ECPublicKey) TokenKeys.newKeyPair().getPublic())))
                .isFalse();
        assertThat(token.getHeader().getKeyID())
                .isEqualTo(new ECKey.Builder(Curve.P_256, publicKey)
                        .build()
                        .computeThumbprint()
                        .toString());
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("u1");
        assertThat(token.getJWTClaimsSet().getStringListClaim("openstack_methods"))
                .containsExactly("bitauth");
        assertThat(token.getJWTClaimsSet().getJSONObjectClaim("cnf"))
                .isEqualTo(Map.of("jkt", key.publicKey().jwkThumbprint()));
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsOnlyKeys(
                        "sub", "iat", "exp", "openstack_methods", "openstack_audit_ids", "bitauth_user", "cnf");
    }
}
