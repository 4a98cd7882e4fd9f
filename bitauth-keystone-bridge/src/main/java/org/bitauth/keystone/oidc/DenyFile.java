package org.bitauth.keystone.oidc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.StoreException;

/**
 * A deny list in a file: one SIN a line, empty lines and lines that begin with {@code #}. Read at every JWT, so that a change
 * counts at once; replace the file by a rename. A file that is missing, too long or has any other line denies everybody, by
 * a {@link StoreException}.
 */
public final class DenyFile implements DenyList {
    private static final long MAX_BYTES = 4L << 20;

    private final Path file;

    /**
     * A list.
     *
     * @param file where it is
     */
    public DenyFile(Path file) {
        this.file = file;
    }

    @Override
    public boolean denies(Sin sin) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new StoreException("deny list must have at most 4 MiB");
            }
            boolean found = false;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    found |= new Sin(line.strip()).equals(sin);
                }
            }
            return found;
        } catch (IOException | MalformedException e) {
            throw new StoreException("deny list cannot be read", e);
        }
    }
}
