package org.bitauth.ssh.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a file, which everybody may read, whole or not at all: no reader sees a part, a crash leaves the old one. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Makes or replaces a file. */
    public static void write(Path file, byte[] content) throws IOException {
        Path whole = temporary(file, content);
        try {
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** Makes a file; throws {@link FileAlreadyExistsException} if it is there. */
    public static void create(Path file, byte[] content) throws IOException {
        Path whole = temporary(file, content);
        try {
            Files.createLink(file, whole);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static Path temporary(Path file, byte[] content) throws IOException {
        Path whole = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                ".bitauth",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")));
        try (FileChannel out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        return whole;
    }
}
