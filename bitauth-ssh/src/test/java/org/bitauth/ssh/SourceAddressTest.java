package org.bitauth.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7/32",
        "192.0.2.7/32, 192.0.2.7/32",
        "192.0.2.7/24, 192.0.2.0/24",
        "192.0.2.255/25, 192.0.2.128/25",
        "255.255.255.255/1, 128.0.0.0/1",
        "192.0.2.7/0, 0.0.0.0/0",
        "2001:db8::7, 2001:db8:0:0:0:0:0:7/128",
        "2001:DB8:ffff::/33, 2001:db8:8000:0:0:0:0:0/33",
        "::/0, 0:0:0:0:0:0:0:0/0",
        "::1, 0:0:0:0:0:0:0:1/128"
    })
    void clearsHostBits(String text, String cidr) {
        assertThat(SourceAddress.parse(text)).hasToString(cidr).isEqualTo(SourceAddress.parse(cidr));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "cafe",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.07",
                "192.0.2.7.",
                "192.0.2.7.1",
                "3221225991",
                "192.0.2.7/33",
                "192.0.2.7/",
                "192.0.2.7/08",
                "192.0.2.7/-1",
                "192.0.2.7/999",
                " 192.0.2.7",
                "192.0.2.7\n",
                "192.0.2.0/24,198.51.100.0/24",
                "!192.0.2.7",
                "*",
                ":",
                ":::",
                "2001:db8::7/129",
                "2001:db8::7%eth0",
                "[::1]",
                "::ffff:192.0.2.7",
                "1:2:3:4:5:6:7:8:9",
                "0x7f.0.0.1"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> SourceAddress.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void differsByLength() {
        assertThat(SourceAddress.parse("192.0.2.0/24")).isNotEqualTo(SourceAddress.parse("192.0.2.0/25"));
    }
}
