package org.bitauth.keystone.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginSecretTest {
    private static final String SHORT = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";

    @ParameterizedTest
    @ValueSource(strings = {"", SHORT, SHORT + "=", SHORT + " ", SHORT + "+/", SHORT + "AAA", "p\u00e4ss"})
    void refusesWhatIsShortOrNotBase64Url(String text) {
        assertThatThrownBy(() -> PluginSecret.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("43 to 128")
                .hasMessageNotContaining(SHORT);
    }

    /** Made with Python's hmac: the plug-in's own tests hold the same line. */
    @Test
    void marksAsThePluginDoes() {
        PluginSecret secret = PluginSecret.parse(PluginCaller.SECRET);
        String call = secret.markCall("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(call).isEqualTo("SvWTOohHlYdJKu2m9wWGdyGR1R6np_fi_xt1OL3PHgE");
        assertThat(secret.markAnswer(call, 200, "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Sp3EEzjB0LwjwHds8beY4lRKnbHBVvrddvprUlXZi98");
    }

    @Test
    void printsNothingOfTheSecret() {
        assertThat(PluginSecret.parse(PluginCaller.SECRET).toString()).isEqualTo("PluginSecret");
    }
}
