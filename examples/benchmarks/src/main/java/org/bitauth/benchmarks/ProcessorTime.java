package org.bitauth.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bitauth.peers.Programs;

/** What commands take of the processor, by bash's {@code times}: user and system, with all processes that they wait for. */
final class ProcessorTime {
    // The second line is that of a shell's children.
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");
    private static final String ONCE = "\"$@\" >/dev/null || exit 1; times";

    private ProcessorTime() {}

    /** Runs a command once, without what it prints; seconds. It must end with 0 and say nothing on its other stream. */
    static double of(Map<String, String> environment, List<String> command) throws IOException {
        String[] line = Stream.concat(Stream.of("env", "LC_ALL=C", "bash", "-c", ONCE, "bash"), command.stream())
                .toArray(String[]::new);
        Programs.Result result = Programs.run(environment, line);
        List<String> lines = result.output().lines().toList();
        Matcher times = TIMES.matcher(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
        if (result.exitCode() != 0 || lines.size() != 2 || !times.matches()) {
            throw new IOException(command.get(0) + " " + command.get(1) + ": " + result.output());
        }
        return 60 * (Integer.parseInt(times.group(1)) + Integer.parseInt(times.group(3)))
                + Double.parseDouble(times.group(2))
                + Double.parseDouble(times.group(4));
    }
}
