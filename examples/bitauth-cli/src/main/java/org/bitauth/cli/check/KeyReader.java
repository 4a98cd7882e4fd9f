package org.bitauth.cli.check;

import java.io.IOException;
import java.nio.file.Path;
import org.bitauth.BitauthSigner;

/** Reads a key file. */
@FunctionalInterface
public interface KeyReader {
    /**
     * Reads.
     *
     * @param file the file
     * @return its key
     * @throws IOException if it cannot be read; the message says why, for people
     */
    BitauthSigner read(Path file) throws IOException;
}
