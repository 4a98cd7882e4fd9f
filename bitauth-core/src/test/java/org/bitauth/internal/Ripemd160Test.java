package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ripemd160Test {
    /** The authors' own test values. */
    @ParameterizedTest
    @CsvSource({
        "'', 1, 9c1185a5c5e9fc54612808977ee8f548b2258d31",
        "a, 1, 0bdc9d2d256b3ee9daae347be6f4dc835a467ffe",
        "abc, 1, 8eb208f7e05d987a9b044a8e98c6b087f15a0bfc",
        "message digest, 1, 5d0689ef49d2fae572b881b123a85ffa21595f36",
        "abcdefghijklmnopqrstuvwxyz, 1, f71c27109c692c1b56bbdceb5b9d2865b3708dbc",
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq, 1, 12a053384a9c0c88e405a06c27dcf49ada62eb2b",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, 1, b0e20b6e3116640286ed3a87a5713079b21f5189",
        "1234567890, 8, 9b752e45573d4b39f4dbd3323cab82bf63326bfb",
        "a, 1000000, 52783243c1697bdbe16d37f97f68f08325dc1528"
    })
    void hashesWhatItsAuthorsHash(String text, int times, String hash) {
        byte[] data = text.repeat(times).getBytes(StandardCharsets.US_ASCII);

        assertThat(HexFormat.of().formatHex(Ripemd160.digest(data))).isEqualTo(hash);
    }

    @Test
    void agreesWithBouncyCastleOnEveryLengthSeed160() {
        Random random = new Random(160);
        for (int length = 0; length <= 300; length++) {
            for (int round = 0; round < 20; round++) {
                byte[] data = new byte[length];
                random.nextBytes(data);

                assertThat(Ripemd160.digest(data)).as("%d bytes", length).isEqualTo(bouncyCastle(data));
            }
        }
    }

    @Test
    void agreesWithBouncyCastleOnHashesSeed161() {
        Random random = new Random(161);
        for (int round = 0; round < 50_000; round++) {
            byte[] data = new byte[32];
            random.nextBytes(data);

            assertThat(Ripemd160.digest(data)).isEqualTo(bouncyCastle(data));
        }
    }

    private static byte[] bouncyCastle(byte[] data) {
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(data, 0, data.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return out;
    }
}
