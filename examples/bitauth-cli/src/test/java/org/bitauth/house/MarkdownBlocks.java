package org.bitauth.house;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fenced blocks of this project's documents. */
public record MarkdownBlocks(String document, String language, String text) {
    public static final Path ROOT = Path.of(System.getProperty("bitauth.root", "../.."));

    private static final Pattern BLOCK =
            Pattern.compile("^```([a-z]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    public static List<MarkdownBlocks> of(String language) throws IOException {
        return documents().stream()
                .flatMap(MarkdownBlocks::blocks)
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** README first, then the others. */
    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("docs/benchmarks"))) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.md")) {
                files.forEach(documents::add);
            }
        }
        return documents.stream().distinct().toList();
    }

    private static Stream<MarkdownBlocks> blocks(Path file) {
        try {
            Matcher matcher = BLOCK.matcher(Files.readString(file));
            String name = ROOT.relativize(file).toString();
            return matcher.results().map(block -> new MarkdownBlocks(name, block.group(1), block.group(2)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text without indentation, line breaks and comments, which formatters move. */
    static String tight(String code) {
        return code.replaceAll("//[^\\n\"]*(?:\\n|$)", "\n").replaceAll("\\s+", "");
    }
}
