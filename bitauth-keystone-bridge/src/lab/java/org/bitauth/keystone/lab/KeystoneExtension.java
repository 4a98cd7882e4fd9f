package org.bitauth.keystone.lab;

import java.io.IOException;
import java.nio.file.Path;

/** What a test adds to a Keystone before it starts. */
@FunctionalInterface
public interface KeystoneExtension {
    /** Adds nothing. */
    KeystoneExtension NONE = (settings, folder) -> settings;

    /**
     * Changes the settings, and may write files.
     *
     * @param settings as they are
     * @param folder for files that Keystone's user will own
     * @return as they are to be
     * @throws IOException if a file cannot be written
     */
    KeystoneSettings extend(KeystoneSettings settings, Path folder) throws IOException;
}
