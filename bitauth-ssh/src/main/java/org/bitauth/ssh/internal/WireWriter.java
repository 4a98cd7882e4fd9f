package org.bitauth.ssh.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the data types of SSH (RFC 4251, section 5). */
public final class WireWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A 32-bit number, big-endian. */
    public WireWriter uint32(int value) {
        return raw(ByteBuffer.allocate(4).putInt(value).array());
    }

    /** A 64-bit number, big-endian. */
    public WireWriter uint64(long value) {
        return raw(ByteBuffer.allocate(8).putLong(value).array());
    }

    /** One byte. */
    public WireWriter uint8(int value) {
        out.write(value);
        return this;
    }

    /** Bytes with their length before them. */
    public WireWriter string(byte[] bytes) {
        return uint32(bytes.length).raw(bytes);
    }

    /** ASCII text with its length before it. */
    public WireWriter string(String text) {
        return string(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes as they are. */
    public WireWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** All that was written. */
    public byte[] toBytes() {
        return out.toByteArray();
    }
}
