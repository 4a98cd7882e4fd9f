package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.bitauth.BitauthSignature;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;

/** Whatever parses is written again as the same bytes; whatever does not is refused by the one exception allowed. */
class DerFuzzTest {
    private final Random random = new Random(66);

    @Test
    void readsRandomBytesOfSeed66AsTheyStandOrNotAtAll() {
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 4) {
                bytes[0] = 0x30;
                bytes[1] = (byte) (bytes.length - 2);
                bytes[2] = 0x02;
            }
            readsAsItStands(bytes);
        }
    }

    @Test
    void readsChangedSignaturesOfSeed66AsTheyStandOrNotAtAll() {
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            read += readsAsItStands(change(someSignature().toDer())) ? 1 : 0;
        }

        assertThat(read).isBetween(10_000, 90_000);
    }

    @Test
    void readsEverySignatureThatItWroteOfSeed66() {
        for (int i = 0; i < 20_000; i++) {
            BitauthSignature signature = someSignature();

            assertThat(BitauthSignature.ofDer(signature.toDer())).isEqualTo(signature);
            assertThat(BitauthSignature.ofDerHex(signature.toDerHex())).isEqualTo(signature);
            assertThat(BitauthSignature.ofBytes(signature.toBytes())).isEqualTo(signature);
        }
    }

    private static boolean readsAsItStands(byte[] der) {
        Optional<BitauthSignature> signature = read(der);
        signature.ifPresent(numbers -> assertThat(numbers.toDer()).isEqualTo(der));
        return signature.isPresent();
    }

    private static Optional<BitauthSignature> read(byte[] der) {
        try {
            return Optional.of(BitauthSignature.ofDer(der));
        } catch (MalformedException e) {
            return Optional.empty();
        }
    }

    /** Numbers of all lengths, many of them short. */
    private BitauthSignature someSignature() {
        byte[] bytes = new byte[64];
        random.nextBytes(bytes);
        bytes[0] &= 0x7f;
        Arrays.fill(bytes, 0, random.nextInt(4) == 0 ? random.nextInt(32) : 0, (byte) 0);
        Arrays.fill(bytes, 32, 32 + (random.nextInt(4) == 0 ? random.nextInt(32) : 0), (byte) 0);
        bytes[31] |= 1;
        bytes[63] |= 1;
        bytes[32] &= 0x7f;
        return BitauthSignature.ofBytes(bytes);
    }

    private byte[] change(byte[] der) {
        byte[] out = der.clone();
        switch (random.nextInt(4)) {
            case 0 -> out = Arrays.copyOf(out, random.nextInt(out.length + 8));
            case 1 -> out[random.nextInt(6)] = (byte) random.nextInt();
            case 2 -> out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(8));
            default -> out[random.nextInt(out.length)] = (byte) random.nextInt();
        }
        return out;
    }
}
