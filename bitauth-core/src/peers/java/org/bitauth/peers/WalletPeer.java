package org.bitauth.peers;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A Bitcoin wallet with one key. It signs whatever text it is given, which nothing in the library does, and shares no code
 * with it.
 */
public final class WalletPeer {
    /** The hash type SIGHASH_ALL. */
    public static final int SIGHASH_ALL = 1;

    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");

    private final BigInteger secret;
    private final byte[] publicKey;

    /** Takes 64 hexadecimal digits. */
    public WalletPeer(String secretHex) {
        secret = new BigInteger(secretHex, 16);
        publicKey = CURVE.getG().multiply(secret).getEncoded(true);
    }

    /** Signs in 65 bytes, with a header that is 0 to 3 more than this one: 27, 31, 35 or 39. */
    public String recoverable(String text, int firstHeader) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        byte[] digest = sha256(
                sha256(join(sized("Bitcoin Signed Message:\n".getBytes(StandardCharsets.US_ASCII)), sized(message))));
        Signed signed = sign(digest);
        return base64(join(new byte[] {(byte) (firstHeader + signed.id())}, bytes32(signed.r()), bytes32(signed.s())));
    }

    /** Signs as the simple form of BIP 322 for the script of an address. */
    public String simple(String text, byte[] script, int hashType) {
        return base64(witness(text, script, hashType));
    }

    /** Signs as the full form of BIP 322, with a script signature for an address of P2SH. */
    public String full(String text, byte[] script) {
        byte[] scriptSig = script[0] == (byte) 0xa9 ? sized(join(new byte[1], sized(hash160(publicKey)))) : new byte[0];
        return base64(join(
                hex("00000000" + "0001" + "01"),
                sha256(sha256(toSpend(text, script))),
                hex("00000000"),
                sized(scriptSig),
                hex("00000000" + "01" + "0000000000000000" + "016a"),
                witness(text, script, SIGHASH_ALL),
                hex("00000000")));
    }

    private byte[] witness(String text, byte[] script, int hashType) {
        byte[] outpoint = join(sha256(sha256(toSpend(text, script))), hex("00000000"));
        byte[] preimage = join(
                hex("00000000"),
                sha256(sha256(outpoint)),
                sha256(sha256(hex("00000000"))),
                outpoint,
                sized(join(hex("76a9"), sized(hash160(publicKey)), hex("88ac"))),
                hex("0000000000000000" + "00000000"),
                sha256(sha256(hex("0000000000000000" + "016a"))),
                hex("00000000"),
                new byte[] {(byte) hashType, 0, 0, 0});
        Signed signed = sign(sha256(sha256(preimage)));
        byte[] der = der(signed);
        return join(new byte[] {2}, sized(join(der, new byte[] {(byte) hashType})), sized(publicKey));
    }

    private static byte[] der(Signed signed) {
        byte[] type = {2};
        byte[] numbers = join(
                type, sized(signed.r().toByteArray()), type, sized(signed.s().toByteArray()));
        return join(new byte[] {0x30}, sized(numbers));
    }

    private static byte[] toSpend(String text, byte[] script) {
        byte[] tag = sha256("BIP0322-signed-message".getBytes(StandardCharsets.US_ASCII));
        byte[] message = sha256(join(tag, tag, text.getBytes(StandardCharsets.UTF_8)));
        return join(
                hex("00000000" + "01" + "00".repeat(32) + "ffffffff"),
                sized(join(new byte[1], sized(message))),
                hex("00000000" + "01" + "0000000000000000"),
                sized(script),
                hex("00000000"));
    }

    private record Signed(BigInteger r, BigInteger s, int id) {}

    private Signed sign(byte[] digest) {
        BigInteger n = CURVE.getN();
        HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
        nonces.init(n, secret, digest);
        BigInteger k = nonces.nextK();
        ECPoint point = CURVE.getG().multiply(k).normalize();
        BigInteger x = point.getAffineXCoord().toBigInteger();
        BigInteger r = x.mod(n);
        BigInteger s = k.modInverse(n)
                .multiply(new BigInteger(1, digest).add(r.multiply(secret)))
                .mod(n);
        int id = (point.getAffineYCoord().testBitZero() ? 1 : 0) + (x.equals(r) ? 0 : 2);
        return s.compareTo(n.shiftRight(1)) > 0 ? new Signed(r, n.subtract(s), id ^ 1) : new Signed(r, s, id);
    }

    private static byte[] sized(byte[] data) {
        return data.length < 0xfd
                ? join(new byte[] {(byte) data.length}, data)
                : join(new byte[] {(byte) 0xfd, (byte) data.length, (byte) (data.length >>> 8)}, data);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] bytes32(BigInteger number) {
        return hex("0".repeat(64 - number.toString(16).length()) + number.toString(16));
    }

    private static byte[] hash160(byte[] data) {
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(sha256(data), 0, 32);
        byte[] out = new byte[20];
        digest.doFinal(out, 0);
        return out;
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
