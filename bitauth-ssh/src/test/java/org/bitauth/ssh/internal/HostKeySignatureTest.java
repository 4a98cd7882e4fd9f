package org.bitauth.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeySignatureTest {
    private static final byte[] SESSION = {1, 2, 3};
    private static final byte[] OTHER = {1, 2, 4};

    @Test
    void verifiesEd25519() {
        Ed25519 key = Ed25519.generate();
        byte[] blob =
                new WireWriter().string("ssh-ed25519").string(key.publicKey()).toBytes();
        byte[] signature = signature("ssh-ed25519", key.sign(SESSION));

        assertVerifies(blob, signature);
        assertThat(HostKeySignature.verifies(blob, SESSION, signature("ssh-rsa", key.sign(SESSION))))
                .isFalse();
    }

    @Test
    void verifiesEd25519InACertificate() {
        Ed25519 key = Ed25519.generate();
        byte[] blob = new WireWriter()
                .string("ssh-ed25519-cert-v01@openssh.com")
                .string(new byte[32])
                .string(key.publicKey())
                .uint64(7)
                .toBytes();

        assertVerifies(blob, signature("ssh-ed25519", key.sign(SESSION)));
    }

    @ParameterizedTest
    @CsvSource({
        "nistp256, secp256r1, SHA256withECDSAinP1363Format",
        "nistp384, secp384r1, SHA384withECDSAinP1363Format",
        "nistp521, secp521r1, SHA512withECDSAinP1363Format"
    })
    void verifiesEcdsa(String name, String curve, String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        int size = (key.getParams().getCurve().getField().getFieldSize() + 7) / 8;
        byte[] point = new byte[1 + 2 * size];
        point[0] = 4;
        put(key.getW().getAffineX(), point, 1, size);
        put(key.getW().getAffineY(), point, 1 + size, size);
        String type = "ecdsa-sha2-" + name;
        byte[] plain = new WireWriter().string(type).string(name).string(point).toBytes();
        byte[] certified = new WireWriter()
                .string(type + "-cert-v01@openssh.com")
                .string(new byte[32])
                .string(name)
                .string(point)
                .uint64(7)
                .toBytes();
        byte[] both = sign(algorithm, pair);
        byte[] value = new WireWriter()
                .string(new BigInteger(1, Arrays.copyOf(both, size)).toByteArray())
                .string(new BigInteger(1, Arrays.copyOfRange(both, size, 2 * size)).toByteArray())
                .toBytes();

        assertVerifies(plain, signature(type, value));
        assertVerifies(certified, signature(type, value));
        byte[] zero = new WireWriter().string(new byte[1]).string(new byte[1]).toBytes();
        assertThat(HostKeySignature.verifies(plain, SESSION, signature(type, zero)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2048, rsa-sha2-256, SHA256withRSA", "3072, rsa-sha2-512, SHA512withRSA"})
    void verifiesRsa(int bits, String name, String algorithm) throws GeneralSecurityException {
        KeyPair pair = rsa(bits);
        byte[] value = sign(algorithm, pair);

        assertVerifies(blob(pair), signature(name, value));
    }

    @Test
    void verifiesNoRsaBySha1AndNoShortRsa() throws GeneralSecurityException {
        KeyPair pair = rsa(2048);
        KeyPair weak = rsa(1024);

        assertThat(HostKeySignature.verifies(blob(pair), SESSION, signature("ssh-rsa", sign("SHA1withRSA", pair))))
                .isFalse();
        assertThat(HostKeySignature.verifies(
                        blob(weak), SESSION, signature("rsa-sha2-256", sign("SHA256withRSA", weak))))
                .isFalse();
    }

    @Test
    void verifiesNoRsaWithAnExponentThatTakesLong() {
        byte[] number = new byte[1025];
        Arrays.fill(number, 1, number.length, (byte) 255);
        byte[] blob =
                new WireWriter().string("ssh-rsa").string(number).string(number).toBytes();

        assertThat(HostKeySignature.verifies(blob, SESSION, signature("rsa-sha2-256", new byte[1024])))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ssh-dss", "sk-ssh-ed25519@openssh.com", "-cert-v01@openssh.com"})
    void verifiesNothingOfAnotherType(String type) {
        byte[] blob = new WireWriter()
                .string(type)
                .string(new byte[32])
                .string(new byte[32])
                .toBytes();

        assertThat(HostKeySignature.verifies(blob, SESSION, signature(type, new byte[64])))
                .isFalse();
    }

    private static void assertVerifies(byte[] blob, byte[] signature) {
        assertThat(HostKeySignature.verifies(blob, SESSION, signature)).isTrue();
        assertThat(HostKeySignature.verifies(blob, OTHER, signature)).isFalse();
        byte[] longer = Arrays.copyOf(signature, signature.length + 1);
        assertThat(HostKeySignature.verifies(blob, SESSION, longer)).isFalse();
        for (int length = 0; length < Math.min(100, blob.length); length += 7) {
            assertThat(HostKeySignature.verifies(Arrays.copyOf(blob, length), SESSION, signature))
                    .isFalse();
        }
    }

    private static byte[] signature(String algorithm, byte[] value) {
        return new WireWriter().string(algorithm).string(value).toBytes();
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static byte[] blob(KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return new WireWriter()
                .string("ssh-rsa")
                .string(key.getPublicExponent().toByteArray())
                .string(key.getModulus().toByteArray())
                .toBytes();
    }

    private static byte[] sign(String algorithm, KeyPair pair) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(pair.getPrivate());
        signer.update(SESSION);
        return signer.sign();
    }

    private static void put(BigInteger number, byte[] into, int at, int size) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(bytes.length, size);
        System.arraycopy(bytes, bytes.length - length, into, at + size - length, length);
    }
}
