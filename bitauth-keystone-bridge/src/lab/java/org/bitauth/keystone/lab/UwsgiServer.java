package org.bitauth.keystone.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program in uwsgi on a free loopback port, run in the foreground by the current user, until it is closed. */
public final class UwsgiServer implements AutoCloseable {
    private static final Pattern BOUND = Pattern.compile("bound to TCP address 127\\.0\\.0\\.1:([0-9]+)");

    private final ServerProcess process;

    private UwsgiServer(ServerProcess process) {
        this.process = process;
    }

    /** Something that becomes true while the program starts. */
    @FunctionalInterface
    public interface Sign {
        /**
         * Looks for it.
         *
         * @return true if it is there
         * @throws IOException if it never will be
         */
        boolean isSeen() throws IOException;
    }

    /**
     * Starts a Python program. Port 0 lets the system choose; uwsgi says which port it is.
     *
     * @param output where its log goes
     * @param environment variables beside those of this process
     * @param options further options of uwsgi, among them which program
     * @return the server, which may not answer yet
     * @throws IOException if there is no uwsgi
     */
    public static UwsgiServer start(Path output, Map<String, String> environment, String... options)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of("uwsgi", "--plugins", "python3", "--http-socket", "127.0.0.1:0"));
        command.addAll(List.of("--need-app", "--enable-threads", "--die-on-term", "--disable-logging"));
        command.addAll(List.of("--add-header", "Connection: close", "--buffer-size", "65535"));
        command.addAll(List.of(options));
        return new UwsgiServer(ServerProcess.start(output, environment, command));
    }

    /**
     * Waits until it listens.
     *
     * @return the port
     * @throws IOException if it ends before
     */
    public int port() throws IOException {
        List<Integer> ports = new ArrayList<>();
        await(() -> {
            Matcher bound = BOUND.matcher(log());
            return bound.find() && ports.add(Integer.parseInt(bound.group(1)));
        });
        return ports.get(0);
    }

    /**
     * Waits for a sign, a minute at most.
     *
     * @param sign the sign
     * @throws IOException if the program ends before
     */
    public void await(Sign sign) throws IOException {
        process.await(sign::isSeen);
    }

    /**
     * What it has said until now.
     *
     * @return the whole log
     * @throws IOException if it cannot be read
     */
    public String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
