package org.bitauth.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command as it is packaged, in processes whose two streams are kept apart. Closing it ends those that still run. */
final class Launcher implements AutoCloseable {
    static final Path COMMAND = Path.of("target", "bitauth").toAbsolutePath();

    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    Launcher(Path folder) {
        this.folder = folder;
    }

    /** What a process left behind. */
    record Ended(int exitCode, String out, String err) {}

    /** A process, and the files that its streams go to. */
    record Running(Process process, Path out, Path err) {
        Ended end() throws IOException, InterruptedException {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                throw new AssertionError("did not end: " + Files.readString(err));
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        }

        /** Waits until a stream holds a line that begins so; the rest of that line. */
        String awaitLine(Path stream, String begin) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (System.nanoTime() < deadline) {
                boolean ended = process.waitFor(20, TimeUnit.MILLISECONDS);
                String text = Files.readString(stream);
                for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
                    if (line.startsWith(begin)) {
                        return line.substring(begin.length());
                    }
                }
                if (ended) {
                    break;
                }
            }
            throw new AssertionError("no line '" + begin + "' in: " + Files.readString(stream));
        }
    }

    Ended run(Object... words) throws IOException, InterruptedException {
        return start(Map.of(), words).end();
    }

    Running start(Map<String, String> environment, Object... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(COMMAND.toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        return startCommand(environment, command);
    }

    /** Runs a line as a person pastes it into a shell. */
    Ended shell(Map<String, String> environment, String line) throws IOException, InterruptedException {
        return startCommand(environment, List.of("sh", "-c", line)).end();
    }

    private Running startCommand(Map<String, String> environment, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "run", ".out");
        Path err = Files.createTempFile(folder, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("BITAUTH_KEY_FILE", "JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return new Running(process, out, err);
    }

    static String path() {
        return COMMAND.getParent() + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    /** Everything that any process wrote, for tests that look for secrets. */
    String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder, "run*.{out,err}")) {
            for (Path file : files) {
                all.append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        started.forEach(Process::destroy);
        started.forEach(process -> process.onExit().join());
    }
}
