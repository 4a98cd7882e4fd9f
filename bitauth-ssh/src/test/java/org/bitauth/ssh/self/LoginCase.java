package org.bitauth.ssh.self;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One case of {@code login-cases.txt}, which every program that decides about such logins is held to. A case is lines
 * {@code name value}, in the order of the components here, and an empty line ends it. {@code cloud}, {@code instance} and
 * {@code owners} are the files of the instance, {@code \n} and {@code \r} standing for those characters and {@code -} for
 * no file; everywhere {@code {a*3}} stands for {@code aaa}. {@code now} is in seconds of the epoch. {@code said} is {@code ACCEPTED} and the line for sshd, or why nobody is let in.
 */
record LoginCase(
        String name,
        long now,
        String cloud,
        String instance,
        String owners,
        String login,
        String type,
        String key,
        String said) {
    private static final String FILE = "login-cases.txt";
    private static final Pattern REPEATED = Pattern.compile("\\{([^*{}]+)\\*([0-9]{1,7})\\}");

    static List<LoginCase> all() {
        try (var in = LoginCase.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " must be there");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            List<LoginCase> cases = new ArrayList<>();
            Map<String, String> values = new HashMap<>();
            for (String line : text.split("\n", -1)) {
                if (line.isEmpty() && !values.isEmpty()) {
                    cases.add(of(values));
                    values.clear();
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    int blank = line.indexOf(' ');
                    values.put(line.substring(0, blank), line.substring(blank + 1));
                }
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoginCase of(Map<String, String> values) {
        return new LoginCase(
                value(values, "name"),
                Long.parseLong(value(values, "now")),
                value(values, "cloud"),
                value(values, "instance"),
                value(values, "owners"),
                value(values, "login"),
                value(values, "type"),
                value(values, "key"),
                value(values, "said"));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("case must have a line " + name);
        }
        return REPEATED.matcher(value).replaceAll(part -> part.group(1).repeat(Integer.parseInt(part.group(2))));
    }

    String text() {
        return "name " + name + "\nnow " + now + "\ncloud " + cloud + "\ninstance " + instance + "\nowners " + owners
                + "\nlogin " + login + "\ntype " + type + "\nkey " + key + "\nsaid " + said + "\n\n";
    }

    /** Writes the instance's files. */
    Path writeFiles(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("cloud"), cloud);
        write(folder.resolve("instance"), instance);
        write(folder.resolve("owners"), owners);
        return folder;
    }

    private static void write(Path file, String content) throws IOException {
        if (!content.equals("-")) {
            Files.writeString(file, content.replace("\\n", "\n").replace("\\r", "\r"));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
