package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Base58Test {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    @Test
    void writesTheDigitsOfEveryLengthSeed6() {
        Random random = new Random(6);
        for (int length = 1; length <= 90; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            bytes[0] |= 1;

            assertThat(Base58.encode(bytes)).isEqualTo(digits(new BigInteger(1, bytes)));
            assertThat(Base58.decode(Base58.encode(bytes)).orElseThrow()).isEqualTo(bytes);
        }
    }

    @Test
    void keepsZerosInsideANumber() {
        for (int power = 1; power <= 40; power++) {
            for (int add = -1; add <= 1; add++) {
                BigInteger number = BASE.pow(power).add(BigInteger.valueOf(add));
                byte[] signed = number.toByteArray();
                byte[] bytes = Arrays.copyOfRange(signed, signed[0] == 0 ? 1 : 0, signed.length);

                assertThat(Base58.encode(bytes)).as("58^%d + %d", power, add).isEqualTo(digits(number));
                assertThat(Base58.decode(digits(number)).orElseThrow()).isEqualTo(bytes);
            }
        }
    }

    @Test
    void refusesAStrangeCharacterAtEveryPlace() {
        for (int i = 0; i < 35; i++) {
            StringBuilder text = new StringBuilder("z".repeat(35));
            text.setCharAt(i, 'l');

            assertThat(Base58.decode(text.toString())).isEmpty();
        }
    }

    /** One digit at a time. */
    private static String digits(BigInteger number) {
        StringBuilder out = new StringBuilder();
        for (BigInteger rest = number; rest.signum() > 0; rest = rest.divide(BASE)) {
            out.append(ALPHABET.charAt(rest.mod(BASE).intValueExact()));
        }
        return out.reverse().toString();
    }
}
