package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostZoneTest {
    @Test
    void namesHosts() {
        HostZone zone = new HostZone("i.cloud.example");

        assertThat(zone.host("Web-1")).isEqualTo("web-1.i.cloud.example");
        assertThat(zone.host("a_b.c")).isEqualTo("a_b.c.i.cloud.example");
        assertThat(zone.pattern()).isEqualTo("*.i.cloud.example");
        assertThat(new HostZone("a.b").pattern()).isEqualTo("*.a.b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "example",
                ".example",
                "i..example",
                "i.example.",
                "*.example",
                "I.example",
                "i.-a.example",
                "i.a-.example",
                "i b.example",
                "i.example\n",
                "192.0.2.7",
                "i.ex\u00e4mple",
                "i,j.example",
                "!i.example"
            })
    void refusesWhatIsNoZone(String name) {
        assertThatThrownBy(() -> new HostZone(name)).isInstanceOf(MalformedException.class);
    }
}
