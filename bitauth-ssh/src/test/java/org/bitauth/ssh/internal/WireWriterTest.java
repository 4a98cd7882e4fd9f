package org.bitauth.ssh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class WireWriterTest {
    /** RFC 4251, section 5: the example of a string. */
    @Test
    void writesTheExampleOfTheRfc() {
        assertThat(hex(new WireWriter().string("testing"))).isEqualTo("00000007" + "74657374696e67");
    }

    @Test
    void writesNumbersBigEndian() {
        assertThat(hex(new WireWriter()
                        .uint32(0x29b7f4aa)
                        .uint64(0x0102030405060708L)
                        .uint64(-1)))
                .isEqualTo("29b7f4aa" + "0102030405060708" + "ffffffffffffffff");
    }

    @Test
    void writesNoLengthBeforeRawBytes() {
        assertThat(hex(new WireWriter().raw(new byte[] {1, 2}).string(new byte[] {3})))
                .isEqualTo("0102" + "00000001" + "03");
    }

    @Test
    void isReadBack() {
        byte[] bytes = new WireWriter().string("").string(new byte[300]).toBytes();
        WireReader reader = new WireReader(bytes);

        assertThat(reader.text()).isEmpty();
        assertThat(reader.string()).hasSize(300);
        reader.end();
    }

    private static String hex(WireWriter writer) {
        return HexFormat.of().formatHex(writer.toBytes());
    }
}
