package org.bitauth.keystone.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.MacAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.bitauth.http.HttpHandler;
import org.bitauth.http.RawResponse;

/** An issuer whose claims a test changes: it holds the true key, so that what refuses a JWT is the rule under test. */
final class JwtForge {
    private final KeyPair pair = Jwts.SIG.ES256.keyPair().build();
    private final String issuer;

    JwtForge(String issuer) {
        this.issuer = issuer;
    }

    /** Answers {@code /jwks} with the public key. */
    HttpHandler jwks() {
        String body = new ObjectMapper()
                .valueToTree(Map.of(
                        "keys",
                        List.of(Jwks.builder()
                                .key((ECPublicKey) pair.getPublic())
                                .build())))
                .toString()
                .replace("\"kty\"", "\"kid\":\"" + keyId() + "\",\"alg\":\"ES256\",\"use\":\"sig\",\"kty\"");
        return request ->
                request.path().equals("/jwks") ? RawResponse.of(200, "application/json", body) : RawResponse.of(404);
    }

    /** The claims as the provider makes them. */
    Map<String, Object> claims(String sin, String audience, Instant issued) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", sin);
        claims.put("aud", audience);
        claims.put("iat", issued.getEpochSecond());
        claims.put("exp", issued.getEpochSecond() + 120);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("groups", List.of("bitauth-users"));
        return claims;
    }

    String es256(Map<String, Object> claims) {
        return sign(claims, pair);
    }

    /** Under our key's id, by somebody else's key. */
    String byAStranger(Map<String, Object> claims) {
        return sign(claims, Jwts.SIG.ES256.keyPair().build());
    }

    String unsigned(Map<String, Object> claims) {
        return part(Map.of("alg", "none", "kid", keyId())) + "." + part(claims) + ".";
    }

    /** With the public key taken for a shared secret. */
    String hs256(Map<String, Object> claims) {
        MacAlgorithm hmac = Jwts.SIG.HS256;
        byte[] secret = pair.getPublic().getEncoded();
        return Jwts.builder()
                .header()
                .keyId(keyId())
                .and()
                .claims(claims)
                .signWith(new SecretKeySpec(secret, "HmacSHA256"), hmac)
                .compact();
    }

    private String sign(Map<String, Object> claims, KeyPair by) {
        return Jwts.builder()
                .header()
                .keyId(keyId())
                .and()
                .content(new ObjectMapper().valueToTree(claims).toString().getBytes(StandardCharsets.UTF_8))
                .signWith(by.getPrivate(), Jwts.SIG.ES256)
                .compact();
    }

    private String keyId() {
        return Jwks.builder()
                .key((ECPublicKey) pair.getPublic())
                .idFromThumbprint()
                .build()
                .getId();
    }

    private static String part(Map<String, Object> json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(new ObjectMapper().valueToTree(json).toString().getBytes(StandardCharsets.UTF_8));
    }
}
