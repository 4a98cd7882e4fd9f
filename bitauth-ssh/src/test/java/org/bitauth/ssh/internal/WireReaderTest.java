package org.bitauth.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.bitauth.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {
    @Test
    void readsStringsOneAfterTheOther() {
        WireReader reader = reader("00000000" + "00000002" + "00ff" + "00000002" + "6869");

        assertThat(reader.string()).isEmpty();
        assertThat(reader.string()).containsExactly(0, 0xff);
        assertThat(reader.text()).isEqualTo("hi");
        reader.end();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "000000", "00000001", "0000000268", "7fffffff68", "80000000", "ffffffff6869"})
    void refusesLengthsBeyondTheEnd(String hex) {
        assertThatThrownBy(() -> reader(hex).string()).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesBytesAfterTheLastField() {
        WireReader reader = reader("0000000168" + "00");
        reader.string();

        assertThatThrownBy(reader::end).isInstanceOf(MalformedException.class);
    }

    @Test
    void doesNotTakeOtherBytesForAscii() {
        assertThat(reader("00000002" + "f3e8").text()).isNotEqualTo("sh").doesNotContainPattern("[ -~]");
    }

    private static WireReader reader(String hex) {
        return new WireReader(HexFormat.of().parseHex(hex));
    }
}
