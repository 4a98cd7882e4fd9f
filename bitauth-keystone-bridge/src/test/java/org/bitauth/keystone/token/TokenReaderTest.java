package org.bitauth.keystone.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.keystone.DemoCloud.ALICE;
import static org.bitauth.keystone.DemoCloud.DEMO;
import static org.bitauth.keystone.DemoCloud.ROOT;
import static org.bitauth.keystone.DemoCloud.UNSCOPED;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bitauth.keystone.DemoCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What services read of a token that check it offline, with nothing but the cloud's public keys. */
class TokenReaderTest {
    private static final Instant NOW = DemoCloud.START;
    private static final KeyPair PAIR = TokenKeys.newKeyPair();
    private static final String HEADER =
            "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + Jws.thumbprint((ECPublicKey) PAIR.getPublic()) + "\"}";
    private static final String PAYLOAD = "{\"sub\":\"u-alice\",\"iat\":" + NOW.getEpochSecond() + ",\"exp\":"
            + (NOW.getEpochSecond() + 3600)
            + ",\"openstack_methods\":[\"bitauth\"],\"openstack_audit_ids\":[\"AAAAAAAAAAAAAAAAAAAAAA\"]";

    private final DemoCloud cloud = DemoCloud.with((builder, clock) -> builder.tokenKeys(TokenKeys.of(PAIR)));
    private final TokenReader reader = new TokenReader(TokenKeySet.parse(cloud.bridge.keySet()), cloud::now);

    @Test
    void readsIdsAndNamesOfAToken() {
        TokenClaims claims = reader.read(cloud.token(ALICE, DEMO)).orElseThrow();

        assertThat(claims.userId()).isEqualTo("u-alice");
        assertThat(claims.projectId()).contains("p-demo");
        assertThat(claims.methods()).containsExactly("bitauth");
        assertThat(claims.issuedAt()).isEqualTo(NOW.minusSeconds(1));
        assertThat(claims.expiresAt()).isEqualTo(NOW.plusSeconds(3600));
        assertThat(claims.holder()).contains(ALICE.publicKey().jwkThumbprint());
        TokenNames.Place domain = new TokenNames.Place("default", "Default");
        assertThat(claims.names())
                .contains(new TokenNames("alice", domain, Optional.of("demo"), Optional.of(domain), List.of("member")));
    }

    @Test
    void readsNamesOfTokensForADomainAndForNothing() {
        TokenNames.Place domain = new TokenNames.Place("default", "Default");
        TokenClaims ofDomain = reader.read(cloud.token(ROOT, "{\"domain\":{\"id\":\"default\"}}"))
                .orElseThrow();
        assertThat(ofDomain.domainId()).contains("default");
        assertThat(ofDomain.names())
                .contains(new TokenNames("root", domain, Optional.empty(), Optional.empty(), List.of("admin")));
        TokenClaims ofNothing = reader.read(cloud.token(ALICE, UNSCOPED)).orElseThrow();
        assertThat(ofNothing.names())
                .contains(new TokenNames("alice", domain, Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void writesTheNamesAsDocumented() {
        JsonNode payload = Jws.part(cloud.token(ALICE, DEMO), 1);

        assertThat(payload.get("bitauth_user"))
                .hasToString("{\"name\":\"alice\",\"domain\":{\"id\":\"default\",\"name\":\"Default\"}}");
        assertThat(payload.get("bitauth_project"))
                .hasToString("{\"name\":\"demo\",\"domain\":{\"id\":\"default\",\"name\":\"Default\"}}");
        assertThat(payload.get("bitauth_roles")).hasToString("[\"member\"]");
        assertThat(payload.has("aud") || payload.has("iss") || payload.has("nbf"))
                .isFalse();
    }

    @Test
    void readsTokensThatEndedWithin48HoursOnlyWhenItIsAsked() {
        String token = cloud.token(ALICE, DEMO);
        cloud.advance(Duration.ofHours(1));
        assertThat(reader.read(token)).isEmpty();
        assertThat(reader.readExpired(token)).isPresent();
        cloud.advance(Duration.ofHours(48).minusSeconds(1));
        assertThat(reader.readExpired(token)).isPresent();
        cloud.advance(Duration.ofSeconds(2));
        assertThat(reader.readExpired(token)).isEmpty();
    }

    @Test
    void readsATokenOfIdsAlone() {
        TokenClaims claims = reader.read(signed("")).orElseThrow();

        assertThat(claims.names()).isEmpty();
        assertThat(claims.holder()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "'iss':'https://cloud.example/oidc'",
                "'aud':'https://cloud.example/v3'",
                "'aud':['x']",
                "'cnf':{}",
                "'cnf':'x'",
                "'cnf':[]",
                "'cnf':{'jkt':1}",
                "'cnf':{'jkt':null}",
                "'cnf':{'jkt':'x','x5t#S256':'y'}",
                "'cnf':{'x5t#S256':'y'}",
                "'cnf':{'jwk':{}}",
                "'bitauth_user':'alice'",
                "'bitauth_user':{}",
                "'bitauth_user':{'name':'alice'}",
                "'bitauth_user':{'name':1,'domain':{'id':'d','name':'D'}}",
                "'bitauth_user':{'name':'alice','domain':'D'}",
                "'bitauth_user':{'name':'alice','domain':{'id':'d'}}",
                "'bitauth_user':{'name':'alice','domain':{'id':'d','name':'D'}},'bitauth_project':1",
                "'bitauth_user':{'name':'alice','domain':{'id':'d','name':'D'}},'bitauth_project':{}",
                "'bitauth_user':{'name':'alice','domain':{'id':'d','name':'D'}},'bitauth_roles':[1]",
                "'bitauth_user':{'name':'alice','domain':{'id':'d','name':'D'}},'bitauth_roles':'admin'"
            })
    void refusesClaimsThatATokenHasNot(String claim) {
        assertThat(reader.read(signed("," + claim.replace('\'', '"')))).isEmpty();
    }

    @Test
    void refusesAListOfRevocationsForAToken() {
        assertThat(reader.read(cloud.bridge.signedRevocations())).isEmpty();
        String other = Jws.es256(PAIR.getPrivate(), HEADER.replace("JWT", "bitauth-revocations+jwt"), PAYLOAD + "}");
        assertThat(reader.read(other)).isEmpty();
    }

    private static String signed(String more) {
        return Jws.es256(PAIR.getPrivate(), HEADER, PAYLOAD + more + "}");
    }
}
