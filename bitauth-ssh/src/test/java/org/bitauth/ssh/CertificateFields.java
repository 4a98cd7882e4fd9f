package org.bitauth.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A certificate line read by PROTOCOL.certkeys, with the JDK only: shares no code with what writes it. */
public final class CertificateFields {
    public final String type;
    public final byte[] nonce;
    public final byte[] key;
    public final long serial;
    public final int kind;
    public final String keyId;
    public final byte[] principals;
    public final long validAfter;
    public final long validBefore;
    public final byte[] criticalOptions;
    public final byte[] extensions;
    public final byte[] reserved;
    public final byte[] caKey;

    private final byte[] signed;
    private final byte[] signature;

    public CertificateFields(String line) {
        byte[] blob = Base64.getDecoder().decode(line.split(" ", -1)[1]);
        ByteBuffer in = ByteBuffer.wrap(blob);
        type = text(in);
        nonce = string(in);
        key = string(in);
        serial = in.getLong();
        kind = in.getInt();
        keyId = text(in);
        principals = string(in);
        validAfter = in.getLong();
        validBefore = in.getLong();
        criticalOptions = string(in);
        extensions = string(in);
        reserved = string(in);
        caKey = string(in);
        signed = Arrays.copyOf(blob, in.position());
        signature = string(in);
        if (in.hasRemaining()) {
            throw new AssertionError("bytes after the signature");
        }
    }

    /** Tells whether the CA key inside signed all that stands before the signature. */
    boolean isSigned() throws GeneralSecurityException {
        byte[] point = Arrays.copyOfRange(caKey, caKey.length - 32, caKey.length);
        String encoded = "302a300506032b6570032100" + HexFormat.of().formatHex(point);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(encoded))));
        verifier.update(signed);
        ByteBuffer in = ByteBuffer.wrap(signature);
        return text(in).equals("ssh-ed25519") && verifier.verify(string(in)) && !in.hasRemaining();
    }

    static byte[] string(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }

    static String text(ByteBuffer in) {
        return new String(string(in), StandardCharsets.US_ASCII);
    }
}
