package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.uri.BitcoinURI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentUriTest {
    private static final String ADDRESS = "bcrt1qvx648v9e958nz33pp364f3e69urqzk44qzhd4l";
    private static final Sin OWNER = new Sin("Tf2jJB4VwCmPVYtpGm5HKGEDYw5tgjzuUgY");

    @Test
    void saysWhereHowMuchAndWhose() {
        assertThat(new PaymentUri(ADDRESS, 100_000, "2 h on m1", OWNER))
                .hasToString("bitcoin:" + ADDRESS + "?amount=0.001&message=2%20h%20on%20m1&bitauth=" + OWNER);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.00000001",
        "10, 0.0000001",
        "100000000, 1",
        "100000001, 1.00000001",
        "120000000, 1.2",
        "2100000000000000, 21000000",
        "2099999999999999, 20999999.99999999"
    })
    void writesAmountsAsDecimals(long satoshi, String coins) {
        assertThat(new PaymentUri(ADDRESS, satoshi, "", OWNER).toString()).contains("?amount=" + coins + "&");
    }

    @Test
    void bitcoinjReadsWhatWasWrittenWithSeed20261127() throws Exception {
        Random random = new Random(20261127);
        for (int i = 0; i < 500; i++) {
            long satoshi = random.nextLong(ChainOutput.MAX_MONEY) >> random.nextInt(50);
            String message = random.ints(random.nextInt(40), 0x20, 0x2fff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            PaymentUri uri = new PaymentUri(ADDRESS, Math.max(1, satoshi), message, OWNER);
            BitcoinURI read = BitcoinURI.of(uri.toString(), BitcoinNetwork.REGTEST);
            assertThat(read.getAddress()).hasToString(ADDRESS);
            assertThat(read.getAmount().value).isEqualTo(uri.satoshi());
            assertThat(read.getMessage()).isEqualTo(message.isEmpty() ? null : message);
            assertThat(read.getParameterByName("bitauth")).isEqualTo(OWNER.value());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, ChainOutput.MAX_MONEY + 1, Long.MAX_VALUE})
    void refusesAmountsThatAreNone(long satoshi) {
        assertThatThrownBy(() -> new PaymentUri(ADDRESS, satoshi, "", OWNER)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bc1",
                "bcrt1q?amount=1&a=bcrt1q",
                "bcrt1q vx648v9e958nz33pp364f3e69urqz",
                "bcrt1qéééééééééééé"
            })
    void refusesAddressesThatWouldChangeTheUri(String address) {
        assertThatThrownBy(() -> new PaymentUri(address, 1, "", OWNER)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesALongMessage() {
        assertThat(new PaymentUri(ADDRESS, 1, "é".repeat(100), OWNER).qrText()).isNotEmpty();
        assertThatThrownBy(() -> new PaymentUri(ADDRESS, 1, "é".repeat(101), OWNER))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void showsItselfAsAPicture() {
        String picture = new PaymentUri(ADDRESS, 1, "", OWNER).qrDataUri();
        assertThat(picture).startsWith("data:image/svg+xml;base64,");
        assertThat(new String(Base64.getDecoder().decode(picture.substring(26)), StandardCharsets.US_ASCII))
                .startsWith("<svg ")
                .endsWith("</svg>");
    }

    @Test
    void canBeScannedFromATerminal() throws Exception {
        PaymentUri uri = new PaymentUri(ADDRESS, 123_456_789, "order 0192f: 2 h", OWNER);
        List<String> lines = uri.qrText().lines().toList();
        int scale = 4;
        int width = lines.get(0).length();
        int height = 2 * lines.size();
        int[] pixels = new int[width * height * scale * scale];
        for (int y = 0; y < height * scale; y++) {
            for (int x = 0; x < width * scale; x++) {
                char block = lines.get(y / scale / 2).charAt(x / scale);
                boolean light = block == '\u2588' || block == (y / scale % 2 == 0 ? '\u2580' : '\u2584');
                pixels[y * width * scale + x] = light ? 0xffffff : 0;
            }
        }
        RGBLuminanceSource picture = new RGBLuminanceSource(width * scale, height * scale, pixels);
        assertThat(new QRCodeReader()
                        .decode(new BinaryBitmap(new HybridBinarizer(picture)))
                        .getText())
                .isEqualTo(uri.toString());
    }
}
