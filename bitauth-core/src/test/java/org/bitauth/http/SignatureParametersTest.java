package org.bitauth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitauth.http.RequestForge.ALICE;
import static org.bitauth.http.RequestForge.NOW;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every single deviation is in {@link BrokenHeaders}; here, that reading and writing are each other's inverse. */
class SignatureParametersTest {
    private final Random random = new Random(9421);

    @Test
    void readsWhatItWritesForSeed9421() {
        for (int i = 0; i < 1000; i++) {
            SignatureParameters some = new SignatureParameters(
                    random.nextBoolean(),
                    random.nextBoolean(),
                    NOW.plusSeconds(random.nextInt(1_000_000)),
                    NOW.plusSeconds(random.nextInt(1_000_000)),
                    "n-_".repeat(8 + random.nextInt(20)),
                    ALICE.publicKey().toHex());

            assertThat(SignatureParameters.parse(some.header())).contains(some);
        }
    }

    @Test
    void hasOneSpellingForSeed9421() {
        String header = new RequestForge().authToken("a").sign().header("Signature-Input");
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder changed = new StringBuilder(header);
            changed.setCharAt(random.nextInt(header.length()), (char) (32 + random.nextInt(95)));
            var parameters = SignatureParameters.parse(changed.toString());
            parameters.ifPresent(some -> assertThat(some.header()).isEqualTo(changed.toString()));
            read += parameters.isPresent() ? 1 : 0;
        }

        assertThat(read).as("other digits are read").isBetween(1000, 19_000);
    }

    @Test
    void refusesLineBreaksAtTheEnd() {
        String header = new RequestForge().sign().header("Signature-Input");

        assertThat(SignatureParameters.parse(header)).isPresent();
        assertThat(SignatureParameters.parse(header + "\n")).isEmpty();
        assertThat(SignatureParameters.parse(header + "\r\n")).isEmpty();
    }
}
