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

    /** Refuses bytes that were not read. */
    public void end() {
        if (in.hasRemaining()) {
            throw new MalformedException("SSH message must end after its last field");
        }
    }
}
