package org.bitauth.ssh.mina;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Random;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.bitauth.BitauthKey;
import org.bitauth.SshUserAuthentication;
import org.bitauth.ssh.internal.WireReader;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;

/** What the key signs for MINA, what it does not, and which signatures verify. */
class NativeSignatureTest {
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    private final BitauthKey key = BitauthKey.generate();
    private final KeyPair pair = NativeKeys.keyPair(key);
    private final byte[] login =
            SshUserAuthentication.of(new byte[32], "alice", key.publicKey()).toBytes();

    @Test
    void signsAndVerifiesTheLoginOfAUser() throws Exception {
        assertThat(verifies(login, named(sign(login)))).isTrue();
    }

    @Test
    void signsNothingElse() throws Exception {
        byte[][] others = {
            new byte[0],
            new byte[32],
            "Bitauth login 1\nCloud: https://cloud.example".getBytes(StandardCharsets.US_ASCII),
            SshUserAuthentication.of(
                            new byte[32], "alice", BitauthKey.generate().publicKey())
                    .toBytes(),
            Arrays.copyOf(login, login.length - 1),
            Arrays.copyOf(login, login.length + 1),
            new WireWriter()
                    .string(new byte[19])
                    .raw(Arrays.copyOfRange(login, 36, login.length))
                    .toBytes(),
        };
        for (byte[] other : others) {
            assertThatThrownBy(() -> sign(other)).isInstanceOf(SignatureException.class);
        }
        assertThatThrownBy(() -> sign(new byte[2000])).isInstanceOf(SignatureException.class);
    }

    @Test
    void signsNoChangedLoginSeed1() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = login.clone();
            // Another session id or user is another login: those bytes are left alone.
            int at = random.nextInt(46, changed.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> sign(changed)).isInstanceOf(SignatureException.class);
        }
    }

    @Test
    void verifiesNoHighS() throws Exception {
        WireReader in = new WireReader(sign(login));
        byte[] r = in.string();
        BigInteger s = new BigInteger(in.string());
        byte[] twin = new WireWriter()
                .string(r)
                .string(ORDER.subtract(s).toByteArray())
                .toBytes();

        assertThat(verifies(login, named(twin))).isFalse();
    }

    @Test
    void verifiesOrRefusesMutationsSeed2() throws Exception {
        Random random = new Random(2);
        byte[] good = named(sign(login));
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            if (changed.length > 0) {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(verifies(login, changed)).isFalse();
        }
    }

    @Test
    void takesNoOtherKeys() throws GeneralSecurityException {
        KeyPair other = KeyPairGenerator.getInstance("EC").generateKeyPair();

        assertThatThrownBy(() -> new NativeSignature().initSigner(null, other.getPrivate()))
                .isInstanceOf(InvalidKeyException.class);
        assertThatThrownBy(() -> new NativeSignature().initVerifier(null, other.getPublic()))
                .isInstanceOf(InvalidKeyException.class);
        assertThat(pair.getPrivate().getEncoded()).isNull();
        assertThat(pair.getPrivate()).hasToString("NativePrivateKey[" + key.sin() + "]");
    }

    @Test
    void readsThePointAndNoOther() throws GeneralSecurityException {
        byte[] point = key.publicKey().toUncompressedBytes();
        assertThat(read("1.3.132.0.10", point)).isEqualTo(pair.getPublic());

        byte[] off = point.clone();
        off[64] ^= 2;
        byte[] hybrid = point.clone();
        hybrid[0] = (byte) (6 + (point[64] & 1));
        for (byte[] bad : new byte[][] {off, hybrid, key.publicKey().toBytes(), new byte[0], new byte[65]}) {
            assertThatThrownBy(() -> read("1.3.132.0.10", bad)).isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> read("nistp256", point)).isInstanceOf(GeneralSecurityException.class);
    }

    private static NativePublicKey read(String curve, byte[] point) throws GeneralSecurityException {
        return NativePublicKey.read(
                new ByteArrayBuffer(new WireWriter().string(curve).string(point).toBytes()));
    }

    private byte[] sign(byte[] data) throws Exception {
        NativeSignature signature = new NativeSignature();
        signature.initSigner(null, pair.getPrivate());
        signature.update(null, data, 0, data.length);
        return signature.sign(null);
    }

    private boolean verifies(byte[] data, byte[] spelled) throws Exception {
        NativeSignature signature = new NativeSignature();
        signature.initVerifier(null, pair.getPublic());
        signature.update(null, data, 0, data.length);
        return signature.verify(null, spelled);
    }

    private static byte[] named(byte[] numbers) {
        return new WireWriter()
                .string(SshUserAuthentication.ALGORITHM)
                .string(numbers)
                .toBytes();
    }
}
