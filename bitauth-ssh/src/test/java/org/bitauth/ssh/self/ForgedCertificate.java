package org.bitauth.ssh.self;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bitauth.BitauthKey;
import org.bitauth.SecretAccess;
import org.bitauth.ssh.SshCertificate;
import org.bitauth.ssh.SshKeyPair;
import org.bitauth.ssh.internal.Ed25519;
import org.bitauth.ssh.internal.WireWriter;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/**
 * A self-signed certificate whose every part can be broken alone, and which is signed whatever it says. The Bitcoin key's
 * signature is made by BouncyCastle, since this library signs no such texts.
 */
final class ForgedCertificate {
    private static final ECDomainParameters CURVE = new ECDomainParameters(SECNamedCurves.getByName("secp256k1"));

    final BitauthKey owner;
    final SshKeyPair key;

    String type = SshCertificate.TYPE;
    byte[] nonce = new byte[32];
    SshKeyPair authority;

    /** In place of subject and authority, with a signature that everybody can make for it; empty for none. */
    byte[] smallPoint = new byte[0];

    int kind = 1;
    String keyId = "sin:test";
    byte[] principals;
    byte[] options = new byte[0];
    byte[] after = new byte[0];
    String publicKey;
    UnaryOperator<byte[]> proof = der -> der;
    UnaryOperator<String> proofText = text -> text;
    final Map<String, String> lines = new TreeMap<>();
    UnaryOperator<String> text = said -> said;
    UnaryOperator<byte[]> statement = bytes -> bytes;
    UnaryOperator<Map<String, byte[]>> extensions = map -> map;

    ForgedCertificate(BitauthKey owner, SshKeyPair key, String login, String instance, String notAfter) {
        this.owner = owner;
        this.key = key;
        authority = key;
        principals = new WireWriter().string(login).toBytes();
        publicKey = owner.publicKey().toHex();
        lines.putAll(Map.of(
                "Cloud",
                "https://cloud.example/v3",
                "Identity",
                owner.sin().value(),
                "Key",
                key.publicKey().fingerprint(),
                "Login",
                login,
                "Instance",
                instance,
                "Not-After",
                notAfter));
    }

    /** The certificate in SSH's encoding. */
    byte[] blob() {
        byte[] signed = new WireWriter()
                .string(type)
                .string(nonce)
                .string(smallPoint.length > 0 ? smallPoint : key.publicKey().toBytes())
                .uint64(7)
                .uint32(kind)
                .string(keyId)
                .string(principals)
                .uint64(0)
                .uint64(-1)
                .string(options)
                .string(allExtensions())
                .string("")
                .string(authorityBlob())
                .toBytes();
        byte[] signature = smallPoint.length > 0
                ? Arrays.copyOf(new byte[] {1}, 64) // R is the neutral point, S is 0
                : Ed25519.ofOpenSsh(authority.privateKeyFile(SecretAccess.EXPORT))
                        .sign(signed);
        byte[] wrapped =
                new WireWriter().string("ssh-ed25519").string(signature).toBytes();
        return new WireWriter().raw(signed).string(wrapped).raw(after).toBytes();
    }

    private byte[] authorityBlob() {
        return smallPoint.length > 0
                ? new WireWriter().string("ssh-ed25519").string(smallPoint).toBytes()
                : authority.publicKey().blob();
    }

    /** The fingerprint of a key that no class of ours takes. */
    static String fingerprint(byte[] point) {
        byte[] blob = new WireWriter().string("ssh-ed25519").string(point).toBytes();
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sha256(blob));
    }

    String base64() {
        return Base64.getEncoder().encodeToString(blob());
    }

    String base64Line() {
        return SshCertificate.TYPE + " " + base64();
    }

    private byte[] allExtensions() {
        String said = text.apply(said());
        byte[] bytes = said.getBytes(StandardCharsets.ISO_8859_1);
        Map<String, byte[]> all = new TreeMap<>();
        all.put("permit-pty", new byte[0]);
        all.put(SelfCertificates.STATEMENT, value(Base64.getEncoder().encodeToString(statement.apply(bytes))));
        String hex = publicKey + " " + HexFormat.of().formatHex(proof.apply(der(sign(bytes))));
        all.put(SelfCertificates.SIGNATURE, value(proofText.apply(hex)));
        WireWriter out = new WireWriter();
        extensions.apply(all).forEach((name, value) -> out.string(name).string(value));
        return out.toBytes();
    }

    static byte[] value(String text) {
        return new WireWriter().string(text).toBytes();
    }

    static byte[] option(String name, String value) {
        return new WireWriter().string(name).string(value(value)).toBytes();
    }

    private String said() {
        StringBuilder out = new StringBuilder("Bitauth ssh-binding 1");
        for (String name : new String[] {"Cloud", "Identity", "Key", "Login", "Instance", "Not-After"}) {
            out.append('\n').append(name).append(": ").append(lines.getOrDefault(name, ""));
        }
        return out.toString();
    }

    private BigInteger[] sign(byte[] said) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, owner.toBytes(SecretAccess.EXPORT)), CURVE));
        BigInteger[] rs = signer.generateSignature(sha256(said));
        return rs[1].shiftLeft(1).compareTo(CURVE.getN()) > 0
                ? new BigInteger[] {rs[0], CURVE.getN().subtract(rs[1])}
                : rs;
    }

    /** The twin of a signature in DER, with the other S. */
    static byte[] twin(byte[] der) {
        int middle = 4 + der[3];
        BigInteger r = new BigInteger(1, der, 4, der[3]);
        BigInteger s = new BigInteger(1, der, middle + 2, der[middle + 1]);
        return der(new BigInteger[] {r, CURVE.getN().subtract(s)});
    }

    static byte[] der(BigInteger... rs) {
        byte[] r = rs[0].toByteArray();
        byte[] s = rs[1].toByteArray();
        return new WireWriter()
                .uint8(0x30)
                .uint8(4 + r.length + s.length)
                .uint8(2)
                .uint8(r.length)
                .raw(r)
                .uint8(2)
                .uint8(s.length)
                .raw(s)
                .toBytes();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
