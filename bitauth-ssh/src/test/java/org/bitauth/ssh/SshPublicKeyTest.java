package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bitauth.MalformedException;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshPublicKeyTest {
    // The public key of RFC 8032, section 7.1, test 1; line and fingerprint are ssh-keygen's (OpenSSH 9.2).
    private static final String POINT = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String LINE =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
    private static final String FINGERPRINT = "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8";

    @Test
    void readsALine() {
        SshPublicKey key = SshPublicKey.parse(LINE);

        assertThat(HexFormat.of().formatHex(key.toBytes())).isEqualTo(POINT);
        assertThat(key.line()).isEqualTo(LINE);
        assertThat(key.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(key).hasToString(FINGERPRINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {" me@host", " two words", " ", "\n", " me@host\r\n"})
    void ignoresACommentAndTheLineEnd(String end) {
        assertThat(SshPublicKey.parse(LINE + end).line()).isEqualTo(LINE);
    }

    @Test
    void isEqualToTheSameKeyOnly() {
        SshPublicKey key = SshPublicKey.parse(LINE);
        SshPublicKey other = SshKeyPair.generate().publicKey();

        assertThat(SshPublicKey.ofBytes(HexFormat.of().parseHex(POINT)))
                .isEqualTo(key)
                .hasSameHashCodeAs(key);
        assertThat(other).isNotEqualTo(key);
    }

    @Test
    void copiesItsBytes() {
        byte[] bytes = HexFormat.of().parseHex(POINT);
        SshPublicKey key = SshPublicKey.ofBytes(bytes);
        bytes[0] = 0;
        key.toBytes()[0] = 0;

        assertThat(key.line()).isEqualTo(LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519",
                "ssh-ed25519 ",
                "ssh-ed25519  AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                "ssh-ed25519\tAAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                "restrict ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                "SSH-ED25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                "ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1E",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1EaAAAA",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv-08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGC\nsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea",
                "ssh-ed25519 AAAA/////3NzaC1lZDI1NTE5",
                "ssh-ed25519 =",
            })
    void refusesOtherForms(String line) {
        assertThatThrownBy(() -> SshPublicKey.parse(line)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesOverlongBase64() {
        assertThatThrownBy(() -> SshPublicKey.parse("ssh-ed25519 " + "AAAA".repeat(300_000)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesALengthBeyondTheEnd() {
        byte[] blob = new WireWriter()
                .string(SshPublicKey.TYPE)
                .uint32(33)
                .raw(point())
                .toBytes();

        assertThatThrownBy(() -> SshPublicKey.parse(line(blob))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesAnotherTypeWithin() {
        byte[] blob = new WireWriter().string("ssh-ed448").string(point()).toBytes();

        assertThatThrownBy(() -> SshPublicKey.parse(line(blob))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesTrailingBytes() {
        byte[] blob = new WireWriter()
                .string(SshPublicKey.TYPE)
                .string(point())
                .raw(new byte[1])
                .toBytes();

        assertThatThrownBy(() -> SshPublicKey.parse(line(blob))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void refusesOtherSizes(int size) {
        assertThatThrownBy(() -> SshPublicKey.ofBytes(new byte[size])).isInstanceOf(MalformedException.class);
    }

    /** The eight points of low order, two spellings of them that are not canonical, and two y that are on no curve. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            })
    void refusesInvalidPoints(String hex) {
        byte[] point = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> SshPublicKey.ofBytes(point)).isInstanceOf(MalformedException.class);
    }

    /** A good point plus the one of order two: (x, y) becomes (-x, -y). */
    @Test
    void refusesPointsOutsideThePrimeOrderSubgroup() {
        byte[] good = point();
        byte sign = (byte) (good[31] & 0x80);
        good[31] &= 0x7f;
        BigInteger p = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        byte[] mixed = reversed(p.subtract(new BigInteger(1, reversed(good))).toByteArray());
        byte[] point = Arrays.copyOf(mixed, 32);
        point[31] |= (byte) (sign ^ 0x80);

        assertThatThrownBy(() -> SshPublicKey.ofBytes(point)).isInstanceOf(MalformedException.class);
    }

    private static byte[] point() {
        return HexFormat.of().parseHex(POINT);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = bytes[bytes.length - 1 - i];
        }
        return out;
    }

    private static String line(byte[] blob) {
        return SshPublicKey.TYPE + " " + Base64.getEncoder().encodeToString(blob);
    }
}
