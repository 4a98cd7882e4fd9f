package org.bitauth.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of docs/operating-keystone.md, without the indentation of the list that they stand in. */
final class GuideBlocks {
    private static final Path GUIDE =
            Path.of(System.getProperty("bitauth.root", "../.."), "docs", "operating-keystone.md");
    private static final Pattern BLOCK =
            Pattern.compile("^ *```[a-z]*\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

    private GuideBlocks() {}

    /** The only block with this text in it. */
    static String with(String text) throws IOException {
        Matcher blocks = BLOCK.matcher(Files.readString(GUIDE));
        String found = blocks.results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(text))
                .reduce((one, other) -> {
                    throw new IllegalStateException("the guide must have one block with " + text);
                })
                .orElseThrow(() -> new IOException("the guide must have a block with " + text));
        // A line end at the end would count as a line without indentation.
        return found.stripTrailing().stripIndent() + "\n";
    }
}
