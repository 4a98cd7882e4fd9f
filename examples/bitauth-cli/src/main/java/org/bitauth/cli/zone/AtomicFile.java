package org.bitauth.cli.zone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all, so that two programs may write one at once. */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Writes a file, or replaces it. A new file is readable by its owner only.
     *
     * @param file in a folder that is there
     * @param text its content
     * @throws IOException if it cannot be written; then the file is as it was
     */
    public static void write(Path file, String text) throws IOException {
        Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), ".bitauth", ".tmp");
        try {
            Files.writeString(whole, text, StandardCharsets.UTF_8);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
