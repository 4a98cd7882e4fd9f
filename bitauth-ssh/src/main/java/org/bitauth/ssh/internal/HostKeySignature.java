package org.bitauth.ssh.internal;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import org.bitauth.MalformedException;

/**
 * Signatures of hosts' keys, of the kinds that OpenSSH's sshd has by default: Ed25519 (RFC 8709), ECDSA on the NIST curves
 * (RFC 5656), RSA with SHA-2 (RFC 8332); each as a plain key or in a certificate.
 */
public final class HostKeySignature {
    private static final String CERTIFICATE = "-cert-v01@openssh.com";
    private static final int SHORTEST_RSA = 2048;
    private static final int LONGEST_RSA = 16_384;
    private static final int LONGEST_EXPONENT = 64;

    private HostKeySignature() {}

    /**
     * Verifies a signature over a session id.
     *
     * @param hostKey key or certificate, in SSH's encoding
     * @param session what is signed
     * @param signature in SSH's encoding
     * @return false for a wrong signature, and for anything that cannot be read
     */
    public static boolean verifies(byte[] hostKey, byte[] session, byte[] signature) {
        try {
            WireReader in = new WireReader(signature);
            String algorithm = in.text();
            byte[] value = in.string();
            in.end();
            WireReader key = new WireReader(hostKey);
            String type = key.text();
            boolean certified = type.endsWith(CERTIFICATE);
            if (certified) {
                type = type.substring(0, type.length() - CERTIFICATE.length());
                key.string(); // the CA's nonce
            }
            return switch (type) {
                case "ssh-ed25519" -> ed25519(algorithm, only(key.string(), key, certified), session, value);
                case "ssh-rsa" -> rsa(algorithm, key, certified, session, value);
                case "ecdsa-sha2-nistp256" -> ecdsa(type, algorithm, "secp256r1", 32, key, certified, session, value);
                case "ecdsa-sha2-nistp384" -> ecdsa(type, algorithm, "secp384r1", 48, key, certified, session, value);
                case "ecdsa-sha2-nistp521" -> ecdsa(type, algorithm, "secp521r1", 66, key, certified, session, value);
                default -> false;
            };
        } catch (MalformedException | GeneralSecurityException e) {
            return false;
        }
    }

    /** The last field of a plain key; in a certificate more follows. */
    private static <T> T only(T last, WireReader key, boolean certified) {
        if (!certified) {
            key.end();
        }
        return last;
    }

    private static boolean ed25519(String algorithm, byte[] point, byte[] session, byte[] value) {
        return algorithm.equals("ssh-ed25519")
                && Ed25519.isPublicKey(point)
                && Ed25519.verifies(point, session, session.length, value);
    }

    private static boolean rsa(String algorithm, WireReader key, boolean certified, byte[] session, byte[] value)
            throws GeneralSecurityException {
        BigInteger exponent = positive(key.string());
        BigInteger modulus = positive(only(key.string(), key, certified));
        String jdk = switch (algorithm) {
            case "rsa-sha2-256" -> "SHA256withRSA";
            case "rsa-sha2-512" -> "SHA512withRSA";
            default -> throw new MalformedException("RSA signature must be by SHA-2");
        };
        int size = modulus.bitLength();
        if (size < SHORTEST_RSA || size > LONGEST_RSA || exponent.bitLength() > LONGEST_EXPONENT) {
            throw new MalformedException("RSA key must have 2048 to 16384 bits");
        }
        PublicKey read = KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
        return jdkVerifies(jdk, read, session, leftPadded(value, (size + 7) / 8));
    }

    private static boolean ecdsa(
            String type,
            String algorithm,
            String curve,
            int size,
            WireReader key,
            boolean certified,
            byte[] session,
            byte[] value)
            throws GeneralSecurityException {
        String name = key.text();
        byte[] point = only(key.string(), key, certified);
        if (!algorithm.equals(type) || !type.endsWith("-" + name) || point.length != 1 + 2 * size || point[0] != 4) {
            return false;
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        ECPoint at = new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + size)),
                new BigInteger(1, Arrays.copyOfRange(point, 1 + size, 1 + 2 * size)));
        PublicKey read = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(at, parameters.getParameterSpec(ECParameterSpec.class)));
        WireReader numbers = new WireReader(value);
        byte[] r = leftPadded(positive(numbers.string()), size);
        byte[] s = leftPadded(positive(numbers.string()), size);
        numbers.end();
        String hash = size == 32 ? "SHA256" : size == 48 ? "SHA384" : "SHA512";
        byte[] both = Arrays.copyOf(r, 2 * size);
        System.arraycopy(s, 0, both, size, size);
        return jdkVerifies(hash + "withECDSAinP1363Format", read, session, both);
    }

    private static boolean jdkVerifies(String algorithm, PublicKey key, byte[] message, byte[] value)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(value);
    }

    private static BigInteger positive(byte[] number) {
        if (number.length > LONGEST_RSA / 8 + 1 || new BigInteger(1, number).signum() == 0) {
            throw new MalformedException("number of a key or signature must be more than 0, and not too long");
        }
        return new BigInteger(1, number);
    }

    private static byte[] leftPadded(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        return leftPadded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes, size);
    }

    private static byte[] leftPadded(byte[] bytes, int size) {
        if (bytes.length > size) {
            throw new MalformedException("number of a signature must be shorter than its key");
        }
        byte[] padded = new byte[size];
        System.arraycopy(bytes, 0, padded, size - bytes.length, bytes.length);
        return padded;
    }
}
