package org.bitauth.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CurveSettingsTest {
    @AfterEach
    void clear() {
        for (String name : new String[] {"verification", "signing", "keys", "tables"}) {
            System.clearProperty("bitauth." + name);
        }
    }

    @Test
    void isFastAndNativeWithoutProperties() {
        CurveSettings settings = CurveSettings.builder().build();
        assertThat(settings.verification()).isEqualTo(Verification.FAST);
        assertThat(settings.signing()).isEqualTo(Signing.NATIVE);
        assertThat(settings.keys()).isEqualTo(8192);
        assertThat(settings.tableBytes()).isEqualTo(16L << 20);
        assertThat(settings.listener()).isSameAs(CurveListener.logging());
    }

    @Test
    void takesEachValueOfTheProperties() {
        Map.of(
                        "fast", Verification.FAST,
                        "bouncycastle", Verification.BOUNCYCASTLE,
                        "native", Verification.NATIVE,
                        "shadow", Verification.SHADOW)
                .forEach((text, value) -> {
                    System.setProperty("bitauth.verification", text);
                    assertThat(CurveSettings.builder().build().verification()).isEqualTo(value);
                });
        System.setProperty("bitauth.signing", "bouncycastle");
        System.setProperty("bitauth.keys", "0");
        System.setProperty("bitauth.tables", "1048576");
        CurveSettings settings = CurveSettings.builder().build();
        assertThat(settings.signing()).isEqualTo(Signing.BOUNCYCASTLE);
        assertThat(settings.keys()).isZero();
        assertThat(settings.tableBytes()).isEqualTo(1 << 20);
    }

    @Test
    void refusesOtherValuesAndSaysWhichThereAre() {
        System.setProperty("bitauth.verification", "FAST");
        assertThatThrownBy(CurveSettings::builder)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "property bitauth.verification must be one of fast, bouncycastle, native, shadow, in lower case, was FAST");
        clear();
        for (String bad : new String[] {"", "-1", "many", "16777217", "9".repeat(30)}) {
            System.setProperty("bitauth.keys", bad);
            assertThatThrownBy(CurveSettings::builder)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("property bitauth.keys must be a number up to 16777216, was " + bad);
        }
    }

    @Test
    void theBuilderRefusesNumbersOutOfRange() {
        CurveSettings.Builder builder = CurveSettings.builder();
        assertThatThrownBy(() -> builder.keys(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.keys((1 << 24) + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.tableBytes(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
