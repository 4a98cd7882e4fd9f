package org.bitauth.keystone.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.peers.Programs;

/** One of Swift's unmodified servers on a free loopback port, run in the foreground until it is closed. */
final class SwiftServer implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("wsgi starting up on http://127\\.0\\.0\\.1:([0-9]+)");

    /** Leads Swift from {@code /etc/swift/swift.conf}, which only root could write, to the one in its own folder. */
    private static final String LAUNCHER = """
            import runpy, sys
            from swift.common import utils
            utils.set_swift_dir(sys.argv[1])
            sys.argv = sys.argv[2:]
            runpy.run_path(sys.argv[0], run_name='__main__')
            """;

    private final ServerProcess process;

    private SwiftServer(ServerProcess process) {
        this.process = process;
    }

    /** Starts a server, which may not answer yet; its log goes to a file beside the configuration. */
    static SwiftServer start(String program, Path config) throws IOException {
        String file = Programs.find(program)
                .orElseThrow(() -> new IOException("no " + program))
                .toString();
        Path log = config.resolveSibling(config.getFileName() + ".log");
        String folder = config.resolveSibling("").toString();
        List<String> command =
                List.of("/usr/bin/python3", "-c", LAUNCHER, folder, file, config.toString(), "--verbose");
        return new SwiftServer(ServerProcess.start(log, Map.of(), command));
    }

    /** Waits until it listens, and tells the port that the system chose. */
    int port() throws IOException {
        List<Integer> ports = new ArrayList<>();
        process.await(() -> {
            Matcher started = STARTED.matcher(log());
            return started.find() && ports.add(Integer.parseInt(started.group(1)));
        });
        return ports.get(0);
    }

    /** What it has said until now. */
    String log() throws IOException {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
