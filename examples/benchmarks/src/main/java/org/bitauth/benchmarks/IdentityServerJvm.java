package org.bitauth.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An {@link IdentityServer} in a JVM with 256 MB of heap, until it is closed. */
final class IdentityServerJvm implements AutoCloseable {
    private static final String NATIVE = "AmazonCorrettoCryptoProvider";

    private final Process process;
    private final Writer out;
    private final BufferedReader in;
    private final URI url;
    private final String provider;

    private IdentityServerJvm(Process process) throws IOException {
        this.process = process;
        out = process.outputWriter(StandardCharsets.UTF_8);
        in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String[] started = line().split(" ", -1);
        url = URI.create(started[0]);
        provider = started[1];
    }

    /**
     * Starts one, and returns when it listens.
     *
     * @param users how many in memory, or the database with them
     * @param withNative true if Amazon's provider is on its class path
     */
    static IdentityServerJvm start(String users, boolean withNative) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry ->
                        withNative || !Path.of(entry).getFileName().toString().startsWith(NATIVE))
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-classpath", classPath, IdentityServer.class.getName(), users));
        return new IdentityServerJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The bridge, ending in {@code /v3}. */
    URI url() {
        return url;
    }

    /** The name of the provider of P-256. */
    String provider() {
        return provider;
    }

    /** Processor time of all threads, in steps of 10 ms. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Asks for something, and waits for the line that answers. */
    String ask(String what) throws IOException {
        out.write(what + "\n");
        out.flush();
        return line();
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("identity server ended");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
