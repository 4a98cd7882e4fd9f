package org.bitauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.bitauth.internal.Curve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BitauthSignatureTest {
    private static final String R = "5dde6a6ed683f35d02420eafcdd8e3ac300f6fd757432513ad0c93db5037999e";
    private static final String S = "68d1f034333603b89e93a4659183470caf1cf7fde7cecbff59fab20b78e9b8ad";
    private static final String N = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    private static final String HIGH_S = "972e0fcbccc9fc47616c5b9a6e7cb8f20b91e4e8c779d43c65d7ac81574c8894";
    private static final Map<String, String> NUMBERS = Map.of("R", R, "S", S, "N", N, "H", HIGH_S);
    private static final String DER = "30440220" + R + "0220" + S;

    @Test
    void readsDerAndFixedFormAlike() {
        BitauthSignature signature = BitauthSignature.ofDerHex(DER);

        assertThat(signature.toDerHex()).isEqualTo(DER);
        assertThat(signature.toBytes()).isEqualTo(HexFormat.of().parseHex(R + S));
        assertThat(BitauthSignature.ofBytes(signature.toBytes()))
                .isEqualTo(signature)
                .hasSameHashCodeAs(signature);
        assertThat(BitauthSignature.ofDerHex(DER.toUpperCase(Locale.ROOT))).isEqualTo(signature);
    }

    @ParameterizedTest(name = "refuses {0}")
    @CsvSource({
        "the BER long form of the sequence length, 308144 0220 R 0220 S",
        "the BER long form of the length of r, 3045 028120 R 0220 S",
        "the BER long form of the length of s, 3045 0220 R 028120 S",
        "the length of r in four bytes, 3048 028400000020 R 0220 S",
        "the indefinite length, 3080 0220 R 0220 S 0000",
        "a needless zero byte in r, 3045 022100 R 0220 S",
        "a needless zero byte in s, 3045 0220 R 022100 S",
        "eight zero bytes in r, 304c 02280000000000000000 R 0220 S",
        "two zero bytes where one is needed, 3046 02220000 N 0220 S",
        "a negative r, 3044 0220 H 0220 S",
        "a negative s, 3044 0220 R 0220 H",
        "an r of length 0, 3024 0200 0220 S",
        "an s of length 0, 3024 0220 R 0200",
        "r = 0, 3025 020100 0220 S",
        "s = 0, 3025 0220 R 020100",
        "both zero, 3006 020100 020100",
        "r = n, 3045 022100 N 0220 S",
        "s = n, 3045 0220 R 022100 N",
        "r of 33 bytes above n, 3045 022101 R 0220 S",
        "s of 33 bytes above n, 3045 0220 R 022101 S",
        "s of the highest bytes, 3045 0220 R 022100 ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "a byte after the end, 3044 0220 R 0220 S 00",
        "a Bitcoin hash type, 3044 0220 R 0220 S 01",
        "garbage inside the sequence, 3046 0220 R 0220 S 0500",
        "three integers, 3047 0220 R 0220 S 020101",
        "a sequence length one too big, 3045 0220 R 0220 S",
        "a sequence length one too small, 3043 0220 R 0220 S",
        "a length of r beyond the end, 3044 0244 R 0220 S",
        "a length of s one too small, 3044 0220 R 021f S",
        "a length of s one too big, 3044 0220 R 0221 S",
        "no s, 3022 0220 R",
        "an empty sequence, 3000",
        "only the tag, 30",
        "a set, 3144 0220 R 0220 S",
        "the primitive sequence tag, 1044 0220 R 0220 S",
        "r as octet string, 3044 0420 R 0220 S",
        "s as bit string, 3044 0220 R 0320 S",
        "the fixed form, R S",
        "the fixed form with a recovery byte, 1f R S",
        "an odd digit, 3044 0220 R 0220 S 0",
        "0x in front, 0x3044 0220 R 0220 S",
        "two signatures, '3044 0220 R 0220 S , 3044 0220 R 0220 S'",
        "base64, MEQCIF3eam7Wg/NdAkIOr83Y46wwD2/XV0MlE60Mk9tQN5meAiBo0fA0MzYDuJ6TpGWRg0cMrxz3/efOy/9Z+rILeOm4rQ==",
        "nothing, ''"
    })
    void refusesEveryOtherSpelling(String what, String template) {
        StringBuilder text = new StringBuilder();
        for (String token : template.split(" ", -1)) {
            text.append(NUMBERS.getOrDefault(token, token));
        }

        assertThatExceptionOfType(MalformedException.class)
                .as(what)
                .isThrownBy(() -> BitauthSignature.ofDerHex(text.toString()))
                .withMessageNotContaining(S);
    }

    @Test
    void refusesEveryBeginningOfASignature() {
        for (int end = 0; end < DER.length(); end++) {
            String text = DER.substring(0, end);
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> BitauthSignature.ofDerHex(text));
        }
    }

    @Test
    void readsTheShortestAndTheLongestDer() {
        String high = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140";
        String longest = "3046022100" + high + "022100" + high;

        assertThat(BitauthSignature.ofDerHex("3006020101020101").toDer()).hasSize(8);
        assertThat(BitauthSignature.ofDerHex(longest).toDerHex()).isEqualTo(longest);
    }

    @Test
    void refusesZeroAndTooLargeNumbersInTheFixedForm() {
        String zero = "0".repeat(64);
        String max = "f".repeat(64);
        for (String hex : new String[] {zero + S, R + zero, N + S, R + N, max + S, R + max}) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> BitauthSignature.ofBytes(bytes));
        }
    }

    @Test
    void refusesOtherLengthsOfTheFixedForm() {
        for (int length : new int[] {0, 63, 65, 128}) {
            byte[] bytes = HexFormat.of().parseHex((R + S).repeat(2).substring(0, 2 * length));
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> BitauthSignature.ofBytes(bytes));
        }
    }

    @Test
    void tellsLowSFromHighSAtHalfTheOrder() {
        BigInteger half = Curve.ORDER.shiftRight(1);

        assertThat(withS(BigInteger.ONE).isLowS()).isTrue();
        assertThat(withS(half).isLowS()).isTrue();
        assertThat(withS(half.add(BigInteger.ONE)).isLowS()).isFalse();
        assertThat(withS(Curve.ORDER.subtract(BigInteger.ONE)).isLowS()).isFalse();
    }

    @Test
    void turnsHighSIntoItsTwin() {
        BitauthSignature low = BitauthSignature.ofDerHex(DER);
        BitauthSignature high = BitauthSignature.ofDerHex("30450220" + R + "022100" + HIGH_S);

        assertThat(high.isLowS()).isFalse();
        assertThat(high.withLowS()).isEqualTo(low);
        assertThat(low.withLowS()).isSameAs(low);
        assertThat(high).isNotEqualTo(low);
    }

    @Test
    void printsNoNumbers() {
        assertThat(BitauthSignature.ofDerHex(DER)).hasToString("BitauthSignature");
    }

    private static BitauthSignature withS(BigInteger s) {
        byte[] bytes = HexFormat.of().parseHex(R + "0".repeat(64));
        Curve.writeScalar(s, bytes, 32);
        return BitauthSignature.ofBytes(bytes);
    }
}
