package org.bitauth.ssh.internal;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.bitauth.MalformedException;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;

/** An Ed25519 private key (RFC 8032) on BouncyCastle, and OpenSSH's file form of it. */
public final class Ed25519 {
    private static final int PUBLIC_KEY_SIZE = 32;
    private static final String BEGIN = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    private static final String END = "-----END OPENSSH PRIVATE KEY-----\n";

    private final Ed25519PrivateKeyParameters key;

    private Ed25519(Ed25519PrivateKeyParameters key) {
        this.key = key;
    }

    /** A new key. */
    public static Ed25519 generate() {
        return new Ed25519(new Ed25519PrivateKeyParameters(new SecureRandom()));
    }

    /** The key of a seed (RFC 8032, section 5.1.5), 32 bytes. */
    public static Ed25519 ofSeed(byte[] seed) {
        if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
            throw new IllegalArgumentException("seed must be 32 bytes, was " + seed.length);
        }
        return new Ed25519(new Ed25519PrivateKeyParameters(seed, 0));
    }

    /** Reads OpenSSH's file form, without a pass phrase. */
    public static Ed25519 ofOpenSsh(String text) {
        String normal = text.replace("\r", "").strip() + "\n";
        if (normal.startsWith(BEGIN) && normal.endsWith(END)) {
            try {
                String base64 = normal.substring(BEGIN.length(), normal.length() - END.length());
                AsymmetricKeyParameter key = OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(
                        Base64.getMimeDecoder().decode(base64));
                if (key instanceof Ed25519PrivateKeyParameters ed25519) {
                    return new Ed25519(ed25519);
                }
            } catch (RuntimeException e) {
                throw malformed();
            }
        }
        throw malformed();
    }

    /** Writes OpenSSH's file form, without a pass phrase. */
    public String toOpenSsh() {
        try {
            byte[] blob = OpenSSHPrivateKeyUtil.encodePrivateKey(key);
            String base64 = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(blob);
            return BEGIN + base64 + "\n" + END;
        } catch (IOException e) {
            throw new IllegalStateException("a key in memory can always be written", e);
        }
    }

    /** The public half, 32 bytes. */
    public byte[] publicKey() {
        return key.generatePublicKey().getEncoded();
    }

    /** Signs. */
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    /** Verifies a signature over the beginning of a message. */
    public static boolean verifies(byte[] publicKey, byte[] message, int length, byte[] signature) {
        if (signature.length != Ed25519PrivateKeyParameters.SIGNATURE_SIZE) {
            return false;
        }
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(publicKey, 0));
        verifier.update(message, 0, length);
        return verifier.verifySignature(signature);
    }

    /** Tells whether 32 bytes are a valid public key. */
    public static boolean isPublicKey(byte[] bytes) {
        return bytes.length == PUBLIC_KEY_SIZE
                && org.bouncycastle.math.ec.rfc8032.Ed25519.validatePublicKeyFull(bytes, 0);
    }

    private static MalformedException malformed() {
        return new MalformedException("private key must be an Ed25519 key in OpenSSH's form, without a pass phrase");
    }
}
