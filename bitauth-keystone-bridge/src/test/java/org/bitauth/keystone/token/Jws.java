package org.bitauth.keystone.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON Web Signatures made and read by hand, with nothing of the library that is tested. */
public final class Jws {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Jws() {}

    /** The part with this index, from 0 to 1, as JSON. */
    public static JsonNode part(String jws, int index) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[index]));
        } catch (IOException e) {
            throw new AssertionError("not JSON: part " + index, e);
        }
    }

    static byte[] signature(String jws) {
        return Base64.getUrlDecoder().decode(jws.substring(jws.lastIndexOf('.') + 1));
    }

    /** The part before the signature. */
    static String signed(String jws) {
        return jws.substring(0, jws.lastIndexOf('.'));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs with ES256. */
    static String es256(PrivateKey key, String header, String payload) {
        return sign(key, "SHA256withECDSAinP1363Format", header, payload);
    }

    static String sign(PrivateKey key, String algorithm, String header, String payload) {
        String signed = base64(header) + "." + base64(payload);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static boolean verifies(ECPublicKey key, String jws) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(key);
            signature.update(signed(jws).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(signature(jws));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String hs256(byte[] key, String header, String payload) {
        String signed = base64(header) + "." + base64(payload);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The thumbprint of RFC 7638, section 3. */
    static String thumbprint(ECPublicKey key) {
        String x =
                base64(HexFormat.of().parseHex(String.format("%064x", key.getW().getAffineX())));
        String y =
                base64(HexFormat.of().parseHex(String.format("%064x", key.getW().getAffineY())));
        String jwk = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
