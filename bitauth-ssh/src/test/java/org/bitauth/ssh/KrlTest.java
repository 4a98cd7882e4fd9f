package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.ssh.internal.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KrlTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.5Z");

    private final Sin sin = BitauthKey.generate().sin();
    private final SshPublicKey key = SshKeyPair.generate().publicKey();
    private final SshPublicKey ca = SshKeyPair.generate().publicKey();
    private final List<Revocation> all = List.of(
            new Revocation.Identity(sin),
            new Revocation.Serials(ca, 1, -1L),
            new Revocation.Serials(key, 7, 7),
            new Revocation.Key(key));
    private final Krl krl = Krl.empty().plus(NOW, all.toArray(Revocation[]::new));

    @Test
    void readsWhatItWrote() {
        Krl read = Krl.parse(krl.toBytes());

        assertThat(read.revocations()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(read.number()).isEqualTo(1);
        assertThat(read.generated()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(read.toBytes()).isEqualTo(krl.toBytes());
    }

    @Test
    void isEmptyWithoutBytes() {
        assertThat(Krl.parse(new byte[0]).number()).isZero();
        assertThat(Krl.empty().toBytes()).isNotEmpty();
        assertThat(Krl.parse(Krl.empty().toBytes()).revocations()).isEmpty();
    }

    @Test
    void countsChangesOnly() {
        assertThat(krl.plus(NOW, all.get(0))).isSameAs(krl);
        assertThat(krl.minus(NOW, new Revocation.Key(ca))).isSameAs(krl);
        assertThat(krl.plus(NOW, new Revocation.Key(ca)).number()).isEqualTo(2);

        Krl less = krl.minus(NOW.plusSeconds(5), all.get(0));
        assertThat(less.number()).isEqualTo(2);
        assertThat(less.generated()).isEqualTo("2026-11-22T10:00:05Z");
        assertThat(less.revokes(sin)).isFalse();
    }

    @Test
    void tellsWhatSshdWouldRefuse() {
        TestCloud cloud = new TestCloud(TestCloud.URL, InstantSource.fixed(NOW));
        BitauthKey alice = BitauthKey.generate();
        SshPublicKey hers = SshKeyPair.generate().publicKey();
        SshCertificate certificate = cloud.certificate(alice, new CertificateRequest(hers, "debian", "i-1"));
        SshPublicKey authority = certificate.authority();
        long serial = certificate.serial();

        assertThat(krl.revokes(certificate)).isFalse();
        for (Revocation revocation : List.of(
                new Revocation.Identity(alice.sin()),
                new Revocation.Key(hers),
                new Revocation.Key(authority),
                new Revocation.Serials(authority, serial, serial))) {
            assertThat(krl.plus(NOW, revocation).revokes(certificate))
                    .as("%s", revocation)
                    .isTrue();
        }
        for (Revocation revocation : List.of(
                new Revocation.Serials(authority, serial + 1, -1L),
                new Revocation.Serials(authority, 1, serial - 1),
                new Revocation.Serials(ca, serial, serial))) {
            assertThat(krl.plus(NOW, revocation).revokes(certificate))
                    .as("%s", revocation)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "5, 4", "-1, 5", "0, 0"})
    void refusesARangeThatSshdWouldNotRead(long first, long last) {
        assertThatThrownBy(() -> new Revocation.Serials(ca, first, last)).isInstanceOf(MalformedException.class);
    }

    static Stream<Map.Entry<String, byte[]>> broken() {
        byte[] identity = new WireWriter().string("sin:nobody").toBytes();
        byte[] zero = new WireWriter().uint64(0).uint64(5).toBytes();
        byte[] authority = SshKeyPair.generate().publicKey().blob();
        return Stream.of(
                Map.entry("another magic", header("SSHKRL\n\1", 1, 1).toBytes()),
                Map.entry("another version", header("SSHKRL\n\0", 2, 1).toBytes()),
                Map.entry("a number of 64 bits", header("SSHKRL\n\0", 1, -1).toBytes()),
                Map.entry("a header that ends early", Arrays.copyOf(good().toBytes(), 20)),
                Map.entry(
                        "a length beyond the end",
                        good().uint8(1).uint32(0x7fffffff).toBytes()),
                Map.entry(
                        "a section of another kind", good().uint8(3).string("").toBytes()),
                Map.entry("a section without a length", good().uint8(1).toBytes()),
                Map.entry("a bitmap", certificates(authority, 0x22, zero)),
                Map.entry("an entry of another kind", certificates(authority, 0x39, identity)),
                Map.entry("a range from 0", certificates(authority, 0x21, zero)),
                Map.entry("half a range", certificates(authority, 0x21, Arrays.copyOf(zero, 8))),
                Map.entry("a serial number cut short", certificates(authority, 0x20, new byte[7])),
                Map.entry("an identity that is none", certificates(new byte[0], 0x23, identity)),
                Map.entry("a key id of another form", certificates(new byte[0], 0x23, string("alice"))),
                Map.entry("serials of no CA", certificates(new byte[0], 0x20, new byte[8])),
                Map.entry(
                        "a key of another type",
                        good().uint8(2).string(string("ssh-rsa")).toBytes()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void refuses(Map.Entry<String, byte[]> list) {
        assertThatThrownBy(() -> Krl.parse(list.getValue())).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesMoreThan16MiB() {
        byte[] bytes = Arrays.copyOf(krl.toBytes(), Krl.MAX_BYTES + 1);

        assertThatThrownBy(() -> Krl.parse(bytes))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("at most");
    }

    private static WireWriter good() {
        return header("SSHKRL\n\0", 1, 1);
    }

    private static WireWriter header(String magic, int version, long number) {
        return new WireWriter()
                .raw(CertificateBytes.bytes(magic))
                .uint32(version)
                .uint64(number)
                .uint64(1)
                .uint64(0)
                .string("")
                .string("");
    }

    private static byte[] certificates(byte[] authority, int type, byte[] entries) {
        return good().uint8(1)
                .string(new WireWriter()
                        .string(authority)
                        .string("")
                        .uint8(type)
                        .string(entries)
                        .toBytes())
                .toBytes();
    }

    private static byte[] string(String text) {
        return new WireWriter().string(new WireWriter().string(text).toBytes()).toBytes();
    }
}
