package org.bitauth.http;

import static org.bitauth.http.RequestForge.NOW;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Nonces of a server, written again from the protocol, with a salt that never changes. */
final class ServerNonce {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private ServerNonce() {}

    /** Issued so many seconds from now. */
    static String at(int seconds) {
        return of(RequestCase.NONCE_KEY, NOW.plusSeconds(seconds).getEpochSecond());
    }

    static String foreign() {
        return of("e5".repeat(32), NOW.getEpochSecond());
    }

    /** The same bytes: the last character's two unused bits are set. */
    static String respelled(int seconds) {
        String nonce = at(seconds);
        char last = ALPHABET.charAt(ALPHABET.indexOf(nonce.charAt(42)) + 1);
        return nonce.substring(0, 42) + last;
    }

    static String of(String keyHex, long second) {
        byte[] content = ByteBuffer.allocate(16).putLong(second).putLong(42).array();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(keyHex), "HmacSHA256"));
            mac.update("Bitauth nonce 1\n".getBytes(StandardCharsets.US_ASCII));
            byte[] mark = Arrays.copyOf(mac.doFinal(content), 16);
            byte[] nonce = ByteBuffer.allocate(32).put(content).put(mark).array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
