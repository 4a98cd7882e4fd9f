package org.bitauth.ssh.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A copy of sshd's configuration below a root, with some files as they would be. Each file that is included has a copy
 * too, and the copies include copies: no {@code Include} leads back to the machine that this runs on.
 */
final class SshdMirror {
    private static final int MOST_FILES = 256;
    private static final Pattern INCLUDE = Pattern.compile("(?i)\\s*include(?:\\s+|\\s*=\\s*)(\\S.*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final HostRoot root;
    private final Map<String, String> instead;
    private final Path folder;
    private int files;

    /** A mirror in an empty folder; a file whose content would be empty is not there. */
    SshdMirror(HostRoot root, Map<String, String> instead, Path folder) {
        this.root = root;
        this.instead = instead;
        this.folder = folder;
    }

    /** Copies a file and what it includes; gives the copy. */
    Path copy(String path) throws IOException, RefusedException {
        if (++files > MOST_FILES) {
            throw new RefusedException(SetupRefusal.REFUSED_BY_SSHD, "sshd's configuration includes too many files");
        }
        Path copy = folder.resolve("sshd" + files + ".conf");
        List<String> lines = new ArrayList<>();
        for (String line : text(path).split("\n", -1)) {
            Matcher include = INCLUDE.matcher(line);
            lines.add(include.matches() ? include(include.group(1)) : line);
        }
        return Files.writeString(copy, String.join("\n", lines), StandardCharsets.ISO_8859_1);
    }

    private String include(String arguments) throws IOException, RefusedException {
        StringBuilder line = new StringBuilder();
        Matcher words = WORD.matcher(arguments);
        while (words.find() && !words.group().startsWith("#")) {
            String word = words.group(1) != null ? words.group(1) : words.group(2);
            for (String path : matches(word.startsWith("/") ? word : "/etc/ssh/" + word)) {
                line.append(line.isEmpty() ? "Include" : "")
                        .append(" \"")
                        .append(copy(path))
                        .append('"');
            }
        }
        return line.toString();
    }

    private SortedSet<String> matches(String pattern) throws IOException, RefusedException {
        int slash = pattern.lastIndexOf('/');
        String parent = pattern.substring(0, slash);
        String last = pattern.substring(slash + 1);
        if (parent.matches(".*[*?\\[\\\\].*")) {
            throw new RefusedException(
                    SetupRefusal.REFUSED_BY_SSHD, "an Include with a pattern in a folder's name is not understood");
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + last.replace("{", "\\{"));
        TreeSet<String> names = new TreeSet<>();
        Path directory = root.resolve(parent + "/");
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            }
        }
        instead.keySet().stream()
                .filter(path -> path.substring(0, path.lastIndexOf('/')).equals(parent))
                .forEach(path -> names.add(path.substring(path.lastIndexOf('/') + 1)));
        TreeSet<String> paths = new TreeSet<>();
        for (String name : names) {
            boolean hidden = name.startsWith(".") && !last.startsWith(".");
            if (!hidden
                    && matcher.matches(Path.of(name))
                    && !text(parent + "/" + name).isEmpty()) {
                paths.add(parent + "/" + name);
            }
        }
        return paths;
    }

    private String text(String path) throws IOException {
        String text = instead.get(path);
        return text != null ? text : root.read(path).orElse("");
    }
}
