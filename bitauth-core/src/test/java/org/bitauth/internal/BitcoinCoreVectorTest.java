package org.bitauth.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.bitauth.peers.Peers;
import org.junit.jupiter.api.Test;

/** Bitcoin Core's vectors. Its signatures end in a hash type, which is cut off here. */
class BitcoinCoreVectorTest {
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");

    @Test
    void readsEveryCanonicalSignature() {
        JsonNode vectors = VectorFile.read(Peers.vectors("bitcoin-core/sig_canonical.json"));
        for (JsonNode vector : vectors) {
            byte[] der = withoutHashType(vector);

            assertThat(StrictDer.decode(der).map(numbers -> StrictDer.encode(numbers.r(), numbers.s())))
                    .as(vector.textValue())
                    .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(der));
        }

        assertThat(vectors).hasSize(5);
    }

    @Test
    void refusesEveryOtherSignatureButTheOneWithAWrongHashType() {
        int refused = 0;
        int accepted = 0;
        String comment = "";
        for (JsonNode vector : VectorFile.read(Peers.vectors("bitcoin-core/sig_noncanonical.json"))) {
            if (!HEX.matcher(vector.textValue()).matches()) {
                comment = vector.textValue();
                continue;
            }
            boolean isDer = StrictDer.decode(withoutHashType(vector)).isPresent();
            assertThat(isDer).as(comment).isEqualTo(comment.equals("hashtype:"));
            refused += isDer ? 0 : 1;
            accepted += isDer ? 1 : 0;
        }

        assertThat(refused).isEqualTo(14);
        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void writesAndReadsBase58() {
        JsonNode vectors = VectorFile.read(Peers.vectors("bitcoin-core/base58_encode_decode.json"));
        int tooLong = 0;
        for (JsonNode vector : vectors) {
            byte[] bytes = VectorFile.bytes(vector.get(0));
            String text = vector.get(1).textValue();

            assertThat(Base58.encode(bytes)).isEqualTo(text);
            // Longer texts are refused: nothing here is so long, and the work grows with the square of the length.
            if (text.length() > 128) {
                assertThat(Base58.decode(text)).isEmpty();
                tooLong++;
            } else {
                assertThat(Base58.decode(text))
                        .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
            }
        }

        assertThat(vectors).hasSize(21);
        assertThat(tooLong).isEqualTo(1);
    }

    private static byte[] withoutHashType(JsonNode hex) {
        byte[] bytes = VectorFile.bytes(hex);
        return Arrays.copyOf(bytes, bytes.length - 1);
    }
}
