package org.bitauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Test vectors that this project makes and other implementations may run. {@code -Dbitauth.vectors.write=true} writes
 * them anew; without it, the test that makes them only compares.
 */
public final class CheckedInVectors {
    private static final Path FOLDER = Path.of("src", "test", "resources", "vectors");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private CheckedInVectors() {}

    public static JsonNode read(String name) {
        try {
            return JSON.readTree(text(name));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file as it is, after it was written anew if that is wanted. */
    public static String text(String name, JsonNode made) {
        if (Boolean.getBoolean("bitauth.vectors.write")) {
            try {
                Files.writeString(FOLDER.resolve(name), print(made));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text(name);
    }

    public static String print(JsonNode made) {
        DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        printer.indentArraysWith(indenter);
        try {
            return JSON.writer(printer).writeValueAsString(made) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
