package org.bitauth.ssh.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitauth.ssh.internal.WireReader;

/** A client at an agent's socket. */
final class SocketClient implements AutoCloseable {
    private final SocketChannel channel;

    SocketClient(Path socket) {
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] ask(byte[] message) {
        send(message);
        return fully(fully(4).getInt()).array();
    }

    void send(byte[] message) {
        send(message.length, message);
    }

    void send(int length, byte[] bytes) {
        ByteBuffer out = ByteBuffer.allocate(4 + bytes.length);
        out.putInt(length).put(bytes).flip();
        try {
            while (out.hasRemaining()) {
                channel.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The comments of what is shown. */
    List<String> listed() {
        WireReader in = new WireReader(ask(new byte[] {11}));
        in.uint8();
        int count = in.uint32();
        List<String> comments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.string();
            comments.add(in.text());
        }
        in.end();
        return comments;
    }

    /** Whether the agent closes, or has closed, the connection. */
    boolean isEnded() {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private ByteBuffer fully(int size) {
        ByteBuffer in = ByteBuffer.allocate(size);
        try {
            while (in.hasRemaining()) {
                if (channel.read(in) < 0) {
                    throw new IOException("the agent closed the connection");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return in.flip();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
