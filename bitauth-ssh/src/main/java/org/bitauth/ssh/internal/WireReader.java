package org.bitauth.ssh.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bitauth.MalformedException;

/** Reads the data types of SSH (RFC 4251, section 5). A length beyond the end is refused before anything is allocated. */
public final class WireReader {
    private final ByteBuffer in;

    /** Reads from the beginning. */
    public WireReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    /** Bytes with their length before them. */
    public byte[] string() {
        long length = in.remaining() < 4 ? Long.MAX_VALUE : Integer.toUnsignedLong(in.getInt());
        if (length > in.remaining()) {
            throw new MalformedException("SSH string must end within its message");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /** ASCII text with its length before it. */
    public String text() {
        return new String(string(), StandardCharsets.US_ASCII);
    }

    /** Bytes of a known number. */
    public byte[] raw(int length) {
        if (in.remaining() < length) {
            throw new MalformedException("SSH bytes must end within their message");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** A 32-bit number. */
    public int uint32() {
        if (in.remaining() < 4) {
            throw new MalformedException("SSH number must end within its message");
        }
        return in.getInt();
    }

    /** A 64-bit number. */
    public long uint64() {
        if (in.remaining() < 8) {
            throw new MalformedException("SSH number must end within its message");
        }
        return in.getLong();
    }

    /** One byte, 0 to 255. */
    public int uint8() {
        if (!in.hasRemaining()) {
            throw new MalformedException("SSH byte must be within its message");
        }
        return Byte.toUnsignedInt(in.get());
    }

    /** Tells whether there is more to read. */
    public boolean hasMore() {
        return in.hasRemaining();
    }

    /** How many bytes were read. */
    public int position() {
        return in.position();
    }

    /** Refuses bytes that were not read. */
    public void end() {
        if (in.hasRemaining()) {
            throw new MalformedException("SSH message must end after its last field");
        }
    }
}
