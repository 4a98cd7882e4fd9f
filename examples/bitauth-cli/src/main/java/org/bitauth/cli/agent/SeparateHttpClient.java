package org.bitauth.cli.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bitauth.http.HttpSender;
import org.bitauth.http.RawResponse;

/**
 * Sends each request by a process of its own, {@link ExchangeProgram}, which is gone when the answer is there. So the classes
 * of TLS cost nothing in a process that stays, and nothing in it reads what comes by TLS. The request goes to the process's
 * standard input; on its command line stands nothing of it. Thread-safe.
 *
 * <p>A process that ends early, does not end in time, says more than 256 KiB or anything else than an answer is an exception;
 * whatever happens, it does not live on.
 */
public final class SeparateHttpClient implements HttpSender {
    private final List<String> command;
    private final Map<String, String> settings;
    private final Duration patience;

    /**
     * A client with a program of its own.
     *
     * @param command the program and its arguments
     * @param settings system properties that it takes unless it has them
     * @param patience how long it may take until it has ended; more than zero
     */
    SeparateHttpClient(List<String> command, Map<String, String> settings, Duration patience) {
        this.command = List.copyOf(command);
        this.settings = Map.copyOf(settings);
        this.patience = patience;
    }

    /**
     * A client by this process's own Java and class path, which waits 30 seconds at most. The processes have this one's system
     * properties ({@code javax.net.ssl.trustStore}) and environment.
     *
     * @return the client
     */
    public static SeparateHttpClient ofThisProgram() {
        Properties own = System.getProperties();
        return new SeparateHttpClient(
                javaCommand(),
                own.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, own::getProperty)),
                Duration.ofSeconds(30));
    }

    /** Java with {@link ExchangeProgram}. Nothing but the answer may get to standard output: what the JVM says does not. */
    static List<String> javaCommand() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-cp",
                System.getProperty("java.class.path"),
                ExchangeProgram.class.getName());
    }

    @Override
    public RawResponse send(String method, URI url, Map<String, String> headers, byte[] body) throws IOException {
        byte[] request =
                ExchangeForm.bytes(new ExchangeForm.Request(settings, method, url.toString(), headers, body.clone()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        CompletableFuture<Void> unused = deadline.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((nothing, late) -> end(process));
        try {
            RawResponse answer = ExchangeForm.answer(exchange(process, request));
            if (deadline.complete(null)) {
                return answer;
            }
            throw new IOException("a process that is ended may look as if it had ended by itself");
        } catch (IOException e) {
            if (deadline.isCompletedExceptionally()) {
                throw new SocketTimeoutException("answer must end within " + patience);
            }
            throw e;
        } finally {
            deadline.complete(null);
            end(process);
        }
    }

    private static byte[] exchange(Process process, byte[] request) throws IOException {
        try (InputStream in = process.getInputStream()) {
            write(process, request);
            byte[] said = in.readNBytes(ExchangeForm.MOST_BYTES + 1);
            if (said.length > ExchangeForm.MOST_BYTES) {
                throw new IOException("answer must have at most " + ExchangeForm.MOST_BYTES + " bytes");
            }
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IOException("process of the request must end with 0, was " + exitCode);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the answer");
        }
    }

    private static void write(Process process, byte[] request) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(request);
        } catch (IOException e) {
            return; // it has ended: its exit code and what it said tell the rest
        }
    }

    private static void end(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
