package org.bitauth.ssh.self;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The three files of an instance. Whatever cannot be read, or is too long, is as good as missing. */
record InstanceFolder(Path folder) {
    private static final int LONGEST_LINE = 1023;
    private static final int LONGEST_FILE = 1 << 20;

    Optional<String> cloud() {
        return oneLine("cloud");
    }

    Optional<String> instance() {
        return oneLine("instance");
    }

    /** Whether the list has the line; empty without a list. */
    Optional<Boolean> hasOwner(String line) {
        return read("owners").map(text -> List.of(text.split("\n", -1)).contains(line));
    }

    private Optional<String> oneLine(String name) {
        return read(name)
                .filter(text -> text.length() <= LONGEST_LINE)
                .map(text -> text.endsWith("\n") ? text.substring(0, text.length() - 1) : text)
                .filter(line -> line.matches("[!-~]+"));
    }

    private Optional<String> read(String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
